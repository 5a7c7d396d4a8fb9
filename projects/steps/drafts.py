"""Makes the draft of a film: what is spoken already, else the quick voice, over small pictures:
the finished clips, or sketches of them.

Each part is kept by what it is made from, so one changed word makes one voice and one picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from threading import Event
from typing import Any

from projects.media import clips, draft
from projects.media.clip_order import ClipOrder
from projects.media.conform import Unreadable
from projects.media.formats import FPS
from projects.media.probe import Damaged
from projects.media.sound import soundtrack
from projects.media.sound.narration import normalise
from projects.models import Artifact, Project, Scene
from projects.models.draft import PartKind
from projects.models.upload import Upload
from projects.providers import draft_speaker
from projects.providers.work import Unpaid
from videostudio.gentle import give_way

from .draft_parts import Made, Parts
from .draft_parts import Outdated as Outdated
from .heads import find_heads
from .labels import aigc
from .painting import local_painting
from .saying import say
from .scenes import UploadMissing, local_upload, order_of
from .sound import Files, backing_of, sounding_clips
from .timing import Timing, heard, tail_of

AT_ONCE = 2  # parts that are made at the same time
_BEAT = 0.25  # seconds

Beat = Callable[[], None]
Task = tuple[Callable[[Beat], Any], Callable[[Any], object]]
"""What is done beside other tasks, and what is then done with its result in the job's thread, which
alone may ask the database."""


class _Over(Exception):
    """Another part has failed, or nobody wants the draft any more."""


@dataclass(frozen=True)
class _Voice:
    """`narration`: a sound of whole frames, as long as the scene without its tail."""

    narration: Path
    timing: Timing


def make(project: Project, folder: Path, beat: Beat) -> None:
    """Make the draft of the project as it is, and store it. `beat` is called several times a
    second. If it raises, what is made by then is kept.

    Raises Outdated, FfmpegError, ProviderError, Damaged, OSError, and TooMuchStored.
    """
    with ExitStack() as files:
        _Maker(project, folder, files, beat).make()


class _Maker:
    def __init__(self, project: Project, folder: Path, files: ExitStack, beat: Beat) -> None:
        self._project, self._folder, self._files, self._beat = project, folder, files, beat
        self._scenes, self._parts = project.scene_list, Parts(project, beat)

    def make(self) -> None:
        _at_once(self._speaking(), self._beat)
        voices = [self._voice_of(scene) for scene in self._scenes]
        sound, out, frames = self._folder / "sound.wav", self._folder / "draft.mp4", list[int]()
        heard = self._track_of(voices, sound), frames.extend
        _at_once([heard, *self._drawing(voices)], self._beat)
        shown = [scene.draft_hash for scene in self._scenes]
        pictures = [self._opened(PartKind.PICTURE, recipe) for recipe in shown]
        label = aigc(self._project)
        joined = partial(draft.join, pictures, frames, sound, out, label)
        _at_once([(joined, lambda _: None)], self._beat)
        voices_of_now = [scene.draft_voice_hash for scene in self._scenes]
        self._parts.store_whole(self._whole(out, frames), [*shown, *voices_of_now])

    def _whole(self, out: Path, frames: Sequence[int]) -> Made:
        shows = [each for scene in self._scenes for each in (scene.draft_hash, scene.sketch_hash)]
        starts = zip(self._scenes, accumulate(frames, initial=0), strict=False)
        begins = [(scene.pk, start / FPS) for scene, start in starts]
        return Made(out, sum(frames) / FPS, shows=shows, begins=begins)

    def _speaking(self) -> Iterator[Task]:
        for scene in self._scenes:
            recipe = scene.draft_voice_hash
            if not scene.audio and (PartKind.VOICE, recipe) not in self._parts:
                out = self._folder / f"voice{scene.position}.wav"
                store = partial(self._parts.store, PartKind.VOICE, recipe)
                yield partial(_speak, scene.narration, _way_of_saying(scene), out), store

    def _voice_of(self, scene: Scene) -> _Voice:
        if scene.audio:
            return _Voice(self._finished(scene.audio), heard(scene))
        part = self._parts[PartKind.VOICE, scene.draft_voice_hash]
        words = tuple((position, at) for position, at in part.word_times)
        timing = Timing(round(part.seconds * FPS) + tail_of(scene), words)
        return _Voice(self._opened(PartKind.VOICE, part.recipe), timing)

    def _finished(self, made: Artifact) -> Path:
        """A narration or a clip. Raises Outdated if it is lost: then something quick takes its
        place."""
        try:
            return self._files.enter_context(made.local(self._folder, self._beat))
        except (FileNotFoundError, Damaged) as error:
            if not made.is_lost(self._beat):
                raise
            made.notice_lost()
            raise Outdated from error

    def _track_of(self, voices: Sequence[_Voice], out: Path) -> Callable[[Beat], list[int]]:
        """The sound track of the film, with its music. What is lost is not heard: its page says
        so."""
        opened = Files(self._folder, self._beat, self._files)
        backing, sounds = None, []
        with suppress(UploadMissing):
            backing = backing_of(self._project, opened)
            timings = [voice.timing for voice in voices]
            sounds = list(sounding_clips(self._project, opened, timings))
        narrations = [voice.narration for voice in voices]
        tails = [tail_of(scene) for scene in self._scenes]

        def make(beat: Beat) -> list[int]:
            return soundtrack.make(narrations, backing, out, sounds=sounds, tails=tails, beat=beat)

        return make

    def _drawing(self, voices: Sequence[_Voice]) -> Iterator[Task]:
        for scene, voice in zip(self._scenes, voices, strict=True):
            recipe = scene.draft_hash
            if (PartKind.PICTURE, recipe) not in self._parts:
                out = self._folder / f"{scene.position}.mp4"
                store = partial(self._parts.store, PartKind.PICTURE, recipe)
                yield self._picture_of(scene, voice.timing, out), store

    def _picture_of(self, scene: Scene, timing: Timing, out: Path) -> Callable[[Beat], Made]:
        if clip := scene.clip_in_draft:
            platform = self._project.platform
            return partial(_reduce, self._finished(clip), timing.frames, platform, out)
        return partial(_draw, self._order_of(scene, timing), out)

    def _order_of(self, scene: Scene, timing: Timing) -> ClipOrder:
        """Without what is lost: the draft then shows what the studio draws."""
        uploads: list[Path] = []
        with suppress(UploadMissing):
            uploads = [self._local(shot.upload) for shot in scene.shot_list]
            find_heads(zip(scene.shot_list, uploads, strict=True), self._folder, self._beat)
        if painting := local_painting(scene, self._folder, self._beat, self._files):
            uploads = [painting]
        logo, shown = self._project.shown_logo, None
        with suppress(UploadMissing):
            shown = self._local(logo) if logo else None
        return draft.of(order_of(scene, uploads, timing, shown))

    def _local(self, upload: Upload) -> Path:
        return local_upload(upload, self._folder, self._beat, self._files)

    def _opened(self, kind: PartKind, recipe: str) -> Path:
        stored = self._parts[kind, recipe]
        return self._files.enter_context(stored.local(self._folder, self._beat))


def _way_of_saying(scene: Scene) -> dict[str, Any]:
    project = scene.project
    said = {"voice_style": project.voice_style, "language": project.language}
    readings = project.readings_in(scene.narration)
    wanted = {"readings": readings} if readings else {}
    return said | wanted | {"speed": project.voice_speed, "pause": scene.pause}


def _speak(text: str, said: dict[str, Any], out: Path, beat: Beat) -> Made:
    raw, pause = out.with_suffix(".raw"), said.pop("pause")
    voice = draft_speaker()
    asked = {"readings": {}, "narrator": voice.narrator()} | said
    speech = say(voice, text, **asked, out=raw, work=Unpaid(beat))
    words = [(word.position, word.seconds) for word in speech.words]
    told = normalise(raw, out, word_times=words, pause=pause, beat=beat)
    return Made(out, told.seconds, told.word_times)


def _draw(order: ClipOrder, out: Path, beat: Beat) -> Made:
    try:
        clips.make(order, out, on_progress=lambda _: beat())
    except Unreadable:  # who makes the clip says so
        clips.make(replace(order, shots=()), out, on_progress=lambda _: beat())
    return Made(out, order.seconds)


def _reduce(clip: Path, frames: int, platform: str, out: Path, beat: Beat) -> Made:
    draft.reduce(clip, out, frames=frames, platform=platform, beat=beat)
    return Made(out, frames / FPS)


def _at_once(tasks: Iterable[Task], beat: Beat) -> None:
    """Do all of these, in threads that give way to whatever else works on this machine."""
    over = Event()

    def own_beat() -> None:
        if over.is_set():
            raise _Over

    with ThreadPoolExecutor(AT_ONCE, "draft", initializer=give_way) as pool:
        try:
            waiting = {pool.submit(task, own_beat): then for task, then in tasks}
            while waiting:
                done, _ = wait(waiting, _BEAT, return_when=FIRST_COMPLETED)
                for each in done:
                    waiting.pop(each)(each.result())
                beat()
        except BaseException:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
