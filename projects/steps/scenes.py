"""Step 4: one scene becomes a clip, as long as its narration, with its captions in the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from projects.language import LANGUAGES
from projects.media import captions, clips, film
from projects.media.conform import Unreadable
from projects.media.formats import FPS
from projects.media.probe import Damaged
from projects.models import Artifact, OwnClip, Photo, Scene
from projects.models.artifact import Kind

from .results import Made, keep_all
from .work import Work

POSTER_AT = 1.5  # seconds: the title stands in full by then
POSTER_WIDTH = 540  # pixels


class OwnMissing(Exception):
    """The stored photo or own clip of a scene is gone or damaged: only its owner has another.

    `reason`: photo_missing, own_clip_missing.
    """

    def __init__(self, own: Photo | OwnClip):
        super().__init__(own.file.name)
        self.reason = "photo_missing" if isinstance(own, Photo) else "own_clip_missing"


def make(work: Work) -> Callable[[], None]:
    scene, project = work.scene, work.project
    out, poster = work.folder / "clip.mp4", work.folder / "poster.jpg"
    work.report(0.0, "making")
    with own_of(scene, work.folder, work.beat) as own:
        # All that is read from the database is read before the long part: it may be away after.
        order, recipe = order_of(scene, own), scene.clip_hash
        clips.make(order, out, on_progress=work.progress("making"))
    film.moment(out, POSTER_AT, poster, width=POSTER_WIDTH, beat=work.beat)
    made = work.upload(
        Made(Kind.CLIP, recipe, out, seconds=order.frames / FPS),
        Made(Kind.POSTER, recipe, poster),
    )
    return partial(keep_all, made, project, scene)


def order_of(scene: Scene, own: Path | None) -> clips.ClipOrder:
    project = scene.project
    return clips.ClipOrder(
        platform=project.platform,
        style=project.style,
        language=project.language,
        title=scene.title,
        points=scene.points,
        number=scene.position,
        total=project.scene_count,
        cues=cues_of(scene),
        frames=frames_of(scene),
        ai_mark=ai_mark(project.language) if settings.STUDIO_VISIBLE_AI_MARK else "",
        photo=own if scene.photo else None,
        own_clip=own if scene.own_clip else None,
        seed=project.pk.int % 10_000 + scene.position,
    )


def cues_of(scene: Scene) -> tuple[captions.Cue, ...]:
    """The captions of a scene, timed by the words of its narration."""
    audio = there(scene.audio)
    return captions.cut(
        scene.caption,
        spoken=scene.narration,
        words=[(position, seconds) for position, seconds in audio.words],
        seconds=audio.seconds,
        language=scene.project.language,
    )


def frames_of(scene: Scene) -> int:
    return round(there(scene.audio).seconds * FPS)


def there(artifact: Artifact | None) -> Artifact:
    """What an earlier step has made, which no step begins without."""
    if artifact is None:
        raise LookupError("a scene's narration or clip is not there")
    return artifact


def ai_mark(language: str) -> str:
    """The mark in the film's language, whatever language its maker reads the studio in."""
    with override(LANGUAGES[language].locale):
        return gettext("AI-generated")


@contextmanager
def own_of(scene: Scene, folder: Path, beat: Callable[[], None]) -> Iterator[Path | None]:
    """What the scene's owner has uploaded for it, as a file on this machine. Raises OwnMissing."""
    if scene.own is None:
        yield None
        return
    with ExitStack() as stack:
        try:
            path = stack.enter_context(scene.own.local(folder, beat))
        except (FileNotFoundError, Damaged) as error:
            raise OwnMissing(scene.own) from error
        try:
            yield path
        except Unreadable as error:
            raise OwnMissing(scene.own) from error
