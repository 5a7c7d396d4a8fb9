"""Whatever order things come in: random starts, claims, losses, edits, undos and zombies, against a
model.

Every rule is done to real rows in a real PostgreSQL and to `tests/support/reference_model.py`.
After each one the two must agree, and what must always hold is looked up in the tables, whoever is
right.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now
from hypothesis import HealthCheck, seed
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import events
from projects.jobs.queue import run_and_enqueue
from projects.jobs.sweeper import sweep_runs
from projects.models import (
    Artifact,
    HistoryEntry,
    NoLongerMine,
    Notification,
    NotReady,
    Project,
    Run,
    Scene,
)
from projects.models import run as run_module
from projects.providers.base import SceneScript, Script
from projects.steps.results import NewArtifact
from projects.timeline import ACTIVE, Status, step_of
from tests.support.reference_model import MOVES, STEPS, Film, Piece

KINDS = {"narration": ["narration"], "scenes": ["clip"], "edit": ["film", "cover", "srt", "vtt"]}
BESIDE_THE_FILM = ("cover", "srt", "vtt")  # the model knows the film alone
VOICES = ("gentle_female", "calm_male")
WORDS = ("这是第1句。", "新的一句。", "又一句。")
MOST_SCENES = 3  # of a script
MOST_LINES = 5  # with what is inserted, split and copied
PLACES = st.integers(0, MOST_LINES - 1)
REARRANGE = ("insert", "delete", "move", "split", "join", "copy")
COUNTED = ("state", "attempt", "hand_backs", "losses", "progress")
DEEDS = (
    "nothing",
    "report",
    "store",
    "succeed",
    "try again",
    "fail",
    "find damage",
    "hand back",
    "die",
    "fall silent",
)
# What workers do with the next jobs, one after the other.
TAKEN = st.lists(st.sampled_from(DEEDS), min_size=1, max_size=MOST_SCENES)
# Mostly well, so that clips are made while other scenes are spoken.
TAKEN_OF_TWO_STEPS = st.lists(
    st.sampled_from(["succeed", "succeed", "succeed", "report", "fail", "die", "nothing"]),
    min_size=1,
    max_size=MOST_SCENES,
)


@dataclass
class Held:
    """A worker's claim: the Run as it was when claimed, and what is stored for it so far."""

    run: Run
    piece: Piece
    recipe: str
    job: int | None = None
    stored: list[NewArtifact] = field(default_factory=list)

    @property
    def mine(self) -> bool:
        return self.piece.state == "running" and self.piece.attempt == self.run.attempt


