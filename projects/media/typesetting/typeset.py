"""Sets text in lines that fit a width, break where a reader would, and are balanced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .fonts import Face
from .glyphs import line_width, printable
from .linebreak import INSIDE_WORD, breaks
from .paragraph import Paragraph

_SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.72, 0.64)
_SIZES_WITH_CUTS = (0.8, 0.72, 0.64, 0.56, 0.48)
_PAUSES = "，。、；：,.;: "


@dataclass(frozen=True)
class Block:
    """Lines at `px` pixels per em, with `pitch` pixels from one line to the next.

    `is_cut`: the text did not fit, and ends in an ellipsis. `is_torn`: a word may be cut in two.
    """

    lines: tuple[str, ...]
    px: float
    pitch: float
    is_cut: bool = False
    is_torn: bool = False

    @property
    def height(self) -> float:
        """From the top of the first line's em square to the bottom of the last one's."""
        return self.pitch * (len(self.lines) - 1) + self.px if self.lines else 0.0


@lru_cache(maxsize=256)
def fit(
    text: str, px: float, width: float, max_lines: int, *, face: Face, leading: float = 1.28
) -> Block:
    """Set `text` within `width` pixels and `max_lines` lines, at a size as near to `px` as it can.

    It tries smaller sizes first, then cuts inside Chinese words, then even smaller sizes. Text that
    still does not fit ends in an ellipsis. An empty text gives a block without lines.
    """
    clean = printable(text)
    for attempt in _attempts(clean):
        size, places, is_torn = attempt
        lines = _lines(clean, places, px * size, width, max_lines, face)
        if lines is not None:
            break
    else:
        lines = _shortened(clean, px * size, width, max_lines, face)
    is_cut = "".join(lines).replace(" ", "") != clean.replace(" ", "")
    return Block(lines, px * size, px * size * leading, is_cut, is_torn)


def _attempts(text: str) -> Iterator[tuple[float, Mapping[int, float], bool]]:
    """Sizes, places where a line may begin, and whether that may be inside a word: from the best
    looking to the last resort."""
    places = breaks(text)
    between_words = {at: cost for at, cost in places.items() if cost < INSIDE_WORD}
    yield from ((size, between_words, False) for size in _SIZES)
    yield from ((size, places, True) for size in _SIZES_WITH_CUTS)


def _lines(
    text: str, places: Mapping[int, float], px: float, width: float, max_lines: int, face: Face
) -> tuple[str, ...] | None:
    if not text:
        return ()
    paragraph = Paragraph(text, places, px, width, face=face)
    fewest = paragraph.fewest_lines()
    return paragraph.balanced(fewest) if fewest and fewest <= max_lines else None


def _shortened(text: str, px: float, width: float, max_lines: int, face: Face) -> tuple[str, ...]:
    """All of the text, or as much as fits with an ellipsis. It uses binary search."""
    low, high = 0, len(text) + 1
    lines: tuple[str, ...] = ("…",)
    while high - low > 1:
        middle = (low + high) // 2
        attempt = text if middle == len(text) else text[:middle].rstrip(_PAUSES) + "…"
        fitting = _lines(attempt, _forced(attempt, px, width, face), px, width, max_lines, face)
        low, high = (middle, high) if fitting else (low, middle)
        lines = fitting or lines
    return lines


def _forced(text: str, px: float, width: float, face: Face) -> dict[int, float]:
    """The places of `breaks`, and every place inside a piece that is wider than a line."""
    places = breaks(text)
    pieces = pairwise([0, *sorted(places), len(text)])
    wide = [(a, b) for a, b in pieces if line_width(text[a:b], px, face=face) > width]
    return places | {at: INSIDE_WORD for a, b in wide for at in range(a + 1, b)}
