"""How one scene gives way to the next."""

from __future__ import annotations

import random
from enum import StrEnum


class Change(StrEnum):
    SLIDE = "slide"  # slanting sheets, from left to right
    WAVE = "wave"  # it rises like water
    DROP = "drop"  # a sheet from above


def after(seed: int) -> Change:
    """The change after the scene with this seed."""
    # A choice of looks, not a secret.
    return random.Random(seed).choice(list(Change))  # noqa: S311
