"""Makes the clip of one scene: as long as its narration, with captions in the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from projects.illustration import choosing
from projects.language import LANGUAGES
from projects.media import captions, clips, film, shots, stills
from projects.media.checks import drawing
from projects.media.conform import Stalled, TooHeavy, Unreadable
from projects.media.contact import Contact
from projects.media.faces import Area
from projects.media.formats import FPS
from projects.media.probe import Damaged
from projects.media.shots import Shown
from projects.models import Logo, OwnClip, OwnMusic, OwnSound, Photo, Project, Scene, Shot
from projects.models.upload import Upload
from projects.timeline import Kind
from projects.vocabulary import Fit

from . import filming, painting, stock
from .attempt import Attempt
from .heads import find_heads
from .results import NewArtifact, commit_all
from .timing import Timing, heard

POSTER_WIDTH = 540  # pixels


_MISSING: dict[type[Upload | OwnSound], str] = {
    Photo: "photo_missing",
    OwnClip: "own_clip_missing",
    OwnMusic: "own_music_missing",
    OwnSound: "own_sound_missing",
    Logo: "logo_missing",
}
_UNREADABLE: dict[type[Unreadable], str] = {
    TooHeavy: "own_clip_heavy",
    Stalled: "own_clip_stalled",
}


class UploadMissing(Exception):
    """A stored photo, own clip, its sound, own music or a logo is gone or damaged: only its owner
    can replace it.

    `reason`: photo_missing, own_clip_missing, own_sound_missing, own_music_missing, logo_missing,
    or, if it is there, own_clip_heavy (it takes too much time, memory or space), own_clip_stalled.
    """

    def __init__(self, own: Upload | OwnSound, reason: str = ""):
        super().__init__(own.file.name)
        self.reason = reason or _MISSING[type(own)]


def make(attempt: Attempt) -> Callable[[], None]:
    scene, project = attempt.scene, attempt.project
    out, poster = attempt.folder / "clip.mp4", attempt.folder / "poster.jpg"
    made_by = filming.film(attempt)  # it may leave, until a service has done its part
    stock_by = stock.find(attempt)
    painted_by = painting.paint(attempt)
    scene = attempt.scene  # as it is after that
    attempt.report(0.0, "making")
    state = project.made_from(scene)
    told = {"made_by": made_by, "painted_by": painted_by, "stock_by": stock_by}
    made_from = {name: said for name, said in told.items() if said}
    if scene.painting and (photo := scene.painting.made_from.get("photo")):
        made_from["photo"] = photo  # who is shown may not agree any more
    with (
        local_uploads(scene.shot_list, attempt.folder, attempt.heartbeat) as uploads,
        local_logo(project, attempt.folder, attempt.heartbeat) as logo,
        filming.local(scene.footage, attempt) as footage,
        painting.local(attempt) as painted,
    ):
        # Read everything from the database before the long part: it may be away later.
        find_heads(zip(scene.shot_list, uploads, strict=False), attempt.folder, attempt.heartbeat)
        shown = [*uploads, *painted]
        order = order_of(scene, shown, logo=logo, footage=footage)
        recipe = scene.clip_hash
        drawn = clips.make(order, out, on_progress=attempt.progress("making"))
    at = stills.moments(order)[0] / FPS
    film.frame_at(out, at, poster, width=POSTER_WIDTH, beat=attempt.heartbeat)
    made = attempt.store(
        NewArtifact(
            Kind.CLIP,
            recipe,
            out,
            seconds=order.frames / FPS,
            checks=tuple(drawing.of_clip(drawn)),
            made_from=made_from,
            state=state,
        ),
        NewArtifact(Kind.POSTER, recipe, poster),
    )
    return partial(commit_all, made, project, scene)


def order_of(
    scene: Scene,
    uploads: Sequence[Path],
    timing: Timing | None = None,
    logo: Path | None = None,
    footage: Path | None = None,
) -> clips.ClipOrder:
    """`uploads` are the files of its first shots, of which it may show fewer; of a scene without
    shots, that of its painting or stock. `timing`: another one than that of its narration. `logo`:
    of the film, which it shows if there is any. `footage`: what a service has filmed for it."""
    project, told = scene.project, timing or heard(scene)
    is_painted = bool(uploads) and not scene.shot_list
    return clips.ClipOrder(
        platform=project.platform,
        style=project.style,
        language=project.language,
        title=scene.title,
        points=scene.points,
        cues=cues_of(scene, told) if project.caption_look.is_shown else (),
        frames=told.frames,
        ai_mark=mark_of(project),
        shots=_by_service(scene, uploads, footage) or tuple(_shown(scene, uploads, told)),
        fit=Fit.FILL if is_painted else scene.fit,
        picture=scene.picture,
        named=named_at(scene, told),
        seed=scene.seed,
        facts=scene.words.facts,
        spoken=told.word_times,
        film=project.name if scene.is_opening else "",
        contact=Contact(**scene.contact),
        change_before=scene.change_before,
        change_after=scene.change_after,
        look=project.caption_look,
        logo=logo,
    )


def _by_service(scene: Scene, uploads: Sequence[Path], footage: Path | None) -> tuple[Shown, ...]:
    """What a service has made for a scene that shows nothing of its owner's."""
    if footage:
        return (Shown(own_clip=footage, is_made=True),)
    if scene.shot_list:
        return ()
    is_video = scene.shows_stock_video
    return tuple(Shown(own_clip=each) if is_video else Shown(each) for each in uploads[:1])


