"""The layouts of a scene. Each has a file, which places the hero, the parts and the letters."""

from __future__ import annotations

from collections.abc import Callable

from projects.illustration.picture import Layout

from ..composition import Composition
from . import closing, comparison, date, hero, listing, number, opening, place, quote, steps

COVER = 1.75  # the size of its title, relative to a headline

# Each draws its layout, or answers False if the words of the scene do not hold what it shows.
_COMPOSED_BY: dict[Layout, Callable[[Composition], bool]] = {
    Layout.OPENING: opening.compose,
    Layout.HERO: hero.compose,
    Layout.LIST: listing.compose,
    Layout.NUMBER: number.compose,
    Layout.DATE: date.compose,
    Layout.PLACE: place.compose,
    Layout.STEPS: steps.compose,
    Layout.COMPARISON: comparison.compose,
    Layout.QUOTE: quote.compose,
    Layout.CLOSING: closing.compose,
}


def compose_cover(scene: Composition) -> None:
    """A cover is an opening with a larger title."""
    opening.compose(scene, larger=COVER)


def compose(scene: Composition) -> None:
    """Words may have changed since the layout was chosen: then it is drawn as a hero."""
    if not _COMPOSED_BY[scene.order.picture.layout](scene):
        hero.compose(scene)
