"""Projects with pictures in a running studio, without a worker: what is no picture is made up."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.contrib.auth.models import User
from django.db import transaction
from PIL import Image

from projects.models import Project, Run, Scene
from projects.steps.results import NewArtifact
from projects.timeline import Status, step_of
from tests.support.projects import CONTENT, write

# What each step makes.
KINDS = {
    "narration": ("narration",),
    "scenes": ("clip", "poster"),
    "edit": ("film", "cover", "srt", "vtt"),
}


def new_covers(owner: str, count: int) -> None:
    """So many finished projects of theirs, each with a cover that is as hard to compress as a
    photo."""
    user = User.objects.get(username=owner)
    for number in range(count):
        project = Project.objects.create(owner=user, topic=f"Open day number {number}")
        _store(project, "cover")
        Project.objects.filter(pk=project.pk).update(status=Status.COMPLETED, step="export")


def new_filmed(owner: str, scenes: int, upto: str) -> str:
    """A project of theirs that has all up to this step."""
    user = User.objects.get(username=owner)
    project = write(Project.objects.create(owner=user, topic="Sports day", seconds=20), scenes)
    for scene in project.scene_list:
        if upto != "script":
            _store(project, "narration", scene)
        if upto in ("scenes", "edit"):
            for kind in KINDS["scenes"]:
                _store(project, kind, scene)
    if upto == "edit":
        for kind in KINDS["edit"]:
            _store(project, kind)
    done = {"status": Status.COMPLETED, "step": "export", "progress": 100}
    at = done if upto == "edit" else {"step": upto}
    Project.objects.filter(pk=project.pk).update(**at)
    return str(project.pk)


def begin(pk: str, step: str) -> None:
    """Start the step as another page would, and let a worker report on it."""
    with transaction.atomic():
        runs = list(Project.objects.get(pk=pk).start(step_of(step)))
        for run in runs:
            claimed = Run.claim(run.pk, worker="test")
            assert claimed
        claimed.report(10, "speaking" if step == "narration" else "making")


def finish_piece(pk: str) -> None:
    """Let the running step get its next file."""
    project = Project.objects.get(pk=pk)
    run = project.runs.active().filter(step=project.step).order_by("scene__position").first()
    assert run
    run = Run.claim(run.pk, worker="test") or run
    kinds = KINDS[run.step]
    run.succeed(lambda: [_store(project, kind, run.scene) for kind in kinds])


def _store(project: Project, kind: str, scene: Scene | None = None) -> None:
    if scene is None:
        recipe = project.film_hash
    else:
        recipe = scene.narration_hash if kind == "narration" else scene.clip_hash
    with TemporaryDirectory() as folder:
        path = Path(folder) / kind
        path.write_bytes(CONTENT)
        if kind in ("cover", "poster"):
            _picture(project.pk.int % 2**32).save(path, "JPEG", quality=92)
        made = NewArtifact(kind, recipe, path, seconds=4)
        made.store(project)
        made.commit(project, scene)


def _picture(seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (24, 14, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((1080, 1920), Image.Resampling.BICUBIC)
