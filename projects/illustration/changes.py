"""How one scene gives way to the next."""

from __future__ import annotations

import random
from enum import StrEnum


class Change(StrEnum):
    SLIDE = "slide"  # slanting sheets, from left to right
    WAVE = "wave"  # it rises like water
    DROP = "drop"  # a sheet from above
    FADE = "fade"  # through a plain colour


BRISK = (Change.SLIDE, Change.WAVE, Change.DROP)


def after(seed: int, *, is_calm: bool = False) -> Change:
    """The change after the scene with this seed."""
    # A choice of looks, not a secret.
    return Change.FADE if is_calm else random.Random(seed).choice(BRISK)  # noqa: S311
