"""The words in which a picture is asked for: what it shows, and the one style of its film."""

from __future__ import annotations

from ..base import PictureWish

STYLES = {
    "warm": "a soft watercolour picture-book illustration, warm light, rounded shapes",
    "lively": "a bright flat vector illustration, bold cheerful colours, playful rounded shapes",
    "professional": "a calm, clean editorial illustration, muted blue and grey, clear shapes",
    "fresh": "a light gouache illustration, fresh green and sky blue, airy, plenty of white",
    "modern": "a minimal geometric illustration, strong contrast, few colours, smooth gradients",
}
"""Of each style of a film: the same words for all its scenes."""

RULES = (
    "One clear scene, the main thing in the middle of the upper two thirds, nothing important at"
    " the edges. No text, letters, numbers, signs, logos or watermarks in the picture. No real or"
    " known person."
)


REFERENCE = (
    "Whoever or whatever is seen in the reference picture takes part, drawn in this style, and"
    " looks the same in each picture. "
)


def prompt_for(wish: PictureWish, longest: int) -> str:
    """At most so many characters: what is to be seen is cut, and never the order after it."""
    order = f"\n\nDrawn as {STYLES[wish.style]}. {REFERENCE if wish.reference else ''}{RULES}"
    return wish.described[: longest - len(order)] + order
