"""Sets one text at one size and width: the fewest lines it needs, and the best way to fill them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from .fonts import Face
from .glyphs import line_width

_RAGGED = 2.0  # weight of an uneven line, compared with the penalties of linebreak

_Best = dict[int, tuple[float, tuple[int, ...]]]  # index of a line's end -> cost, all cuts so far


class Paragraph:
    def __init__(
        self, text: str, places: Mapping[int, float], px: float, width: float, *, face: Face
    ):
        """`places` come from `linebreak.breaks`. `px` is pixels per em, `width` is pixels."""
        self._text, self._places, self._width = text, places, width
        self._stops = [0, *sorted(places), len(text)]
        self._space = line_width(" ", px, face=face)
        self._reach = [0.0]
        for char in text:
            self._reach.append(self._reach[-1] + line_width(char, px, face=face))

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
            for end in self._ends(start):
                ragged = ((self._measure(start, end) - ideal) / self._width) ** 2
                total = cost + _RAGGED * ragged + self._places.get(end, 0.0)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*cuts, end))
        return longer

    def _ends(self, start: int) -> Iterator[int]:
        for stop in islice(self._stops, bisect(self._stops, start), None):
            if self._measure(start, stop) > self._width:
                return
            yield stop

    def _measure(self, start: int, end: int) -> float:
        """Width of text[start:end] as one line. A space at its end is not drawn."""
        trailing = self._space if self._text[end - 1 : end] == " " else 0.0
        return self._reach[end] - self._reach[start] - trailing
