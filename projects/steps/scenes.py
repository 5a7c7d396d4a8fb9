"""Makes the clip of one scene: as long as its narration, with captions in the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from projects.illustration import choosing
from projects.language import LANGUAGES
from projects.media import captions, clips, film
from projects.media.conform import Unreadable
from projects.media.contact import Contact
from projects.media.formats import FPS
from projects.media.probe import Damaged
from projects.models import Artifact, OwnClip, OwnMusic, Photo, Scene
from projects.models.upload import Upload
from projects.timeline import Kind

from .attempt import Attempt
from .results import NewArtifact, commit_all

POSTER_AT = 3.0  # seconds; by then most of what a scene shows has come in
POSTER_BEFORE_END = 0.6  # seconds; after that the scene is covered
POSTER_WIDTH = 540  # pixels


_MISSING: dict[type[Upload], str] = {
    Photo: "photo_missing",
    OwnClip: "own_clip_missing",
    OwnMusic: "own_music_missing",
}


class UploadMissing(Exception):
    """A stored photo, own clip or own music is gone or damaged: only its owner can replace it.

    `reason`: photo_missing, own_clip_missing, own_music_missing.
    """

    def __init__(self, own: Upload):
        super().__init__(own.file.name)
        self.reason = _MISSING[type(own)]


def make(attempt: Attempt) -> Callable[[], None]:
    scene, project = attempt.scene, attempt.project
    out, poster = attempt.folder / "clip.mp4", attempt.folder / "poster.jpg"
    attempt.report(0.0, "making")
    with local_upload(scene, attempt.folder, attempt.heartbeat) as upload:
        # Read everything from the database before the long part: it may be away later.
        order, recipe = order_of(scene, upload), scene.clip_hash
        clips.make(order, out, on_progress=attempt.progress("making"))
    at = max(0.0, min(POSTER_AT, order.seconds - POSTER_BEFORE_END))
    film.frame_at(out, at, poster, width=POSTER_WIDTH, beat=attempt.heartbeat)
    made = attempt.store(
        NewArtifact(Kind.CLIP, recipe, out, seconds=order.frames / FPS),
        NewArtifact(Kind.POSTER, recipe, poster),
    )
    return partial(commit_all, made, project, scene)


def order_of(scene: Scene, own: Path | None) -> clips.ClipOrder:
    project = scene.project
    return clips.ClipOrder(
        platform=project.platform,
        style=project.style,
        language=project.language,
        title=scene.title,
        points=scene.points,
        cues=cues_of(scene),
        frames=frames_of(scene),
        ai_mark=ai_mark(project.language) if settings.STUDIO_VISIBLE_AI_MARK else "",
        photo=own if scene.photo else None,
        own_clip=own if scene.own_clip else None,
        fit=scene.fit,
        picture=scene.picture,
        named=named_at(scene),
        seed=scene.seed,
        facts=scene.words.facts,
        spoken=tuple((position, at) for position, at in required(scene.audio).word_times),
        film=project.name if scene.is_opening else "",
        contact=Contact(**scene.contact),
        change_before=scene.change_before,
        change_after=scene.change_after,
        look=project.caption_look,
    )


def cues_of(scene: Scene) -> tuple[captions.Cue, ...]:
    """The captions of a scene, timed by the words of its narration."""
    audio = required(scene.audio)
    return captions.cut(
        scene.caption,
        spoken=scene.narration,
        word_times=[(position, seconds) for position, seconds in audio.word_times],
        seconds=audio.seconds,
        language=scene.project.language,
        pause=scene.pause,
    )


def named_at(scene: Scene) -> tuple[float, ...]:
    """The seconds at which the hero and the parts come in: when the voice names them."""
    times = [(position, seconds) for position, seconds in required(scene.audio).word_times]
    language = scene.project.language
    return choosing.named_at(scene.picture, scene.narration, language, times)


def frames_of(scene: Scene) -> int:
    return round(required(scene.audio).seconds * FPS)


def required(artifact: Artifact | None) -> Artifact:
    """The artifact, which an earlier step must have made. Raises LookupError if it is missing."""
    if artifact is None:
        raise LookupError("a scene's narration or clip is not there")
    return artifact


def ai_mark(language: str) -> str:
    """The AI mark in the film's language, whatever the language of the pages is."""
    with override(LANGUAGES[language].locale):
        return gettext("AI-generated")


@contextmanager
def local_upload(scene: Scene, folder: Path, beat: Callable[[], None]) -> Iterator[Path | None]:
    """The scene's upload as a file on this machine, or None if there is none.

    Raises UploadMissing, also if the block raises Unreadable.
    """
    if scene.upload is None:
        yield None
        return
    with ExitStack() as stack:
        try:
            path = stack.enter_context(scene.upload.local(folder, beat))
        except (FileNotFoundError, Damaged) as error:
            raise UploadMissing(scene.upload) from error
        try:
            yield path
        except Unreadable as error:
            raise UploadMissing(scene.upload) from error
