"""The work of a provider that asks no service."""

from __future__ import annotations

from collections.abc import Callable

from projects.providers.work import Answer, Call, Piece


class Working:
    def __init__(self, beat: Callable[[], None] = lambda: None) -> None:
        self.beat = beat

    def say(self, code: str, fraction: float, **numbers: int) -> None:
        """Nobody looks."""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        raise AssertionError("it asks a service")
