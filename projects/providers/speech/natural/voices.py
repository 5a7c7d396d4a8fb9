"""A voice style of the natural voice, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "styles"


@dataclass(frozen=True)
class Voice:
    """`name`: a file of `styles/`. `pace`: 1.0 is as fast as the model speaks by itself."""

    name: str
    pace: float = 1.0

    @property
    def path(self) -> Path:
        return _FOLDER / f"{self.name}.bin"
