"""Makes the covers that people choose, gives them in the shapes of the platforms, and shows the
moments of a film among which one can choose."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from projects.media.covers import CONTENT_TYPE, SHAPES, CoverShape, in_shape
from projects.media.ffmpeg import FfmpegError
from projects.media.film import frame_at
from projects.media.probe import Damaged
from projects.media.thumbnails import shape_name
from projects.models import Artifact, NotReady, Project
from projects.steps.cover import cover_of, make
from projects.steps.results import NewArtifact
from projects.timeline import Kind
from videostudio.pool import give_back

from .comparing import Lost, opened_whole
from .downloads import CONTENT_POLICY, NOT_IN_FILE_NAMES
from .on_demand import for_ever, found_or_made

MOMENT_WIDTH = 360  # pixels
_FAILED = (FfmpegError, FileNotFoundError, Damaged)

log = logging.getLogger(__name__)


def choose_cover(project: Project, chosen: Mapping[str, Any]) -> None:
    """Make the cover that is chosen, and use it. Raises NotReady, and Lost if the film is."""
    project.check_cover()
    film = project.film_part(Kind.FILM)
    if not chosen or project.artifact(Kind.COVER, project.cover_hash(chosen)):
        project.choose_cover(chosen)
        return
    with _folder() as folder:
        out = folder / "cover.jpg"
        _make(project, chosen, film, out)
        made = cover_of(project, chosen, out)
        made.store(project)
        try:
            project.choose_cover(chosen, partial(_keep, made, project, chosen))
        finally:
            made.discard()


def _keep(made: NewArtifact, project: Project, chosen: Mapping[str, Any]) -> None:
    """It took seconds to draw: meanwhile the consent for a photo in it may have been withdrawn."""
    if made.input_hash != project.cover_hash(chosen):
        raise NotReady(_("The film has changed meanwhile. Choose the cover again."))
    made.commit(project, None)


def _make(project: Project, chosen: Mapping[str, Any], film: Artifact | None, out: Path) -> None:
    with ExitStack() as files:
        try:
            seen = film if "second" in chosen else None
            path = files.enter_context(seen.local(out.parent, _no_beat)) if seen else None
            make(project, chosen, path, out, _no_beat)
        except _FAILED as failed:
            log.warning("Project %s: no cover: %s", project.pk, failed)
            raise NotReady(_("The cover could not be made. Update the film first.")) from failed


def shaped(project: Project, cover: Artifact, shape: str) -> HttpResponse:
    """A cover of the film in one of SHAPES, as a download. Raises Lost."""
    opened_whole(cover.file, cover.sha256, cover.size)[0].close()
    name = shape_name(str(cover.file), shape)
    answer = HttpResponse(
        found_or_made(name, partial(_drawn, project, cover, shape)), content_type=CONTENT_TYPE
    )
    readable = NOT_IN_FILE_NAMES.sub(" ", project.name).strip() or "cover"
    filename = f"{readable} {shape}.jpg"
    answer.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    answer.headers["Cache-Control"] = "private, no-cache"  # another cover has the same address
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    return answer


def _drawn(project: Project, cover: Artifact, shape: str) -> bytes:
    """Composed for this shape, or if it is a moment or cannot be composed now, from its picture."""
    chosen, wanted = cover.made_from.get("cover", {}), SHAPES[shape]
    with _folder() as folder, ExitStack() as files:
        out = folder / "shape.jpg"
        path = files.enter_context(cover.local(folder, _no_beat))
        is_present = cover.input_hash == project.cover_hash(chosen)
        if "second" in chosen or not (is_present and _composed(project, chosen, wanted, out)):
            in_shape(path, wanted, out)
        return out.read_bytes()


def _composed(project: Project, chosen: Mapping[str, Any], shape: CoverShape, out: Path) -> bool:
    try:
        make(project, chosen, None, out, _no_beat, shape.form)
    except _FAILED as failed:
        log.warning("Project %s: no cover in another shape: %s", project.pk, failed)
        return False
    return True


def moment(film: Artifact, second: float) -> HttpResponse:
    """What the film shows at this second, small. Raises Lost."""
    with _folder() as folder, ExitStack() as files:
        out = folder / "moment.jpg"
        try:
            path = files.enter_context(film.local(folder, _no_beat))
            give_back()
            frame_at(path, second, out, width=MOMENT_WIDTH)
        except _FAILED as failed:
            raise Lost from failed
        return for_ever(HttpResponse(out.read_bytes(), content_type=CONTENT_TYPE))


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="studio-") as name:
        yield Path(name)


def _no_beat() -> None:
    """Nobody waits for a sign of life: it takes a second."""
