"""Makes the cover of a film: composed from its first scene, or a moment of the film itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from projects.media import stills
from projects.media.clip_order import ClipOrder
from projects.media.contact import Contact
from projects.media.film import frame_at
from projects.media.formats import Format
from projects.models import Project, Scene
from projects.timeline import Kind

from .painting import local_painting
from .results import NewArtifact
from .scenes import UploadMissing, local_uploads, order_of
from .timing import expected


def make(
    project: Project,
    chosen: Mapping[str, Any],
    film: Path | None,
    out: Path,
    beat: Callable[[], None],
    form: Format | None = None,
) -> None:
    """The cover that is `chosen` (models/project/cover.py). `film`: its file, for a moment of it.
    `form`: another frame than the film's, for one that is composed."""
    if "second" in chosen and film:
        frame_at(film, chosen["second"], out, beat=beat)
    else:
        compose(project, out, beat, words=chosen.get("words", ""), form=form)


def cover_of(project: Project, chosen: Mapping[str, Any], made: Path) -> NewArtifact:
    """The cover in this file, to be stored beside the film's own."""
    recipe = project.cover_hash(chosen)
    return NewArtifact(Kind.COVER, recipe, made, made_from={"cover": dict(chosen)})


def compose(
    project: Project,
    out: Path,
    beat: Callable[[], None],
    *,
    words: str = "",
    form: Format | None = None,
) -> None:
    """Draw the film's title, or other words, over the first scene's first shot, or over its hero
    without any."""
    first = project.scene_list[0]

    def draw(uploads: Sequence[Path]) -> None:
        stills.cover(replace(_order(first, uploads, words), form=form), out, beat=beat)

    try:
        with (
            local_uploads(first.shot_list[:1], out.parent, beat) as uploads,
            ExitStack() as stack,
        ):
            painting = local_painting(first, out.parent, beat, stack)
            draw([painting] if painting else uploads)
    except UploadMissing:  # the film needs only the clip that was made from it
        draw([])


def _order(first: Scene, uploads: Sequence[Path], words: str) -> ClipOrder:
    """The order for the first scene's clip, but with nothing on it that belongs to a scene."""
    project, order = first.project, order_of(first, uploads, expected(first))
    whose = Contact(organization=project.organization)
    name = words or project.name
    return replace(
        order, title=name, film=name, contact=whose, points=(), cues=(), change_after=None
    )
