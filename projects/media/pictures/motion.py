"""How a part comes in and moves. The same formula goes to ffmpeg and to Python."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Idle(StrEnum):
    """What a part does while it is there."""

    STAND = "stand"
    FLOAT = "float"  # up and down
    SWAY = "sway"  # from side to side
    DRIFT = "drift"  # a long slow way, as clouds do


class Entrance(StrEnum):
    POP = "pop"  # it grows, a little beyond its size
    DROP = "drop"  # from above
    DRIVE = "drive"  # from the side
    THERE = "there"  # it is there from the first frame


# Pixels at 1080 on the short side, and seconds.
_MOVES = {Idle.FLOAT: (9.0, 2.6), Idle.SWAY: (7.0, 3.0), Idle.DRIFT: (46.0, 16.0)}
_ARRIVES = 0.7  # seconds of a drop or a drive


@dataclass(frozen=True)
class Motion:
    entrance: Entrance
    idle: Idle
    at: float  # second at which it comes in
    phase: float = 0.0  # 0 to 1, so that neighbours do not move alike
    way: float = 0.0  # pixels that a drop or a drive covers; below 0: from the left or from above

    @property
    def x(self) -> str:
        """What is added to its x, as an expression of ffmpeg with the time `t`."""
        terms = [self._arriving()] if self.entrance == Entrance.DRIVE else []
        if self.idle in (Idle.SWAY, Idle.DRIFT):
            terms.append(self._swinging())
        return "+".join(terms) or "0"

    @property
    def y(self) -> str:
        terms = [self._arriving()] if self.entrance == Entrance.DROP else []
        if self.idle == Idle.FLOAT:
            terms.append(self._swinging())
        return "+".join(terms) or "0"

    def offset(self, second: float) -> tuple[float, float]:
        """What is added to its x and y at a second after it has come in."""
        if self.idle == Idle.STAND:
            return 0.0, 0.0
        amplitude, period = _MOVES[self.idle]
        swing = amplitude * math.sin(2 * math.pi * (second / period + self.phase))
        return (0.0, swing) if self.idle == Idle.FLOAT else (swing, 0.0)

    def _swinging(self) -> str:
        amplitude, period = _MOVES[self.idle]
        return f"{amplitude:.1f}*sin(2*PI*(t/{period:.2f}+{self.phase:.3f}))"

    def _arriving(self) -> str:
        left = f"max(0,1-(t-{self.at:.3f})/{_ARRIVES})"
        return f"({self.way:.1f})*pow({left},3)"
