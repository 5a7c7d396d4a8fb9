"""The least pace of a client that sends a body or reads an answer.

A connection costs the studio the same however slowly its client sends. Without a least pace, a
thousand bodies that get one byte now and then would hold a thousand connections for hours.
"""

from __future__ import annotations

import math
import time

from django.conf import settings

WINDOW = 60.0  # seconds: a phone may lose its network for most of them


class Pace:
    """Watches how many bytes one body or answer moves in each minute.

    What is done within its first minute is never too slow. After that each minute must move as much
    as STUDIO_LEAST_RATE (bytes a second) would.
    """

    def __init__(self) -> None:
        self._begin(0)

    def is_too_slow(self, moved: int) -> bool:
        """`moved`: all bytes that were moved since the beginning. Ask again every few seconds."""
        if time.monotonic() < self._until:
            return False
        too_slow = moved - self._moved < settings.STUDIO_LEAST_RATE * WINDOW
        self._begin(moved)
        return too_slow

    def _begin(self, moved: int) -> None:
        self._moved, self._until = moved, time.monotonic() + WINDOW


def time_for(size: int) -> float:
    """Seconds that so many bytes may take; at least a minute."""
    return max(
        WINDOW, size / settings.STUDIO_LEAST_RATE if settings.STUDIO_LEAST_RATE else math.inf
    )
