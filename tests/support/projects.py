"""Brings projects to any stage with the models' own verbs, without a worker or ffmpeg."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from projects.models import Artifact, Project, Run
from projects.providers.base import SceneScript, Script
from projects.steps.results import NewArtifact

CONTENT = bytes(range(256)) * 4


def script(scenes: int = 3) -> Script:
    return Script(
        title="一天的欢笑",
        description="来看看我们的一天",
        scenes=tuple(
            SceneScript(
                title=f"场景{number}",
                visual_description="操场",
                narration=f"这是第{number}句旁白。",
                subtitle=f"这是第{number}句旁白。",
                seconds=4.0,
                camera_angle="平视",
                camera_movement="推近",
                transition="淡入",
            )
            for number in range(1, scenes + 1)
        ),
    )


def write(project: Project, scenes: int = 3) -> Project:
    """Give the project a script."""
    with project.locked():
        project.take_script(script(scenes))
        project.touch()
    return project


def fresh(project: Project) -> Project:
    """The project, read from the database again."""
    return Project.objects.get(pk=project.pk)


def finish(run: Run, keep: Callable[[], Any] = lambda: None) -> list[Run]:
    """Do the Run as a worker does. Returns the Runs that follow."""
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    return list(claimed.succeed(keep))


def store(
    project: Project, kind: str, input_hash: str, folder: Path, scene: Any = None
) -> Artifact:
    """Store an artifact of the project as a step does. Its file contains CONTENT."""
    path = folder / kind
    path.write_bytes(CONTENT)
    made = NewArtifact(kind, input_hash, path, seconds=4)
    made.store(project)
    made.commit(project, scene)
    return project.artifacts.get(kind=kind, input_hash=input_hash, scene=scene)
