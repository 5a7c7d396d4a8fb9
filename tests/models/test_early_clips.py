"""The clip of a scene is made while other scenes are spoken, if the start goes on to the clips."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.jobs.queue import run_and_enqueue
from projects.models import Artifact, NoLongerMine, NotReady, Project, Run, Scene
from projects.pages.steps.card import card_of
from projects.timeline import NARRATION, SCENES, State, Status, step_of
from tests.support.projects import fresh, write
from tests.support.queue_rows import ended

pytestmark = pytest.mark.django_db
REASON = {"code": "ffmpeg_failed", "scene": 1}


def run_of(project: Project, step: str, position: int) -> Run:
    return project.runs.filter(step=step, scene__position=position).latest("pk")


def take(project: Project, step: str, position: int) -> Run:
    claimed = Run.claim(run_of(project, step, position).pk, worker="test")
    assert claimed
    return claimed


def keep(run: Run) -> None:
    """What a worker commits at the end of the Run, without the files."""
    step = step_of(run.step)
    recipe = fresh(run.project).recipe_of(step, run.scene)
    for kind in step.makes:
        made = {"project": run.project, "scene": run.scene, "kind": kind, "input_hash": recipe}
        Artifact.objects.create(**made, size=1, file=f"{kind}-{recipe}")


def do(project: Project, step: str, *positions: int) -> None:
    for position in positions:
        run = take(project, step, position)
        run_and_enqueue(lambda run=run: run.succeed(lambda: keep(run)))


def states(project: Project, step: str) -> list[str]:
    runs = project.runs.filter(step=step, run_no=fresh(project).run_no)
    return list(runs.order_by("scene__position").values_list("state", flat=True))


def told(project: Project) -> list[tuple[str, str]]:
    return list(project.notifications.order_by("created_at").values_list("step", "outcome"))


@pytest.fixture
def going(written: Project) -> Project:
    """All of it is being made, and its three scenes are being spoken."""
    run_and_enqueue(written.make_rest)
    return written


def test_a_spoken_scene_gets_its_clip_while_the_others_are_spoken(going: Project) -> None:
    do(going, "narration", 1)
    clip = run_of(going, "scenes", 1)
    assert (clip.state, clip.run_no) == (State.QUEUED, fresh(going).run_no)
    assert ProcrastinateJob.objects.filter(pk=clip.job_id, status="todo").exists()
    assert fresh(going).status == Status.GENERATING_AUDIO


def test_the_progress_is_that_of_the_narration_until_all_is_spoken(going: Project) -> None:
    do(going, "narration", 1)
    before = fresh(going)
    take(going, "scenes", 1).report(90, "making")
    assert (fresh(going).progress, fresh(going).note) == (before.progress, before.note)
    assert (before.progress, before.note["code"]) == (33, "queued")


def test_clips_that_are_made_by_then_count_when_their_step_begins(going: Project) -> None:
    do(going, "narration", 1, 2)
    do(going, "scenes", 1)
    take(going, "scenes", 2).report(50, "making")
    do(going, "narration", 3)
    after = fresh(going)
    assert (after.status, after.progress) == (Status.GENERATING_VIDEO, 50)
    assert (after.note["code"], after.note["now"]) == ("making", [2])
    assert states(going, "scenes") == [State.SUCCEEDED, State.RUNNING, State.QUEUED]
    assert told(going) == []


def test_if_all_clips_are_there_when_the_last_scene_is_spoken_the_merge_begins(
    going: Project,
) -> None:
    do(going, "narration", 1, 2)
    keep(Run(project=going, step="scenes", scene=going.scene_list[2]))  # the same words as once
    do(going, "scenes", 1, 2)
    do(going, "narration", 3)
    assert fresh(going).status == Status.EDITING
    assert len(states(going, "scenes")) == 2


@pytest.mark.parametrize(("goal", "clips"), [(NARRATION, 0), (SCENES, 1)])
def test_clips_begin_early_only_on_the_way_to_them(
    written: Project, goal: object, clips: int
) -> None:
    keep(Run(project=written, step="scenes", scene=written.scene_list[2]))  # it was made once
    list(fresh(written).start(goal))  # type: ignore[arg-type]
    do(written, "narration", 1)
    assert len(states(written, "scenes")) == clips


def test_clips_that_were_never_made_are_not_out_of_date(going: Project) -> None:
    do(going, "narration", 1)
    do(going, "scenes", 1)
    fresh(going).cancel()
    card = card_of(fresh(going), SCENES)
    assert (card.made, card.missing, card.stale) == (1, 2, 0)
    fresh(going).scene_list[0].rewrite(subtitle="改过的字幕。")
    assert card_of(fresh(going), SCENES).stale == 3


def test_the_expected_time_knows_that_clips_take_half_of_the_lanes(
    written: Project, settings: Any
) -> None:
    settings.STUDIO_SCENES_AT_ONCE = 2
    past = ended(written, "narration", State.SUCCEEDED, took=3)
    past.run_no = 99
    past.save()
    expected: list[float | None] = []
    for make_all in (False, True):
        list(fresh(written).start(NARRATION, make_all=make_all))
        expected.append(fresh(written).expected_seconds)
        fresh(written).cancel()
    assert expected[0] and expected[1] == 2 * expected[0]


def test_a_change_of_one_scene_makes_other_changed_clips_beside_its_narration(
    going: Project,
) -> None:
    do(going, "narration", 1, 2, 3)
    do(going, "scenes", 1, 2, 3)
    fresh(going).cancel()
    fresh(going).scene_list[1].rewrite(narration="改过的旁白。")
    fresh(going).scene_list[2].rewrite(subtitle="改过的字幕。")
    runs = list(fresh(going).start(SCENES))
    assert [(run.step, run.scene and run.scene.position) for run in runs] == [
        ("narration", 2),
        ("scenes", 3),
    ]
    do(going, "narration", 2)
    assert fresh(going).status == Status.GENERATING_VIDEO
    do(going, "scenes", 2, 3)
    assert (fresh(going).status, told(going)) == (Status.DRAFT, [("scenes", "done")])


def test_a_scene_that_cannot_be_spoken_stops_the_clips_and_keeps_those_that_are_made(
    going: Project,
) -> None:
    do(going, "narration", 1, 2)
    do(going, "scenes", 1)
    clip = take(going, "scenes", 2)
    take(going, "narration", 3).fail({"code": "voice_failed", "scene": 3}, "")
    failed = fresh(going)
    assert (failed.status, failed.step) == (Status.FAILED, "narration")
    assert [run.step for run in failed.failures] == ["narration"]
    with pytest.raises(NoLongerMine):
        clip.heartbeat()
    assert states(going, "scenes") == [State.SUCCEEDED, State.CANCELLED]
    assert told(going) == [("narration", "failed")]
    runs = list(failed.retry())
    assert [(run.step, run.scene and run.scene.position) for run in runs] == [
        ("narration", 3),
        ("scenes", 2),
    ]


def test_a_clip_that_fails_stops_no_narration_and_is_told_with_its_step(going: Project) -> None:
    do(going, "narration", 1, 2)
    take(going, "scenes", 1).fail(REASON, "")
    assert (fresh(going).status, told(going)) == (Status.GENERATING_AUDIO, [])
    do(going, "scenes", 2)
    do(going, "narration", 3)
    assert (fresh(going).status, told(going)) == (Status.GENERATING_VIDEO, [])
    do(going, "scenes", 3)
    failed = fresh(going)
    assert (failed.status, failed.step, failed.error) == (Status.FAILED, "scenes", REASON)
    assert told(going) == [("scenes", "failed")]
    assert len(list(failed.retry())) == 1


def test_a_cancel_stops_both_kinds_and_keeps_what_is_made(going: Project) -> None:
    do(going, "narration", 1, 2)
    do(going, "scenes", 1)
    held = [take(going, "scenes", 2), take(going, "narration", 3)]
    assert fresh(going).cancel()
    for run in held:
        with pytest.raises(NoLongerMine):
            run.succeed(lambda: None)
    assert not going.runs.active().exists()
    assert Artifact.objects.filter(kind="clip").count() == 1
    assert told(going) == []


def test_who_asks_for_the_clips_after_a_cancel_gets_the_missing_narrations_first(
    going: Project,
) -> None:
    do(going, "narration", 1, 2)
    fresh(going).cancel()
    with pytest.raises(NotReady):  # no clip is there, so nobody has gone on from the narration
        fresh(going).start(SCENES)
    run_and_enqueue(fresh(going).make_rest)
    do(going, "scenes", 1)
    fresh(going).cancel()
    runs = list(fresh(going).start(SCENES))
    assert [(run.step, run.scene and run.scene.position) for run in runs] == [
        ("narration", 3),
        ("scenes", 2),
    ]
    do(going, "narration", 3)
    do(going, "scenes", 2, 3)
    rests = fresh(going)
    assert (rests.status, rests.step, rests.goal) == (Status.DRAFT, "scenes", "")
    assert told(going) == [("scenes", "done")]


def test_who_wants_only_the_script_after_all_gets_no_more_than_the_running_step(
    going: Project,
) -> None:
    going.goal = "narration"
    going.save()
    do(going, "narration", 1)
    fresh(going).follow_wish(make_all=False)
    do(going, "narration", 2, 3)
    assert fresh(going).status == Status.DRAFT
    assert states(going, "scenes") == [State.CANCELLED]
    assert told(going) == [("narration", "done")]


@pytest.mark.parametrize(
    ("of_own", "wanted"),
    [
        (set(), "n1 n2 n3 s1 n4 s2 n5 s3 s4 s5"),
        ({5}, "n5 n1 n2 s5 n3 s1 n4 s2 s3 s4"),
    ],
)
def test_one_lane_speaks_while_another_makes_the_clips_of_earlier_scenes(
    project: Project, of_own: set[int], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scene with clips of its owner, which take longest, comes first."""
    own = property(lambda scene: scene.position in of_own)
    monkeypatch.setattr(Scene, "shows_own_clips", own)
    going = write(project, 5)
    run_and_enqueue(going.make_rest)
    given: list[tuple[str, int]] = []
    at_work = [next_job(), next_job()]  # of two lanes
    while len(given) < 10:
        run = at_work.pop(0)
        assert run and run.scene
        given.append((run.step, run.scene.position))
        do(going, *given[-1])
        ProcrastinateJob.objects.filter(pk=run.job_id).delete()
        at_work.append(next_job())
    assert " ".join(f"{step[0]}{position}" for step, position in given) == wanted


def next_job() -> Run | None:
    """The Run whose job the queue gives to a worker next."""
    job = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id").first()
    if job is None:
        return None
    ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing")
    return Run.objects.select_related("scene").get(job_id=job.pk)
