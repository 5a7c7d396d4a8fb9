"""Sets one text at one size and width: the fewest lines it needs, and the best way to fill them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from itertools import accumulate, islice, pairwise

from .fonts import Face
from .glyphs import line_width, widths

_RAGGED = 2.0  # weight of an uneven line, compared with the penalties of linebreak

_Best = dict[int, tuple[float, tuple[int, ...]]]  # index of a line's end -> cost, all cuts so far


class Paragraph:
    def __init__(
        self, text: str, places: Mapping[int, float], px: float, width: float, *, face: Face
    ):
        """`places` come from `linebreak.breaks`. `px` is pixels per em, `width` is pixels."""
        self._text, self._places, self._width = text, places, width
        self._stops = [0, *sorted(places), len(text)]
        self._reach = [*accumulate(widths(text, px, face=face), initial=0.0)]
        # A space at the end of a line is not drawn.
        space = line_width(" ", px, face=face)
        self._undrawn = [space if char == " " else 0.0 for char in f".{text}"]

    def fewest_lines(self) -> int | None:
        """None if a piece is wider than a line."""
        count, start = 1, 0
        for last, stop in pairwise(self._stops):
            if self._measure(last, stop) > self._width:
                return None
            if self._measure(start, stop) > self._width:
                count, start = count + 1, last
        return count

    def balanced(self, lines: int) -> tuple[str, ...]:
        """The best way to make this number of lines: with the least raggedness and penalty.

        It uses dynamic programming over the line ends, an idea of Knuth and Plass (1981).
        """
        best: _Best = {0: (0.0, (0,))}
        for _ in range(lines):
            best = self._one_line_more(best, self._reach[-1] / lines)
        _, cuts = best[len(self._text)]
        return tuple(self._text[start:end].strip() for start, end in pairwise(cuts))

    def _one_line_more(self, best: _Best, ideal: float) -> _Best:
        longer: _Best = {}
        for start, (cost, cuts) in best.items():
            for end, wide in self._ends(start):
                ragged = ((wide - ideal) / self._width) ** 2
                total = cost + _RAGGED * ragged + self._places.get(end, 0.0)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*cuts, end))
        return longer

    def _ends(self, start: int) -> Iterator[tuple[int, float]]:
        """Where a line from there may end, and how wide it is then."""
        begin = self._reach[start]
        for stop in islice(self._stops, bisect(self._stops, start), None):
            wide = self._reach[stop] - begin - self._undrawn[stop]
            if wide > self._width:
                return
            yield stop, wide

    def _measure(self, start: int, end: int) -> float:
        """Width of text[start:end] as one line."""
        return self._reach[end] - self._reach[start] - self._undrawn[end]
