"""Asks for other words for one scene. It is no step of the film, and changes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from projects.models import Project, Rewording
from projects.models.rewording import rewriters
from projects.providers import script_writers
from projects.providers.base import Script
from projects.vocabulary import ProviderKind

from .in_turn import Passed, in_turn
from .letters import checked
from .paying import Paying


class Asking:
    """Who asks the service: as an Attempt does for a Run."""

    def __init__(self, rewording: Rewording, beat: Callable[[], None]):
        self.run, self.heartbeat = rewording, beat

    @property
    def project(self) -> Project:
        return self.run.project

    def report(self, fraction: float, code: str, **numbers: Any) -> None:
        """A page shows only that it is being written."""
        self.heartbeat()


def make(rewording: Rewording, beat: Callable[[], None]) -> None:
    """Store what the first writer offers that does not fail. Raises ProviderError if all fail, and
    Unwritable."""
    project, writers = rewording.project, script_writers()
    work = Paying(Asking(rewording, beat), ProviderKind.SCRIPT, f"rewording-{rewording.pk}")

    def reword(name: str, _passed: Passed) -> None:
        offers = writers[name].reword(
            rewording.asked,
            project.for_writer,
            seed=rewording.pk,
            estimate=project.estimate,
            work=work,
        )
        rewording.offer(checked(Script("", "", offers)).scenes, name)

    in_turn(ProviderKind.SCRIPT, rewriters(project), reword, {})
