"""Which length and which frame of those that a model has is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

NAMED = {"2k": 1440}
RATIOS = ("9:16", "16:9", "3:4", "4:3", "1:1")


def long_enough(lengths: Sequence[int], wanted: float) -> int:
    """The shortest length that is enough, or else the longest."""
    return min((each for each in lengths if each >= wanted), default=max(lengths))


def most_like(ratios: Sequence[str], width: int, height: int) -> str:
    """The frame that is the most like that of the film."""
    return min(ratios, key=lambda ratio: abs(log(_shape(ratio) * height / width)))


def short_side(resolution: str) -> int:
    """In pixels: of "720p", or "2k"."""
    said = resolution.lower()
    return NAMED.get(said) or int(said.rstrip("p"))


def size_of(short: int, ratio: str, grid: int = 2) -> tuple[int, int]:
    """In pixels, by its shorter side; the sides are multiples of `grid`."""
    shape = _shape(ratio)
    short, long = (
        grid * max(1, round(side / grid)) for side in (short, short * max(shape, 1 / shape))
    )
    return (long, short) if shape > 1 else (short, long)


def _shape(ratio: str) -> float:
    width, height = ratio.split(":")
    return int(width) / int(height)
