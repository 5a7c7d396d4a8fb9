"""Makes the draft of a film: what is spoken already, else the quick voice, over small pictures.

Each part is kept by what it is made from, so one changed word makes one voice and one picture.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from projects.media import clips, draft
from projects.media.clip_order import ClipOrder
from projects.media.conform import Unreadable
from projects.media.formats import FPS
from projects.media.sound import soundtrack
from projects.media.sound.narration import normalise
from projects.models import DraftPart, Project, Scene
from projects.models.draft import PartKind
from projects.models.removal import remove_on_commit
from projects.models.storage_limit import room_for
from projects.models.stored_file import StoredFile
from projects.models.upload import Upload
from projects.providers.speech.espeak import EspeakSpeaker

from .heads import find_heads
from .scenes import UploadMissing, local_upload, order_of
from .sound import Files, backing_of, sounding_clips
from .timing import Timing, heard, tail_of

AT_ONCE = 2  # parts that are made at the same time
KEPT = 2  # whole drafts: of the older one, somebody may still see the rest
_BEAT = 0.25  # seconds

Beat = Callable[[], None]
Task = tuple[Callable[[Beat], Any], Callable[[Any], object]]
"""What is done beside other tasks, and what is then done with its result in the job's thread."""


class _Over(Exception):
    """Another part has failed, or nobody wants the draft any more."""


@dataclass(frozen=True)
class _Voice:
    """`narration`: a sound of whole frames, as long as the scene without its tail."""

    narration: Path
    timing: Timing


@dataclass(frozen=True)
class _Made:
    path: Path
    seconds: float
    word_times: tuple[tuple[int, float], ...] = ()


def make(project: Project, folder: Path, beat: Beat) -> None:
    """Make the draft of the project as it is, and store it. `beat` is called several times a
    second. If it raises, what is made by then is kept.

    Raises FfmpegError, ProviderError, Damaged, OSError, and TooMuchStored.
    """
    with ExitStack() as files:
        _Maker(project, folder, files, beat).make()


class _Maker:
    def __init__(self, project: Project, folder: Path, files: ExitStack, beat: Beat) -> None:
        self._project, self._folder, self._files, self._beat = project, folder, files, beat
        self._parts = {(part.kind, part.recipe): part for part in project.draft_parts.all()}

    def make(self) -> None:
        scenes, recipe = self._project.scene_list, self._project.draft_hash
        _at_once(self._speaking(), self._beat)
        voices = [self._voice_of(scene) for scene in scenes]
        sound, out, frames = self._folder / "sound.wav", self._folder / "draft.mp4", list[int]()
        _at_once(
            [(self._track_of(voices, sound), frames.extend), *self._drawing(voices)], self._beat
        )
        pictures = [self._opened(self._parts[PartKind.PICTURE, each.draft_hash]) for each in scenes]
        draft.join(pictures, frames, sound, out, beat=self._beat)
        whole = self._store(PartKind.WHOLE, recipe, _Made(out, sum(frames) / FPS))
        wanted = {each.draft_hash for each in scenes} | {each.draft_voice_hash for each in scenes}
        _forget_others(self._project, wanted, whole)

    def _speaking(self) -> Iterator[Task]:
        for scene in self._project.scene_list:
            recipe = scene.draft_voice_hash
            if scene.audio or (PartKind.VOICE, recipe) in self._parts:
                continue
            out = self._folder / f"voice{scene.position}.wav"

            yield partial(_speak, _said(scene), out), partial(self._store, PartKind.VOICE, recipe)

    def _voice_of(self, scene: Scene) -> _Voice:
        if scene.audio:
            return _Voice(self._opened(scene.audio), heard(scene))
        part = self._parts[PartKind.VOICE, scene.draft_voice_hash]
        words = tuple((position, at) for position, at in part.word_times)
        return _Voice(self._opened(part), Timing(round(part.seconds * FPS) + tail_of(scene), words))

    def _track_of(self, voices: Sequence[_Voice], out: Path) -> Callable[[Beat], list[int]]:
        opened = Files(self._folder, self._beat, self._files)
        timings = [voice.timing for voice in voices]
        backing, sounds = None, []
        with suppress(UploadMissing):  # its page says so
            backing = backing_of(self._project, opened)
            sounds = list(sounding_clips(self._project, opened, timings))
        narrations = [voice.narration for voice in voices]
        tail = tail_of(self._project.scene_list[-1])

        def make(beat: Beat) -> list[int]:
            return soundtrack.make(narrations, backing, out, sounds=sounds, tail=tail, beat=beat)

        return make

    def _drawing(self, voices: Sequence[_Voice]) -> Iterator[Task]:
        for scene, voice in zip(self._project.scene_list, voices, strict=True):
            recipe = scene.draft_hash
            if (PartKind.PICTURE, recipe) in self._parts:
                continue
            order = self._order_of(scene, voice.timing)
            out = self._folder / f"{scene.position}.mp4"
            yield partial(_draw, order, out), partial(self._store, PartKind.PICTURE, recipe)

    def _order_of(self, scene: Scene, timing: Timing) -> ClipOrder:
        """Without what is lost: the draft then shows what the studio draws."""
        uploads: list[Path] = []
        with suppress(UploadMissing):
            uploads = [self._local(shot.upload) for shot in scene.shot_list]
            find_heads(zip(scene.shot_list, uploads, strict=True), self._folder, self._beat)
        logo, shown = self._project.shown_logo, None
        with suppress(UploadMissing):
            shown = self._local(logo) if logo else None
        return draft.of(order_of(scene, uploads, timing, shown))

    def _local(self, upload: Upload) -> Path:
        return local_upload(upload, self._folder, self._beat, self._files)

    def _opened(self, stored: StoredFile) -> Path:
        return self._files.enter_context(stored.local(self._folder, self._beat))

    def _store(self, kind: PartKind, recipe: str, new: _Made) -> DraftPart:
        about: dict[str, Any] = {"seconds": new.seconds, "word_times": new.word_times}
        made = DraftPart(project=self._project, kind=kind, recipe=recipe, **about)
        name = f"projects/{self._project.pk}/draft-{kind}-{uuid.uuid4().hex}.{kind.extension}"
        with new.path.open("rb") as file:
            made.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            made.size = new.path.stat().st_size
            file.seek(0)
            made.file.name = default_storage.save(name, File(file))
        try:
            with room_for(self._project.owner_id, made.size):
                made.save()
        except BaseException:  # the project was deleted, or its owner has no room
            default_storage.delete(name)
            raise
        self._parts[kind, recipe] = made
        return made