def _shown(scene: Scene, uploads: Sequence[Path], told: Timing) -> Iterator[Shown]:
    begun = shot_starts(scene, len(uploads), told)
    for shot, path, start in zip(scene.shot_list, uploads, begun, strict=False):
        yield shown_of(shot, path, start)


def shown_of(shot: Shot, path: Path, start: int) -> Shown:
    """What a clip is told of a shot. `path`: its file; `start`: the frame at which it begins."""
    if shot.photo:
        found = shot.photo.heads
        heads = None if found is None else _areas(found)
        return Shown(path, start=start, focus=shot.focus, heads=heads)
    begin, end = shot.part
    shown = Shown(own_clip=path, start=start, focus=shot.focus, begin=begin, end=end)
    looks = shot.own_clip.looks if shot.own_clip else None
    if not looks:
        return shown
    return replace(shown, looks=tuple((at, _areas(heads)) for at, heads in looks))


def _areas(heads: Iterable[Sequence[float]]) -> tuple[Area, ...]:
    return tuple(Area(*each) for each in heads)


def shot_starts(scene: Scene, count: int, told: Timing) -> tuple[int, ...]:
    """The frames at which the first `count` shots of a scene begin; fewer if it is too short."""
    words = told.frames, scene.narration, told.word_times
    if not scene.shows_all:
        count = min(count, shots.room(told.seconds))
        return shots.starts([shots.PHOTO] * count, *words)
    quiet = round((scene.pause + scene.tail) * FPS)
    return shots.starts([shot.wish for shot in scene.shot_list[:count]], *words, quiet)


def cues_of(scene: Scene, told: Timing) -> tuple[captions.Cue, ...]:
    """The captions of a scene, timed by the words of its narration."""
    return captions.cut(
        scene.caption,
        spoken=scene.narration,
        word_times=told.word_times,
        seconds=told.seconds,
        language=scene.project.language,
        pause=scene.pause + scene.tail,
    )


def named_at(scene: Scene, told: Timing) -> tuple[float, ...]:
    """The seconds at which the hero and the parts come in: when the voice names them."""
    language = scene.project.language
    return choosing.named_at(scene.picture, scene.narration, language, told.word_times)


def mark_of(project: Project) -> str:
    """The AI mark of its film, or "" if the operator wants none."""
    return ai_mark(project.language) if settings.STUDIO_VISIBLE_AI_MARK else ""


def ai_mark(language: str) -> str:
    """The AI mark in the film's language, whatever the language of the pages is."""
    with override(LANGUAGES[language].locale):
        return gettext("AI-generated")


@contextmanager
def local_uploads(
    shown: Sequence[Shot], folder: Path, beat: Callable[[], None]
) -> Iterator[list[Path]]:
    """The uploads of these shots as files on this machine.

    Raises UploadMissing, also if the block raises Unreadable.
    """
    with ExitStack() as stack:
        paths = [local_upload(shot.upload, folder, beat, stack) for shot in shown]
        try:
            yield paths
        except Unreadable as error:
            clip = next(shot.own_clip for shot in shown if shot.own_clip)
            raise UploadMissing(clip, _UNREADABLE.get(type(error), "")) from error


@contextmanager
def local_logo(project: Project, folder: Path, beat: Callable[[], None]) -> Iterator[Path | None]:
    """The logo of the film as a file on this machine, if it shows one. Raises UploadMissing."""
    with ExitStack() as stack:
        logo = project.shown_logo
        yield local_upload(logo, folder, beat, stack) if logo else None


def local_upload(
    upload: Upload | OwnSound, folder: Path, beat: Callable[[], None], stack: ExitStack
) -> Path:
    """Its page says from now on whether it is lost."""
    try:
        path = stack.enter_context(upload.local(folder, beat))
    except (FileNotFoundError, Damaged) as error:
        if upload.is_lost(beat):
            upload.notice_lost()
        raise UploadMissing(upload) from error
    if upload.lost:
        upload.project.notice_own(upload, lost=False)
    return path
