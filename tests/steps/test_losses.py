"""Files are lost while a film is made: it goes back to what is missing, or says what only its owner
can send again. Voices and encoders are left out here, because only the files count."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile

from projects import steps
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.media.drawn import Drawn
from projects.models import OwnMusic, Photo, Project
from projects.models.stored_file import reading
from projects.steps import checks, edit, narration, scenes
from projects.timeline import Status
from tests.support.projects import CONTENT, fresh, script, store

Harm = Callable[[Path], Any]
HARMS: dict[str, Harm] = {
    "gone": Path.unlink,
    "cut": lambda path: path.write_bytes(CONTENT[:-1]),
    "changed": lambda path: path.write_bytes(CONTENT[:-1] + b"?"),
    "unreadable": lambda path: (path.unlink(), path.mkdir()),
}
MADE = ("narration", "clip", "poster", "film", "cover", "srt")
FILM_PARTS = ("film", "cover", "srt", "vtt")
# While which step is at work, what is lost, and how.
EVERY_LOSS = [
    (step, lost, how)
    for step in ("narration", "scenes", "edit")
    for lost in (*((kind,) for kind in MADE), ("narration", "clip"), (*MADE, "vtt"))
    for how in HARMS
]
SOME = [
    ("narration", (*MADE, "vtt"), "changed"),
    ("scenes", ("narration", "clip"), "gone"),
    ("edit", ("narration", "clip"), "changed"),
    ("edit", ("clip",), "unreadable"),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`make faults` tries every loss."""
    if "lost" in metafunc.fixturenames:
        cases = EVERY_LOSS if metafunc.config.getoption("--faults") == "full" else SOME
        names = ["-".join((step, "+".join(lost), how)) for step, lost, how in cases]
        metafunc.parametrize(("step", "lost", "how"), cases, ids=names)


