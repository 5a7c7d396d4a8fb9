"""Projects in every state, whose words are as long as the studio allows and have no gaps."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from projects.models import Notification, OwnClip, Photo, Project, Run
from tests.support.projects import store

UNBROKEN = "W" * 60
CHINESE = "汉" * 200
ADDRESS = "https://studio.example.org/a/long/path?with=a&query=that&never=ends#" + "x" * 130
WORDS = (UNBROKEN, CHINESE, ADDRESS)
WORKING = {"progress": 40, "expected_seconds": 300, "started_at": timezone.now()}
CLIPS = {"step": "scenes"}
STATES: dict[str, dict[str, Any]] = {
    "draft": {"step": "script"},
    "written": {"step": "script"},
    "making": WORKING
    | CLIPS
    | {"status": "generating_video"}
    | {"note": {"code": "making", "now": [2], "total": 3}},
    "failed": CLIPS | {"status": "failed", "error": {"code": "photo_missing", "scene": 2}},
    "cancelled": CLIPS | {"note": {"code": "cancelled", "step": "scenes"}},
    "lost": {"status": "completed", "step": "export", "note": {"lost": {"edit": ["film"]}}},
    "completed": {"status": "completed", "step": "export"},
}


def fill(owner: User) -> dict[str, str]:
    """The ids of new projects of theirs, by the names of their states."""
    with TemporaryDirectory() as folder:
        return {
            state: str(_project(owner, state, WORDS[at % len(WORDS)], Path(folder)).pk)
            for at, state in enumerate(STATES)
        }


def _project(owner: User, state: str, words: str, folder: Path) -> Project:
    project = Project.objects.create(
        owner=owner, topic=words[:80], key_points=f"{words}\n{words}", target_audience=words[:60]
    )
    if state != "draft":
        project.title, project.description = words[:80], words
        project.save()
        _add_scenes(project, words)
    if state in ("failed", "cancelled", "lost", "completed"):
        _add_files(project, state, folder)
    Project.objects.filter(pk=project.pk).update(**STATES[state])
    if state in ("failed", "completed"):
        told = {"step": STATES[state]["step"], "outcome": state, "run_no": 0}
        Notification.objects.create(user=owner, project=project, **told)
    return project


def _add_scenes(project: Project, words: str) -> None:
    for position, ending, model in ((1, ".jpg", Photo), (2, ".mov", OwnClip), (3, "", None)):
        said = {"narration": words, "subtitle": words, "visual_description": words}
        scene = project.scenes.create(position=position, title=words[:80], seconds=4, **said)
        if model:
            name = {"original_name": words[:60] + ending, "consent_by": project.owner}
            scene.show(model.objects.create(project=project, file=f"none{ending}", **name))


def _add_files(project: Project, state: str, folder: Path) -> None:
    project = Project.objects.get(pk=project.pk)
    for scene in project.scene_list:
        store(project, "narration", scene.narration_hash, folder, scene)
        if state != "failed":
            store(project, "clip", scene.clip_hash, folder, scene)
        elif scene.position < 3:
            ended = {"state": "failed", "run_no": 0, "finished_at": timezone.now()}
            reason = {"code": "photo_missing", "scene": scene.position}
            Run.objects.create(project=project, step="scenes", scene=scene, reason=reason, **ended)
    for kind in ("film", "cover", "srt", "vtt") if state == "completed" else ():
        store(project, kind, project.film_hash, folder)
