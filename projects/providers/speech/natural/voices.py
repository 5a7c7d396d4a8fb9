"""A voice style of the natural voice in one language, and how long it takes for a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "styles"
_SENTENCE, _CLAUSE = 0.48, 0.26  # seconds of a pause after a sentence, and inside one
_ENDS = frozenset("。！？…!?.")


@dataclass(frozen=True)
class Voice:
    """`name`: a file of `styles/`. `pace`: 1.0 is as fast as the model speaks by itself.

    `units_a_second` was measured at that, without the pauses; the language says what a unit is.
    """

    name: str
    pace: float
    units_a_second: float

    @property
    def path(self) -> Path:
        return _FOLDER / f"{self.name}.bin"

    def seconds_of(self, units: float, marks: Sequence[str]) -> float:
        """Seconds for so many units with these marks between them, at its own pace.

        The figures are a least-squares fit; single scenes are within about 0.3 s of it.
        """
        pauses = sum(_SENTENCE if _ENDS & set(mark) else _CLAUSE for mark in marks)
        return (units / self.units_a_second + pauses) / self.pace
