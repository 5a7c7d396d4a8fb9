"""Step 2: the brief becomes a script of scenes."""

from __future__ import annotations

from collections.abc import Callable

from projects.models import Project
from projects.models.brief import LONGEST
from projects.providers import provider
from projects.providers.base import Brief

from .work import Work


def write(work: Work) -> Callable[[], None]:
    work.report(0.0, "writing")
    script = provider("script").write(
        brief_of(work.project), seed=seed_of(work.project), beat=work.beat
    )
    return lambda: work.project.take_script(script)


def brief_of(project: Project) -> Brief:
    shortest, _, longest = project.duration.seconds
    return Brief(
        topic=project.topic,
        platform=project.platform,
        video_type=project.video_type,
        seconds=project.seconds,
        shortest=min(shortest, project.seconds),
        longest=min(longest, LONGEST),
        style=project.style,
        key_points=project.points,
        audience=project.target_audience,
        voice_style=project.voice_style,
        language=project.language,
        title=project.title,
    )


def seed_of(project: Project) -> int:
    """The same for every attempt of one start, another for the next: "again" means anew."""
    return project.pk.int % 2**31 + project.run_no
