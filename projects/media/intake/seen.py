"""What an upload says of itself, besides its pictures or its sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """When it was taken, as ISO 8601 or "" (taken.py), and the seconds that are kept of a video."""

    taken: str = ""
    seconds: float = 0.0
