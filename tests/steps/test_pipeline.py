"""From words to a film with real workers, voices and encoders: what is made, and made only once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from PIL import Image
from procrastinate.contrib.django import app

from projects import steps
from projects.jobs.execution import work_on
from projects.jobs.queue import enqueue, run_and_enqueue
from projects.jobs.sweeper import sweep_runs
from projects.media.formats import Format
from projects.media.probe import probe
from projects.models import Project, Run
from projects.steps.results import NewArtifact
from projects.timeline import State, Status, step_of
from tests.support.made_film import KINDS, MadeFilm
from tests.support.projects import write

Work = Callable[[], None]


@pytest.fixture
def written(committed: None, project: Project) -> Project:
    return write(project)


@pytest.fixture
def clipped(written: Project, a_film: MadeFilm) -> Project:
    """With all narrations and clips."""
    return a_film.give(written, "scenes")


@pytest.fixture
def filmed(written: Project, a_film: MadeFilm) -> Project:
    return a_film.give(written, "edit")


def fresh(project: Project) -> Project:
    return Project.objects.with_parts().get(pk=project.pk)


def make(project: Project, step: str, work: Work) -> Project:
    run_and_enqueue(lambda: project.start(step_of(step)))
    work()
    return fresh(project)


def test_each_step_waits_for_the_person_and_the_film_is_as_long_as_its_narration(
    written: Project, a_film: MadeFilm, half_size: Format, work: Work
) -> None:
    """One scene is spoken and drawn here, the others are there."""
    spoken = make(a_film.give(written, "scenes", without=2), "narration", work)
    assert (spoken.status, spoken.step) == (Status.DRAFT, "narration")
    clipped = make(spoken, "scenes", work)
    assert (clipped.status, clipped.step) == (Status.DRAFT, "scenes")
    done = make(clipped, "edit", work)
    assert (done.status, done.progress, done.step) == (Status.COMPLETED, 100, "export")
    assert done.film
    film = probe(Path(done.film.file.path))
    narration = sum(scene.audio.seconds for scene in done.scene_list if scene.audio)
    assert film.seconds == pytest.approx(narration, abs=0.05)
    assert (film.width, film.height) == (half_size.width, half_size.height)


def test_make_it_all_goes_on_to_the_film_without_asking(a_film: MadeFilm) -> None:
    assert {piece.kind for piece in a_film.pieces} == set(KINDS["edit"])


def test_a_film_says_when_it_is_joined_and_when_it_is_checked(a_film: MadeFilm) -> None:
    told = list(dict.fromkeys(a_film.seen.told))
    assert told == ["speaking", "making", "joining", "checking"]


def test_a_changed_line_costs_one_narration_one_clip_and_the_film(
    filmed: Project, work: Work
) -> None:
    before = {artifact.pk for artifact in filmed.artifacts.all()}
    fresh(filmed).scene_list[1].rewrite(
        narration="这一句已经改过了。", subtitle="这一句已经改过了。"
    )
    run_and_enqueue(fresh(filmed).make_rest)
    work()
    made = [artifact for artifact in filmed.artifacts.all() if artifact.pk not in before]
    kinds = sorted(artifact.kind for artifact in made)
    assert kinds == ["clip", "cover", "film", "narration", "poster", "srt", "vtt"]
    assert fresh(filmed).status == Status.COMPLETED


def test_the_captions_beside_the_film_say_what_the_script_says(filmed: Project) -> None:
    srt = filmed.film_part("srt")
    assert srt
    said = "".join(
        line
        for line in srt.file.read().decode().splitlines()
        if line and "-->" not in line and not line.isdecimal()
    )
    assert said == "".join(scene.caption.rstrip("。") for scene in filmed.scene_list)


def test_the_cover_shows_the_films_title_and_nothing_of_a_scene(
    filmed: Project, a_film: MadeFilm, half_size: Format
) -> None:
    (order,) = a_film.seen.drawn
    assert (order.title, order.points, order.cues) == (filmed.name, (), ())
    assert order.ai_mark == "AI 生成"
    cover = filmed.film_part("cover")
    assert cover
    with Image.open(cover.file.path) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (half_size.width, half_size.height)


def test_a_lost_worker_s_run_is_taken_over_and_done_scenes_stay(
    written: Project, work: Work, settings
) -> None:
    """A worker that claimed a Run and was killed: its Run is silent, its job says "doing"."""
    runs = list(written.start(step_of("narration")))
    enqueue(runs[1:])
    Run.claim(runs[0].pk, worker="killed")
    work()
    kept = set(written.artifacts.values_list("pk", flat=True))
    assert len(kept) == 2
    settings.STUDIO_STALE_AFTER = 0
    sweep_runs()
    work()
    assert fresh(written).status == Status.DRAFT
    assert kept < set(written.artifacts.values_list("pk", flat=True))
    assert written.runs.get(pk=runs[0].pk).state == State.SUCCEEDED


def test_work_that_silences_three_workers_is_given_up_with_a_reason(
    written: Project, work: Work, settings
) -> None:
    settings.STUDIO_STALE_AFTER = 0
    runs = list(written.start(step_of("narration")))
    for attempt in range(3):
        assert Run.claim(runs[0].pk, worker=f"killed {attempt}")
        sweep_runs()
    work()
    failed = fresh(written)
    assert failed.status == Status.FAILED
    assert failed.error["code"] == "worker_lost"
    run_and_enqueue(failed.retry)
    work()
    assert fresh(written).status == Status.DRAFT


def test_the_sweeper_comes_every_two_seconds() -> None:
    tasks = app.periodic_registry.periodic_tasks.values()
    (periodic,) = [task for task in tasks if task.task.name == "projects.sweep"]
    start = 1_795_000_001.0  # in an odd minute
    moments = [periodic.croniter.get_next(ret_type=float, start_time=start + n) for n in range(150)]
    assert max(after - before for before, after in pairwise(moments)) <= 2


def test_what_the_storage_loses_is_made_anew_on_the_way_and_it_alone(
    clipped: Project, work: Work
) -> None:
    """Which files, at which step: tests/steps/test_losses.py."""
    gone = clipped.artifacts.get(kind="narration", scene__position=2)
    damaged = clipped.artifacts.get(kind="clip", scene__position=3)
    Path(gone.file.path).unlink()
    changed = bytearray(Path(damaged.file.path).read_bytes())
    changed[len(changed) // 2] ^= 1
    Path(damaged.file.path).write_bytes(changed)
    lost = [gone.pk, damaged.pk]
    others = set(clipped.artifacts.exclude(pk__in=lost).values_list("pk", flat=True))
    done = make(clipped, "edit", work)
    assert done.status == Status.COMPLETED
    now = set(done.artifacts.values_list("pk", flat=True))
    assert others < now
    assert not now & set(lost), "what is lost or damaged is in no film"
    kinds = sorted(done.artifacts.filter(scene__isnull=False).values_list("kind", flat=True))
    assert kinds == [*["clip"] * 3, *["narration"] * 3, *["poster"] * 3]


def test_a_storage_that_is_away_for_a_while_has_lost_nothing(clipped: Project, work: Work) -> None:
    kept = set(clipped.artifacts.values_list("pk", flat=True))
    there = Path(default_storage.path("projects"))
    away = there.rename(there.with_name("away"))
    try:
        failed = make(clipped, "edit", work)
    finally:
        away.rename(there)
    assert (failed.status, failed.error["code"]) == (Status.FAILED, "file_missing")
    assert set(failed.artifacts.values_list("pk", flat=True)) == kept
    run_and_enqueue(failed.retry)
    work()
    assert fresh(clipped).status == Status.COMPLETED


@pytest.mark.parametrize("step", ["narration", "scenes", "edit"])
def test_a_database_that_is_away_at_the_end_does_not_cost_what_is_made(
    written: Project, a_film: MadeFilm, step: str
) -> None:
    """A real attempt in this thread; from its last third on no query passes for a while."""
    before = {"narration": "script", "scenes": "narration", "edit": "scenes"}[step]
    runs = list(a_film.give(written, before).start(step_of(step)))
    tries: list[str] = []

    def refuse(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        tries.append(sql)
        raise OperationalError("the database is away")

    def back_after_a_while(seconds: float) -> None:
        connection.execute_wrappers.clear()

    def go_away(*args: object, **values: object) -> object:
        connection.execute_wrappers.append(refuse)
        return store(*args, **values)

    store = NewArtifact.store
    with (
        patch.object(NewArtifact, "store", autospec=True, side_effect=go_away),
        patch("projects.jobs.execution.time.sleep", side_effect=back_after_a_while),
    ):
        work_on(runs[0].pk, lambda: False)
    connection.execute_wrappers.clear()
    runs[0].refresh_from_db()
    assert tries
    assert (runs[0].state, runs[0].attempt) == (State.SUCCEEDED, 1)


def test_a_cancelled_result_leaves_no_file_behind(written: Project, work: Work) -> None:
    """The cancel comes between the last report and the end: nobody will ever ask for that file."""
    runs = list(written.start(step_of("narration")))
    enqueue(runs[:1])
    with patch("projects.models.Run.succeed", autospec=True, side_effect=_cancel_first):
        work()
    assert not written.artifacts.exists()
    assert files_of(written) == []


def test_a_lost_narration_is_made_anew_and_the_clips_that_are_there_are_kept(
    filmed: Project, work: Work
) -> None:
    """ "Make it all" then goes from the narration straight to the film."""
    clips = set(filmed.artifacts.filter(kind="clip").values_list("pk", flat=True))
    filmed.artifacts.filter(kind="narration").first().delete()  # type: ignore[union-attr]
    filmed.artifacts.filter(kind="film").delete()
    run_and_enqueue(fresh(filmed).make_rest)
    work()
    assert fresh(filmed).status == Status.COMPLETED
    assert set(filmed.artifacts.filter(kind="clip").values_list("pk", flat=True)) == clips


def test_starting_what_is_already_made_leaves_a_finished_film_finished(
    filmed: Project, work: Work
) -> None:
    assert make(filmed, "narration", work).status == Status.COMPLETED


@pytest.mark.parametrize("error", [OSError("the files are gone"), steps.Stopping()])
def test_work_that_breaks_off_because_its_project_was_deleted_ends_in_silence(
    written: Project, error: Exception
) -> None:
    runs = list(written.start(step_of("narration")))

    def deleted_meanwhile(work: steps.Work) -> None:
        fresh(written).delete_with_files()
        raise error

    with patch("projects.steps.perform", deleted_meanwhile):
        work_on(runs[0].pk, lambda: False)
    assert not Project.objects.exists()


def _cancel_first(run: Run, keep: Callable[[], None]) -> None:
    fresh(run.project).cancel()
    run.heartbeat()


def files_of(project: Project) -> list[str]:
    folder = Path(default_storage.path(f"projects/{project.pk}"))
    return [path.name for path in folder.glob("*")]


def test_nothing_is_left_in_the_temporary_folder(a_film: MadeFilm) -> None:
    assert a_film.seen.left == []
