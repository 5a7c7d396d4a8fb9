"""Asks for other words for one scene. It is no step of the film, and changes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable

from projects.models import Rewording
from projects.models.rewording import rewriters
from projects.providers import script_writers
from projects.providers.base import Script
from projects.vocabulary import ProviderKind

from .errands import Asking
from .in_turn import Passed, in_turn
from .letters import checked
from .outside import PayingOutside


def make(rewording: Rewording, beat: Callable[[], None]) -> None:
    """Store what the first writer offers that does not fail. Raises Waiting while a service works,
    ProviderError if all fail, and Unwritable."""
    project, writers = rewording.project, script_writers()
    asking, wish = Asking(rewording, project, beat), f"rewording-{rewording.pk}"
    work = PayingOutside(asking, ProviderKind.SCRIPT, wish, {})

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
