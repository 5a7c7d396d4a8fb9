"""Asks services for what is no step of a film."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from projects.models import Project
from projects.models.errand import Errand


class Asking:
    """Who asks the service: as an Attempt does for a Run."""

    def __init__(self, errand: Errand, project: Project | None, beat: Callable[[], None]):
        self.run: Any = errand
        self.project, self.heartbeat = project, beat

    @property
    def payer(self) -> int:
        return int(self.run.payer)

    def report(self, fraction: float, code: str, **numbers: Any) -> None:
        """A page shows only that it is under way."""
        self.heartbeat()
