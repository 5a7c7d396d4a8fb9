"""Writes a script of scenes from the brief."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from projects.models import Project
from projects.providers import script_writer
from projects.providers.base import ProviderError

from . import letters
from .attempt import Attempt


def make(attempt: Attempt) -> Callable[[], None]:
    project = attempt.project
    attempt.report(0.0, "writing")
    try:
        project.check_room()
    except ValidationError as error:  # a brief from before this was checked
        raise ProviderError("points_too_long") from error
    script = script_writer().write(
        project.for_writer,
        seed=seed_of(project),
        estimate=project.estimate,
        beat=attempt.heartbeat,
    )
    checked = letters.checked(script)
    return lambda: project.take_script(checked)


def seed_of(project: Project) -> int:
    """All attempts of one start have the same seed. The next start has another seed, because a
    person who starts again wants another script."""
    return project.pk.int % 2**31 + project.run_no