class Studio(RuleBasedStateMachine):
    """One project at a time, the workers that hold or held its Runs, and the model of it all."""

    a_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Held] = []
        self.over: set[int] = set()  # Runs that have ended
        self.fences: dict[int, int] = {}
        self.lost: set[str] = set()  # files that are gone
        self.left: set[str] = set()  # files that only the sweep of leftovers will remove
        self.projects: list[Any] = []
        self.keys: dict[int, int] = {}  # of the model's lines, by those of the scenes
        self._begin()

    def _begin(self) -> None:
        owner = User.objects.get(username="alice")
        self.seen = Project.objects.create(owner=owner, topic="开放日", voice_style=VOICES[0])
        self.pk = self.seen.pk
        self.projects.append(self.pk)
        self.film = Film(voice=VOICES[0])

    @property
    def project(self) -> Project:
        return Project.objects.get(pk=self.pk)

    @initialize(
        done=st.integers(0, len(STEPS)),
        scenes=st.integers(1, MOST_SCENES),
        taken=st.none() | TAKEN_OF_TWO_STEPS,
    )
    def come_in_late(self, done: int, scenes: int, taken: list[str] | None) -> None:
        """Some steps are done, so that the later ones are met as often as the first. Or the film is
        being made, and its scenes are being spoken."""
        for step in STEPS[: done if taken is None else 1]:
            self.start(step, None, [])
            self.do_the_whole_step(scenes if taken is None else MOST_SCENES)
        if taken is not None:
            self.make_rest(taken)

    @property
    def holders(self) -> list[Held]:
        return [held for held in self.held if held.mine]

    @property
    def losers(self) -> list[Held]:
        return [held for held in self.held if not held.mine]

    # A person

    @precondition(lambda self: self.film.gone)
    @rule()
    def begin_another_project(self) -> None:
        self._begin()

    @precondition(lambda self: not self.film.gone)
    @rule(step=st.sampled_from(STEPS), make_all=st.sampled_from([None, False, True]), taken=TAKEN)
    def start(self, step: str, make_all: bool | None, taken: list[str]) -> None:
        self.both(
            lambda: self.film.start(step, make_all=make_all),
            lambda: run_and_enqueue(lambda: self.project.start(step_of(step), make_all=make_all)),
        )
        self._take(taken)

    @precondition(lambda self: self.film.interrupted and not self.film.gone)
    @rule(taken=TAKEN)
    def retry(self, taken: list[str]) -> None:
        self.both(self.film.retry, lambda: run_and_enqueue(self.project.retry))
        self._take(taken)

    @precondition(lambda self: self.film.next_step and not self.film.running and not self.film.gone)
    @rule(taken=TAKEN)
    def make_rest(self, taken: list[str]) -> None:
        self.both(self.film.make_rest, lambda: run_and_enqueue(self.project.make_rest))
        self._take(taken)

    @precondition(lambda self: self.film.running and not self.film.gone)
    @rule()
    def cancel(self) -> None:
        self.both(self.film.cancel, self.project.cancel)

    @precondition(lambda self: self.film.lines and not self.film.gone)
    @rule(
        place=PLACES,
        name=st.sampled_from(["narration", "subtitle"]),
        words=st.sampled_from(WORDS),
    )
    def rewrite(self, place: int, name: str, words: str) -> None:
        position = 1 + place % len(self.film.lines)
        scene = self.project.scenes.get(position=position)
        self.both(
            lambda: self.film.rewrite(position, name, words), lambda: scene.rewrite(**{name: words})
        )
        self._see_lines()

    @precondition(lambda self: self.film.lines and not self.film.gone)
    @rule(
        deed=st.sampled_from(REARRANGE),
        place=PLACES,
        to=PLACES,
        words=st.sampled_from(WORDS),
        at_work=st.booleans(),
    )
    def rearrange(self, deed: str, place: int, to: int, words: str, at_work: bool) -> None:
        self._stop_unless(at_work)
        film, project = self.film, self.project
        place, to = place % len(film.lines), to % len(film.lines)
        pk = project.scene_list[place].pk
        if deed in ("insert", "split", "copy") and len(film.lines) == MOST_LINES:
            deed = "delete"
        match deed:
            case "insert":
                after = project.scene_list[place - 1].pk if place else None
                both = (
                    lambda: film.insert(place, words),
                    lambda: project.insert_scene(after, words),
                )
            case "delete":
                both = (lambda: film.remove(place), lambda: project.delete_scene(pk))
            case "move":
                both = (lambda: film.move(place, to), lambda: project.move_scene(pk, to + 1))
            case "split" if film.lines[place].caption == film.lines[place].narration:
                both = (lambda: film.split(place, to), lambda: project.split_scene(pk, to))
            case "join":
                both = (lambda: film.join(place), lambda: project.join_scenes(pk))
            case _:  # a caption of its own is split by rules that the model does not know
                both = (lambda: film.duplicate(place), lambda: project.duplicate_scene(pk))
        order = [line.key for line in film.lines]
        if self.both(*both):
            self._see_lines()
            if order != [line.key for line in film.lines]:
                film.stand_anew()

    @precondition(lambda self: (self.film.done or self.film.undone) and not self.film.gone)
    @rule(again=st.booleans(), elsewhere=st.booleans(), at_work=st.booleans())
    def undo_or_redo(self, again: bool, elsewhere: bool, at_work: bool) -> None:
        """Or in a tab that shows an older deed as the last one."""
        self._stop_unless(at_work)
        film, project = self.film, self.project
        shown = project.redoable if again else project.undoable
        number = shown.number - elsewhere if shown else None
        deeds = []

        def of_model() -> None:
            film.check_rest()
            if elsewhere and shown:
                raise NotReady
            deeds.append(film.redo() if again else film.undo())

        verb = project.redo if again else project.undo
        if self.both(of_model, lambda: verb(number)):
            self._see_lines()
            if deeds[0].moves_lines:
                film.stand_anew(replaced=deeds[0].replaces_script)

    def _stop_unless(self, at_work: bool) -> None:
        """What people do to words is refused while jobs work. So mostly nothing works then."""
        if self.film.running and not at_work:
            self.cancel()
            self.agree()

    def _see_lines(self) -> None:
        """Tell the model what its lines look like: how scenes are drawn and give way to each other
        is no matter of this test."""
        for line, scene in zip(self.film.lines, self.project.scene_list, strict=True):
            self.keys[scene.pk] = line.key
            changes = (scene.change_before, scene.change_after)
            line.look = (scene.title, scene.picture, *changes, scene.tail)

    @precondition(lambda self: not self.film.gone)
    @rule()
    def delete_and_put_back(self) -> None:
        """Its work stops; all that is finished is there again."""
        self.project.move_to_bin()
        assert not Project.objects.filter(pk=self.pk).exists()
        Project.everything.get(pk=self.pk).leave_bin()
        self.film.cancel()

    @precondition(lambda self: self.film.lines and not self.film.gone)
    @rule(place=PLACES, kind=st.sampled_from(["narration", "clip"]))
    def another_take(self, place: int, kind: str) -> None:
        position = 1 + place % len(self.film.lines)
        project = self.project
        self.both(
            lambda: self.film.another_take(position, kind),
            lambda: run_and_enqueue(lambda: project.another_take(kind, position=position)),
        )

    @precondition(lambda self: not self.film.gone)
    @rule(voice=st.sampled_from(VOICES))
    def choose_voice(self, voice: str) -> None:
        self.both(lambda: self.film.choose_voice(voice), lambda: self.project.choose_voice(voice))

    @precondition(lambda self: not self.film.notified and self.film.told and not self.film.gone)
    @rule(which=st.integers(0, 30))
    def see_a_notification(self, which: int) -> None:
        found = list(Notification.objects.filter(project=self.pk).order_by("created_at", "run_no"))
        note = found[which % len(found)]
        first = note.shown_at is None
        taken = Notification.objects.show_once(note.pk)
        assert (taken is not None) == first
        if taken:
            taken.was_shown()
        if taken and note.run_no == self.film.run_no and not self.film.running:
            self.film.notified = True

    @precondition(lambda self: self.film.told and not self.film.gone)
    @rule()
    def delete(self) -> None:
        self.project.delete_with_files()
        self.film.delete()

    # Workers

    @precondition(lambda self: self.film.running and not self.film.gone)
    @rule(taken=TAKEN)
    def take_the_next_jobs(self, taken: list[str]) -> None:
        self._take(taken)

    def _take(self, deeds: list[str]) -> None:
        """As the queue delivers them; what comes late meets a Run that is over."""
        for deed in deeds:
            self.agree()
            job, run_id = _fetch_job()
            held = self._claim(run_id, job) if run_id else None
            if held:
                self._do(held, deed)

    @precondition(lambda self: self.film.step == "narration" and _queued(self.film.of("scenes")))
    @rule(deeds=TAKEN)
    def make_clips_early(self, deeds: list[str]) -> None:
        clips = Run.objects.filter(project=self.pk, step="scenes", state="queued").order_by("pk")
        for run, deed in zip(clips, deeds, strict=False):
            held = self._claim(run.pk)
            assert held
            self._do(held, deed)
            self.agree()

    @precondition(lambda self: self.film.pieces and not self.film.gone)
    @rule(which=st.integers(0, 5))
    def take_a_run_uninvited(self, which: int) -> None:
        """A job delivered twice, or long after the Run was given to somebody else."""
        runs = Run.objects.filter(project=self.pk).order_by("-pk").values_list("pk", flat=True)
        self._claim(runs[which % len(runs)])

    def _claim(self, pk: int, job: int | None = None) -> Held | None:
        known = Run.objects.filter(pk=pk, project=self.pk).select_related("scene").first()
        piece = self.film.pieces[self._key(known)] if known else None
        run = Run.claim(pk, worker="worker")
        assert (run is not None) == bool(piece and self.film.claim(piece))
        if run is None or piece is None:
            _finish_job(job)
            return None
        self.held.append(Held(run, piece, _recipe(run), job))
        return self.held[-1]

    @precondition(lambda self: self.holders)
    @rule(which=st.integers(0, 5), deed=st.sampled_from(DEEDS))
    def go_on(self, which: int, deed: str) -> None:
        self._do(self.holders[which % len(self.holders)], deed)

    def _do(self, held: Held, deed: str) -> None:
        run, piece = held.run, held.piece
        match deed:
            case "report":
                run.report(37, "speaking")
                self.film.report(piece, 37)
            case "store":
                self._store(held)
            case "succeed":
                self._succeed(held, scenes=2)
            case "try again" if run.attempts_left > 0:
                run_and_enqueue(run.try_again)
                self.film.requeue(piece)
                self._end(held)
            case "find damage" if lost := run.project.lost_files(run.heartbeat):
                reason = {"code": "damaged"}
                run_and_enqueue(lambda: run.make_lost_first(lost, reason, "log"))
                self.film.make_lost_first(piece)
                self._end(held)
            case "try again" | "fail" | "find damage":
                run_and_enqueue(lambda: run.fail({"code": "ffmpeg_failed"}, "log"))
                self.film.fail(piece)
                self._end(held)
            case "hand back":
                run_and_enqueue(run.hand_back)
                self.film.requeue(piece, handed_back=True)
                self._end(held)
            case "die":
                self._die(held)
            case "fall silent":
                hours_ago = Now() - timedelta(hours=2)
                Run.objects.filter(pk=run.pk).update(heartbeat_at=hours_ago)
                piece.silent = True

    def _store(self, held: Held) -> None:
        """The bytes are there, the row is not yet; the worker may be lost before it is."""
        if held.recipe and not held.stored:
            kinds = KINDS[held.run.step]
            held.stored = [NewArtifact(kind, held.recipe, self.a_file) for kind in kinds]
            for made in held.stored:
                made.store(held.run.project)

    def _succeed(self, held: Held, scenes: int) -> None:
        self._store(held)
        run_and_enqueue(lambda: held.run.succeed(lambda: self._keep(held, scenes)))
        self.film.succeed(held.piece, scenes=scenes)
        held.stored = []
        self._see_lines()
        self._end(held)

    def _keep(self, held: Held, scenes: int) -> None:
        if held.run.step == "script":
            held.run.project.take_script(_script(scenes))
        for made in held.stored:
            made.commit(held.run.project, held.run.scene)

    def _die(self, held: Held) -> None:
        """The worker's folder is left unlocked, and what it has stored is without a row."""
        settings.STUDIO_WORKSPACES.joinpath(f"{held.run.pk}-{held.run.attempt}-x").mkdir(
            parents=True
        )
        held.piece.dead = True
        self.held.remove(held)
        self.left |= {made.name for made in held.stored}

    @precondition(lambda self: self.losers)
    @rule(
        which=st.integers(0, 5),
        deed=st.sampled_from(["beat", "report", "succeed", "fail", "try_again", "hand_back"]),
    )
    def wake_as_a_zombie(self, which: int, deed: str) -> None:
        """A worker that lost its Run goes on with it: it is told, and changes nothing."""
        held = self.losers[which % len(self.losers)]
        run = held.run
        self._store(held)
        deeds: dict[str, Callable[[], Any]] = {
            "beat": run.heartbeat,
            "report": lambda: run.report(50, "speaking"),
            "succeed": lambda: run_and_enqueue(lambda: run.succeed(lambda: self._keep(held, 1))),
            "fail": lambda: run_and_enqueue(lambda: run.fail({"code": "unexpected"}, "")),
            "try_again": lambda: run_and_enqueue(run.try_again),
            "hand_back": lambda: run_and_enqueue(run.hand_back),
        }
        before = self.look()
        with pytest.raises(NoLongerMine):
            deeds[deed]()
        assert self.look() == before
        self._end(held)

    def _end(self, held: Held) -> None:
        for made in held.stored:
            made.discard()
        held.stored = []
        _finish_job(held.job)
        held.job = None

    @precondition(lambda self: _queued(self.film.of(self.film.step)))
    @rule(scenes=st.integers(1, MOST_SCENES))
    def do_the_whole_step(self, scenes: int) -> None:
        """Without trouble, so that the later steps are reached too."""
        queued = Run.objects.filter(project=self.pk, step=self.film.step, state="queued")
        for run in queued.order_by("pk"):
            held = self._claim(run.pk)
            assert held
            self._succeed(held, scenes)
            self.agree()

    # Trouble

    @precondition(lambda self: _queued(self.film.pieces.values()))
    @rule()
    def lose_a_worker_before_its_claim(self) -> None:
        """It has fetched the job, and dies before it takes the Run."""
        job, _run_id = _fetch_job()
        _sql("UPDATE procrastinate_events SET at = now() - interval '2 h' WHERE job_id = %s", job)

    @precondition(lambda self: _queued(self.film.pieces.values()))
    @rule()
    def lose_all_jobs(self) -> None:
        """As with a worker of another version, which does not know the task."""
        _sql("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'")

    @precondition(lambda self: self.film.made and not self.film.gone)
    @rule(which=st.integers(0, 9), gone=st.booleans())
    def damage_a_file(self, which: int, gone: bool) -> None:
        known = self.project.artifacts.exclude(kind__in=BESIDE_THE_FILM)
        artifacts = list(known.order_by("created_at"))
        place = which % len(artifacts)
        file = artifacts[place].file
        if gone:
            file.storage.delete(file.name)
            self.lost.add(file.name)
        elif file.name not in self.lost:
            Path(file.path).write_bytes(b"damaged")
            self.left.add(file.name)
        self.film.made[list(self.film.made)[place]] = False

    @precondition(lambda self: self.film.running and not self.film.gone)
    @rule()
    def sweep(self) -> None:
        sweep_runs()
        self.film.sweep()
        queued = Run.objects.filter(project=self.pk, state="queued")
        waiting = ProcrastinateJob.objects.filter(status="todo").values("pk")
        assert not queued.exclude(job_id__in=waiting).exists(), "each has a job again"

    # Both worlds

    def both(self, model: Callable[[], None], real: Callable[[], Any]) -> bool:
        """Do it to both; where the model refuses, the real one must, for the same reason."""
        try:
            model()
        except NotReady as refusal:
            before = self.look()
            with pytest.raises(NotReady) as refused:
                real()
            assert refused.type is type(refusal)
            assert self.look() == before
            return False
        real()
        return True

    def look(self) -> list[Any]:
        mine = {"project": self.pk}
        return [
            list(Project.objects.filter(pk=self.pk).values()),
            list(Scene.every.filter(**mine).order_by("pk").values()),
            list(HistoryEntry.whole.filter(**mine).values()),
            list(Run.objects.filter(**mine).order_by("pk").values()),
            list(Notification.objects.filter(**mine).order_by("pk").values()),
            list(Artifact.objects.filter(**mine).order_by("pk").values()),
            list(ProcrastinateJob.objects.order_by("pk").values_list("pk", "status")),
        ]

    @invariant()
    def agree(self) -> None:
        if self.film.gone:
            assert not Project.objects.filter(pk=self.pk).exists()
            return
        project = Project.objects.with_parts().get(pk=self.pk)
        runs = list(project.runs.select_related("scene"))
        self._is_as_the_model_says(project, runs)
        self._is_sound(project, runs)
        self.seen = project

    def _is_as_the_model_says(self, real: Project, runs: list[Run]) -> None:
        film = self.film
        for name in ("status", "step", "progress", "run_no", "make_all", "goal", "notified"):
            assert getattr(real, name) == getattr(film, name), name
        assert [(scene.narration, scene.caption) for scene in real.scene_list] == [
            (line.narration, line.caption) for line in film.lines
        ]
        assert [entry.undone for entry in real.history.all()] == (
            [False] * len(film.done) + [True] * len(film.undone)
        )
        assert {self._key(run): [getattr(run, name) for name in COUNTED] for run in runs} == {
            key: [getattr(piece, name) for name in COUNTED] for key, piece in film.pieces.items()
        }
        assert real.next_step() == (step_of(film.next_step) if film.next_step else None)
        known = [made for made in real.artifacts.all() if made.kind not in BESIDE_THE_FILM]
        assert len(known) == len(film.made)
        told = real.notifications.values_list("run_no", "step", "outcome")
        assert sorted(told) == sorted(film.told)

    def _is_sound(self, project: Project, runs: list[Run]) -> None:
        """What must be so, whatever the model says."""
        before = self.seen
        active = [run for run in runs if run.state in ACTIVE]
        assert project.status == before.status or project.status in MOVES[before.status]
        assert project.running == bool(active)
        assert all(run.run_no == project.run_no for run in active)
        assert len({(run.step, run.scene_id) for run in active}) == len(active)
        if project.running and (project.run_no, project.step) == (before.run_no, before.step):
            assert project.progress >= before.progress
        if _visible(project) != _visible(before):
            assert project.revision > before.revision
        assert bool(project.error_message) == (project.status == Status.FAILED)
        for run in runs:
            assert run.attempt >= self.fences.get(run.pk, 0)
            self.fences[run.pk] = run.attempt
            assert run.pk not in self.over or run.state not in ACTIVE, "what is over stays over"
        self.over |= {run.pk for run in runs if run.state not in ACTIVE}
        self._files_are_those_of_rows(project)

    def _files_are_those_of_rows(self, project: Project) -> None:
        """No file without a row, but what a worker is about to keep or to throw away."""
        rows = {artifact.file.name for artifact in project.artifacts.all()}
        holders = [held for held in self.held if held.run.project_id == self.pk]
        stored = {made.name for held in holders for made in held.stored}
        assert self._files(self.pk) - self.left == (rows | stored) - self.lost - self.left

    def _key(self, run: Run) -> tuple[int, str, int]:
        return (run.run_no, run.step, self.keys[run.scene_id] if run.scene_id else 0)

    def _files(self, pk: Any) -> set[str]:
        folder = Path(default_storage.path(f"projects/{pk}"))
        return {f"projects/{pk}/{path.name}" for path in folder.glob("*")}

    def teardown(self) -> None:
        for held in self.held:
            self._end(held)
        if not self.film.gone:
            self.project.delete_with_files()
        left = set[str]().union(*(self._files(pk) for pk in self.projects))
        assert left <= self.left, "nothing else is left of the deleted"
        _sql("DELETE FROM procrastinate_jobs")
        _sql("DELETE FROM procrastinate_workers")


