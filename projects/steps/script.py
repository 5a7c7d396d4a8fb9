"""Writes a script of scenes from the brief."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from projects.models import Project
from projects.models.project.contact import CONTACT
from projects.providers import script_writer
from projects.providers.base import Brief, ProviderError

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
        brief_of(project),
        seed=seed_of(project),
        estimate=project.estimate,
        beat=attempt.heartbeat,
    )
    checked = letters.checked(script)
    return lambda: project.take_script(checked)


def brief_of(project: Project) -> Brief:
    shortest, _, longest = project.duration.seconds
    return Brief(
        topic=project.topic,
        platform=project.platform,
        video_type=project.video_type,
        seconds=project.seconds,
        shortest=min(shortest, project.seconds),
        longest=longest,
        style=project.style,
        key_points=project.points,
        audience=project.target_audience,
        voice_style=project.voice_style,
        language=project.language,
        title=project.title,
        **{name: getattr(project, name) for name in CONTACT},
    )


def seed_of(project: Project) -> int:
    """All attempts of one start have the same seed. The next start has another seed, because a
    person who starts again wants another script."""
    return project.pk.int % 2**31 + project.run_no
