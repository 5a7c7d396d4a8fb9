"""Writes a script of scenes from the brief."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from projects.models import Project
from projects.providers import script_writers
from projects.providers.base import ProviderError, Script, ScriptWriter
from projects.timeline import State
from projects.vocabulary import ProviderKind

from . import letters
from .attempt import Attempt
from .in_turn import Passed, in_turn
from .paying import Paying


def make(attempt: Attempt) -> Callable[[], None]:
    project = attempt.project
    attempt.report(0.0, "writing")
    try:
        project.check_room()
    except ValidationError as error:  # a brief from before this was checked
        raise ProviderError("points_too_long") from error
    script, made_by = _written(attempt)
    return lambda: project.take_script(script, made_by)


def _written(attempt: Attempt) -> tuple[Script, dict[str, str]]:
    """The script of the first writer that the project may use and that does not fail, and who that
    is. Raises ServiceError if all fail."""
    writers = script_writers()

    def write(name: str, passed: Passed) -> tuple[Script, dict[str, str]]:
        return _checked(attempt, writers[name]), {"name": name, **passed}

    return in_turn(ProviderKind.SCRIPT, attempt.project.makers_allowed("script"), write, {})


def _checked(attempt: Attempt, writer: ScriptWriter) -> Script:
    project = attempt.project
    work = Paying(attempt, ProviderKind.SCRIPT, f"script-{scripts_of(project)}")
    script = writer.write(
        project.for_writer, seed=seed_of(project), estimate=project.estimate, work=work
    )
    return letters.checked(script)


def scripts_of(project: Project) -> int:
    """How many scripts were written for it. Until there is one more, a call for it that was paid is
    not paid again."""
    return project.runs.filter(step="script", state=State.SUCCEEDED).count()


def seed_of(project: Project) -> int:
    """Until there is one more script, the same. Then another one, because a person who starts again
    wants another script."""
    return project.pk.int % 2**31 + scripts_of(project)
