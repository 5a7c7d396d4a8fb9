"""A check: what was measured of a film, and whether that is as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    OK = "ok"
    AMBER = "amber"  # the film can be posted, and its owner is told
    RED = "red"  # the film must not be posted, so it is not done


@dataclass(frozen=True)
class Check:
    """`value` and `limit` are in the unit that docs/api.md has for this name.

    `scene`: the number of the scene in which the fault is, or 0. `about`: the words that it is
    about, such as the key points that nobody says.
    """

    name: str
    level: Level
    value: float
    limit: float
    scene: int = 0
    about: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Check:
        about = tuple(stored.get("about", ()))
        return cls(**{**stored, "level": Level(stored["level"]), "about": about})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def at_most(
    name: str,
    value: float,
    limit: float,
    *,
    red: float | None = None,
    scene: int = 0,
    about: tuple[str, ...] = (),
) -> Check:
    """Amber where the value is over the limit, and red where it is over `red` too."""
    is_red = red is not None and value > red
    level = Level.RED if is_red else Level.AMBER if value > limit else Level.OK
    where = (scene, about) if level != Level.OK else (0, ())
    return Check(name, level, round(value, 3), limit, *where)


def at_least(name: str, value: float, limit: float, *, below: Level, scene: int = 0) -> Check:
    is_enough = value >= limit
    level = Level.OK if is_enough else below
    return Check(name, level, round(value, 3), limit, 0 if is_enough else scene)