def _script(scenes: int) -> Script:
    """As the model's: what is spoken is the caption too."""
    words = [f"这是第{place}句。" for place in range(1, scenes + 1)]
    rest = {"title": "场景", "visual_description": "", "seconds": 3.0}
    move = {"camera_angle": "", "camera_movement": "", "transition": ""}
    return Script(
        title="一天",
        description="",
        scenes=tuple(SceneScript(narration=w, subtitle=w, **rest, **move) for w in words),
    )


def _recipe(run: Run) -> str:
    """What the worker will make, by the words as it read them; none for a script."""
    if run.step == "script":
        return ""
    scene = next((s for s in run.project.scene_list if s.pk == run.scene_id), None)
    if scene is None:
        return run.project.film_hash
    return scene.narration_hash if run.step == "narration" else scene.clip_hash


def _queued(pieces: Iterable[Piece]) -> bool:
    """Whether one of them is."""
    return any(piece.state == "queued" for piece in pieces)


def _visible(project: Project) -> list[Any]:
    names = ("status", "step", "progress", "note", "error", "voice_style", "title")
    return [getattr(project, name) for name in names]


def _sql(statement: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def _fetch_job() -> tuple[int | None, int | None]:
    (worker,) = _sql("SELECT worker_id FROM procrastinate_register_worker_v1()")
    return _sql(
        "SELECT id, (args->>'run_id')::bigint FROM procrastinate_fetch_job_v2(%s, %s)",
        list(STEPS),
        worker,
    )


def _finish_job(job: int | None) -> None:
    """As the worker does, whose job the sweeper may have ended meanwhile."""
    _sql("DELETE FROM procrastinate_jobs WHERE id = %s AND status = 'doing'", job)


@pytest.mark.usefixtures("committed", "alice")
def test_any_order_of_events_is_survived(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    settings.STUDIO_WORKSPACES = tmp_path / "work"
    settings.STUDIO_STALE_AFTER = 3600  # silence is made, never waited for
    monkeypatch.setattr(run_module._DatabaseUp, "template", "(now() - interval '1 day')")
    monkeypatch.setattr(events, "_silent_until", math.inf)  # hints play no part in it
    Studio.a_file = tmp_path / "made.bin"
    Studio.a_file.write_bytes(b"whole")
    if pytestconfig.getoption("--faults") == "small":
        run_state_machine_as_test(Studio, settings=EXAMPLES)
        return
    luck = pytestconfig.getoption("--seed") or random.randrange(1_000_000)
    print(f"again: --faults=full --seed {luck}")
    run_state_machine_as_test(seed(luck)(Studio), settings=MANY)


EXAMPLES = examples(
    max_examples=6,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
MANY = examples(EXAMPLES, max_examples=250, stateful_step_count=60, derandomize=False)