def _said(scene: Scene) -> dict[str, Any]:
    project = scene.project
    return {
        "text": scene.narration,
        "voice_style": project.voice_style,
        "language": project.language,
        "speed": project.voice_speed,
        "pause": scene.pause,
    }


def _speak(said: dict[str, Any], out: Path, beat: Beat) -> _Made:
    raw, pause = out.with_suffix(".raw"), said.pop("pause")
    speech = EspeakSpeaker().speak(said.pop("text"), narrator="", **said, out=raw, beat=beat)
    words = [(word.position, word.seconds) for word in speech.words]
    told = normalise(raw, out, word_times=words, pause=pause, beat=beat)
    return _Made(out, told.seconds, told.word_times)


def _draw(order: ClipOrder, out: Path, beat: Beat) -> _Made:
    try:
        clips.make(order, out, on_progress=lambda _: beat())
    except Unreadable:  # who makes the clip says so
        clips.make(replace(order, shots=()), out, on_progress=lambda _: beat())
    return _Made(out, order.seconds)


def _at_once(tasks: Iterable[Task], beat: Beat) -> None:
    over = Event()

    def own_beat() -> None:
        if over.is_set():
            raise _Over

    with ThreadPoolExecutor(AT_ONCE, "draft") as pool:
        try:
            waiting = {pool.submit(task, own_beat): then for task, then in tasks}
            while waiting:
                done, _ = wait(waiting, _BEAT, return_when=FIRST_COMPLETED)
                for each in done:
                    waiting.pop(each)(each.result())
                beat()
        finally:
            over.set()


def _forget_others(project: Project, wanted: set[str], whole: DraftPart) -> None:
    """Remove what is no part of this draft, and the drafts before the last one."""
    parts = project.draft_parts.exclude(kind=PartKind.WHOLE).exclude(recipe__in=wanted)
    wholes = project.draft_parts.filter(kind=PartKind.WHOLE).exclude(pk=whole.pk)
    kept = wholes.exclude(file="").order_by("-created_at").values_list("pk", flat=True)
    old = wholes.exclude(pk__in=kept[: KEPT - 1])
    with transaction.atomic():
        for rows in (parts, old):
            gone = list(rows)
            remove_on_commit(str(part.file) for part in gone)
            project.draft_parts.filter(pk__in=[part.pk for part in gone]).delete()