@pytest.fixture
def film(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A film of two scenes. Of the first one the words were changed since, so that each step has
    something to make. The first scene shows a photo, and own music plays."""
    _leave_media_out(monkeypatch)
    with project.locked():
        project.take_script(script(2))
        project.touch()
    own = {"consent_by": project.owner, "sha256": hashlib.sha256(CONTENT).hexdigest()}
    photo = Photo(project=project, **own)
    photo.file.save("photo", ContentFile(CONTENT))
    fresh(project).scene_list[0].show(photo)
    music = OwnMusic(project=project, **own)
    music.file.save("music", ContentFile(CONTENT))
    fresh(project).choose_music(own=music)
    made = Project.objects.with_parts().get(pk=project.pk)
    for scene in made.scene_list:
        store(made, "narration", scene.narration_hash, tmp_path, scene)
    for scene in fresh(made).scene_list:
        for kind in ("clip", "poster"):
            store(made, kind, scene.clip_hash, tmp_path, scene)
    for kind in FILM_PARTS:
        store(made, kind, fresh(made).film_hash, tmp_path)
    Project.objects.filter(pk=project.pk).update(status=Status.COMPLETED, step="export")
    made.scene_list[0].rewrite(narration="新的一句。", subtitle="新的一句。")
    return fresh(project)


def _leave_media_out(patch: pytest.MonkeyPatch) -> None:
    def write(out: Path) -> None:
        out.write_bytes(CONTENT)

    def clip(_order: Any, out: Path, **_: Any) -> Drawn:
        write(out)
        return Drawn()

    def speech(*_: Any, **__: Any) -> Any:
        return SimpleNamespace(seconds=4.0, words=())

    def normalised(_raw: Path, out: Path, **_: Any) -> Any:
        write(out)
        return SimpleNamespace(seconds=4.0, word_times=())

    patch.setattr(narration, "speaker", lambda _name: SimpleNamespace(speak=speech))
    patch.setattr(narration, "normalise", normalised)
    patch.setattr(scenes.clips, "make", clip)
    patch.setattr(scenes.film, "frame_at", lambda _clip, _at, out, **_: write(out))
    patch.setattr(edit.film, "merge", lambda _clips, _heard, out, **_: write(out))
    patch.setattr(edit, "compose", lambda _project, out, _beat: write(out))
    patch.setattr(checks.Checked, "measure", lambda *_: ())


def _make(project: Project) -> Project:
    """Make all that is missing, in this thread."""
    run_and_enqueue(fresh(project).make_rest)
    while run := project.runs.filter(state="queued").order_by("pk").first():
        work_on(run.pk, lambda: False)
    return fresh(project)


def _before(
    step: str, patch: pytest.MonkeyPatch, do: Callable[[], None], *, times: int = 1
) -> None:
    """`do` it before the first works on this step."""
    real, left = steps.MAKERS[step], [None] * times

    def make(attempt: steps.Attempt) -> Callable[[], None]:
        if left:
            left.pop()
            do()
        return real(attempt)

    patch.setitem(steps.MAKERS, step, make)


def _lose(project: Project, kinds: Iterable[str], how: str = "gone") -> None:
    """Those files of the second scene and of the film that are there."""
    for each in project.artifacts.filter(kind__in=[*kinds]).exclude(scene__position=1):
        HARMS[how](Path(each.file.path))


def test_whatever_is_lost_while_a_step_is_at_work_the_film_is_finished(
    film: Project, step: str, lost: tuple[str, ...], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {each.pk for each in film.artifacts.filter(scene__position=2).exclude(kind__in=lost)}
    _before(step, monkeypatch, lambda: _lose(film, lost, how))
    done = _make(film)
    assert done.status == Status.COMPLETED
    needed = [done.artifact(kind, done.film_hash) for kind in FILM_PARTS]
    needed += [made for scene in done.scene_list for made in (scene.clip, scene.audio)]
    assert not [each for each in needed if each is None or each.is_lost()]
    assert kept <= {each.pk for each in done.artifacts.all()}, "only what was lost is made again"
    assert len(done.notifications.all()) == 1, "nobody is told of a failure"


def test_a_storage_that_loses_every_file_is_given_up_with_a_reason_and_then_tried_again(
    film: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    _before("edit", monkeypatch, lambda: _lose(film, ["clip"]), times=9)
    failed = _make(film)
    assert (failed.status, failed.error["code"]) == (Status.FAILED, "files_lost")
    assert film.runs.filter(step="edit").count() == 4
    monkeypatch.undo()
    _leave_media_out(monkeypatch)
    assert _make(film).status == Status.COMPLETED


@pytest.mark.parametrize(
    ("kind", "step", "reason"),
    [("photos", "scenes", "photo_missing"), ("own_pieces", "edit", "own_music_missing")],
)
def test_what_only_its_owner_can_send_again_is_said_and_the_rest_is_made(
    film: Project, kind: str, step: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = getattr(film, kind).get()
    path = Path(own.file.path)

    def lose() -> None:
        HARMS["changed"](path)
        _lose(film, ["narration", "clip"])

    _before(step, monkeypatch, lose)
    failed = _make(film)
    assert (failed.status, failed.error["code"]) == (Status.FAILED, reason)
    assert getattr(film, kind).get().lost
    path.write_bytes(CONTENT)  # it was in a backup
    assert _make(film).status == Status.COMPLETED
    assert not getattr(film, kind).get().lost


@pytest.mark.parametrize(
    ("code", "is_lost"), [(errno.EIO, True), (errno.EACCES, True), (errno.EMFILE, False)]
)
def test_what_cannot_be_read_is_lost_and_a_process_without_descriptors_has_lost_nothing(
    code: int, is_lost: bool
) -> None:
    with pytest.raises(OSError, match="read") as raised, reading():
        raise OSError(code, "it cannot be read")
    assert isinstance(raised.value, FileNotFoundError) == is_lost
