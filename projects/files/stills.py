"""Serves small stills: what a scene will show, before its clip is made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from django.http import HttpResponse

from projects.media import small_stills
from projects.media.probe import Damaged
from projects.media.stills import moments
from projects.models import Scene
from projects.models.upload import Upload
from projects.steps.heads import find_heads
from projects.steps.painting import local_painting
from projects.steps.scenes import order_of
from projects.steps.timing import expected
from videostudio.pool import give_back

from .on_demand import for_ever, found_or_made

Workspace = Callable[[], AbstractContextManager[Path]]

# One at a time: the others wait, and other small files do not wait for them.
_turn = threading.Lock()


def small(scene: Scene, number: int, workspace: Workspace) -> HttpResponse:
    """The still of a scene, or of its shot with this number, from 1. `workspace` makes a folder for
    the program that draws it.

    Raises IndexError if it shows no such shot, and OSError if it cannot be drawn, such as with a
    lost photo.
    """
    name = small_stills.name_of(scene.project_id, scene.pk, number, scene.still_version)
    drawn = found_or_made(name, partial(_drawn, scene, number, workspace), turn=_turn)
    return for_ever(HttpResponse(drawn, content_type=small_stills.CONTENT_TYPE))


def _drawn(scene: Scene, number: int, workspace: Workspace) -> bytes:
    shots = scene.shot_list
    # Only the shot that is seen is opened. Of the others the order needs no more than the kind.
    paths = [Path(str(shot.upload.file)) for shot in shots]
    with workspace() as folder, ExitStack() as stack:
        if shots:
            shot = shots[number - 1]
            path = _opened(shot.upload, folder, stack)
            paths[number - 1] = path.resolve()
            find_heads([(shot, path)], folder)
        elif painting := local_painting(scene, folder, lambda: None, stack):
            paths = [painting.resolve()]
        logo = scene.project.shown_logo
        shown = _opened(logo, folder, stack).resolve() if logo else None
        order = order_of(scene, paths, expected(scene), shown)
        frame = moments(order)[number - 1]
        give_back()  # others wait for their turn with a connection of the database
        return small_stills.draw(order, frame, folder)


def _opened(upload: Upload, folder: Path, stack: ExitStack) -> Path:
    try:
        return stack.enter_context(upload.local(folder, lambda: None))
    except Damaged as damaged:
        raise OSError("a photo, video or logo is damaged") from damaged
