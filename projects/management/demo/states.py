"""Brings a project into each state, with its own verbs and real jobs.

Each function in STATES takes a project with a brief. When it must wait for something, it yields a
question, and goes on when the answer is yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.core.files.storage import default_storage

from projects.files.uploads import show_clip, show_photo
from projects.jobs.queue import run_and_enqueue
from projects.models import NotReady, Project
from projects.models.stored_file import StoredFile
from projects.timeline import NARRATION, SCENES, SCRIPT, Status, Step

from . import pictures
from .briefs import ADDED

Waits = Iterator[Callable[[], bool]]


def brief(project: Project) -> Waits:
    yield from ()


def script(project: Project) -> Waits:
    yield from _made(project, SCRIPT)


def narration(project: Project) -> Waits:
    """The narration is made. Then the words of every second scene have changed."""
    yield from _made(project, SCRIPT, NARRATION)
    for scene in project.scene_list[::2]:
        scene.rewrite(narration=scene.narration + ADDED)


def scenes(project: Project) -> Waits:
    """All clips are made. Then the last scene got a photo, so its clip is out of date."""
    yield from _made(project, SCRIPT, NARRATION, SCENES)
    show_photo(project.scene_list[-1], pictures.photo(), project.owner)


def failed(project: Project) -> Waits:
    """The clips failed, because the photo of a scene is gone from the storage."""
    yield from _made(project, SCRIPT, NARRATION)
    scene = project.scene_list[1]
    show_photo(scene, pictures.photo(), project.owner)
    _lose(scene.shot_list[0].upload)
    yield from _made(project, SCENES)


def cancelled(project: Project) -> Waits:
    """The clips were cancelled when at least one was finished."""
    yield from _made(project, SCRIPT, NARRATION)
    run_and_enqueue(partial(project.start, SCENES))
    yield lambda: project.artifacts.filter(kind="clip").exists()
    project.cancel()


def lost(project: Project) -> Waits:
    """The finished film is gone from the storage, and somebody has tried to open it."""
    yield from _film(project)
    if film := project.film:
        _lose(film)
        project.notice_lost(film)


def completed(project: Project) -> Waits:
    """A film with an own photo and an own clip in it."""
    yield from _made(project, SCRIPT, NARRATION)
    show_photo(project.scene_list[0], pictures.photo(), project.owner)
    show_clip(project.scene_list[1], pictures.video(), project.owner)
    yield from _film(project)


def running(project: Project) -> Waits:
    """Its clips are being made, also after the command has ended if a studio runs."""
    run_and_enqueue(project.make_rest)
    yield lambda: _is(project, Status.GENERATING_VIDEO) and project.progress > 0


STATES: dict[str, Callable[[Project], Waits]] = {
    state.__name__: state
    for state in (brief, script, narration, scenes, failed, cancelled, lost, completed, running)
}


def _made(project: Project, *steps: Step) -> Waits:
    for step in steps:
        run_and_enqueue(partial(project.start, step))
        yield lambda: _rests(project)


def _film(project: Project) -> Waits:
    run_and_enqueue(project.make_rest)
    yield lambda: _rests(project)
    if project.film is None:
        raise NotReady(project.error_message)


def _lose(stored: StoredFile | None) -> None:
    if stored:
        default_storage.delete(str(stored.file))


def _rests(project: Project) -> bool:
    project.refresh_from_db()
    return not project.running


def _is(project: Project, status: Status) -> bool:
    project.refresh_from_db()
    return project.status == status
