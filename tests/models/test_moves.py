"""What may follow what: starting, cancelling, retrying, and who comes second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import override

from projects import events
from projects.models import AlreadyRunning, NoLongerMine, Notification, NotReady, Project, Run
from projects.models.notification import LEASE
from projects.models.project.status import IllegalMove
from projects.providers import speaker
from projects.timeline import LEGAL_MOVES, State, Status, StepName, step_of
from tests.support.projects import finish, fresh, script, store
from tests.support.reference_model import MOVES

pytestmark = pytest.mark.django_db


def test_starting_moves_to_the_step_and_makes_its_runs(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    assert fresh(project).status == Status.GENERATING_SCRIPT
    assert (run.step, run.state, run.scene) == (StepName.SCRIPT, State.QUEUED, None)


def test_the_second_of_two_starts_is_told_that_it_runs(project: Project) -> None:
    project.start(step_of("script"))
    with pytest.raises(AlreadyRunning):
        fresh(project).start(step_of("script"))
    assert project.runs.count() == 1


def test_narration_asks_for_the_script_first(project: Project) -> None:
    with pytest.raises(NotReady, match="脚本|script"):
        project.start(step_of("narration"))
    assert fresh(project).status == Status.DRAFT


def test_merging_asks_for_the_clips_first(written: Project) -> None:
    with pytest.raises(NotReady):
        written.start(step_of("edit"))


def test_narration_is_one_run_a_scene(written: Project) -> None:
    runs = list(written.start(step_of("narration")))
    assert [run.scene.position for run in runs if run.scene] == [1, 2, 3]


def test_a_step_rests_when_its_last_run_has_ended(written: Project) -> None:
    runs = list(written.start(step_of("narration")))
    for run in runs[:-1]:
        finish(run)
        assert fresh(written).status == Status.GENERATING_AUDIO
    finish(runs[-1])
    assert fresh(written).status == Status.DRAFT


def test_a_failed_scene_waits_for_the_others_and_then_names_the_reason(written: Project) -> None:
    first, *others = written.start(step_of("narration"))
    claimed = Run.claim(first.pk, worker="test")
    assert claimed
    claimed.fail({"code": "voice_failed", "scene": 1}, "stack")
    assert fresh(written).status == Status.GENERATING_AUDIO
    for run in others:
        finish(run)
    after = fresh(written)
    assert (after.status, after.step) == (Status.FAILED, StepName.NARRATION)
    assert "1" in after.error_message


def test_cancelling_rests_and_what_was_in_flight_cannot_undo_it(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    fresh(project).cancel()
    with pytest.raises(NoLongerMine):
        claimed.succeed(lambda: None)
    with pytest.raises(NoLongerMine):
        claimed.report(50, "writing")
    assert fresh(project).status == Status.DRAFT


def test_a_run_is_claimed_once(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    assert Run.claim(run.pk, worker="one")
    assert Run.claim(run.pk, worker="two") is None


def test_a_silent_run_goes_to_another_and_the_first_is_fenced_off(
    project: Project, settings: Any
) -> None:
    settings.STUDIO_STALE_AFTER = 0
    (run,) = project.start(step_of("script"))
    zombie = Run.claim(run.pk, worker="one")
    successor = Run.claim(run.pk, worker="two")
    assert zombie and successor and successor.attempt == 2
    with pytest.raises(NoLongerMine):
        zombie.heartbeat()
    successor.heartbeat()


def test_progress_never_falls_and_is_never_100_before_the_end(written: Project) -> None:
    runs = [Run.claim(run.pk, worker="w") for run in written.start(step_of("narration"))]
    seen = []
    for percent in (10, 60, 30, 100):
        for run in runs:
            assert run
            run.report(percent, "speaking")
            seen.append(fresh(written).progress)
    assert seen == sorted(seen)
    assert seen[-1] == 99


def test_progress_does_not_fall_where_a_worker_is_lost_and_its_work_begun_anew(
    project: Project,
) -> None:
    (run,) = project.start(step_of("script"))
    for percent in (60, 10):
        claimed = Run.claim(run.pk, worker="w")
        assert claimed
        claimed.report(percent, "writing")
        assert fresh(project).progress == 60
        claimed.lose(dead=True)


def test_every_visible_change_raises_the_revision(project: Project) -> None:
    before = project.revision
    (run,) = project.start(step_of("script"))
    started = fresh(project).revision
    finish(run, lambda: None)
    assert before < started < fresh(project).revision


@pytest.mark.parametrize(
    "verb",
    [
        lambda project: project.rewrite_script(
            project.script_version, [{"narration": "改过的旁白。"}] * 3, title="别的题目"
        ),
        lambda project: project.scene_list[0].rewrite(narration="改过的旁白。"),
        lambda project: project.start(step_of("narration")),
        lambda project: project.another_take("narration", position=2),
    ],
    ids=["a whole script", "one scene's words", "a start", "another take"],
)
def test_one_change_is_one_revision(written: Project, verb: Callable[[Project], Any]) -> None:
    before = written.revision
    verb(written)
    assert fresh(written).revision == before + 1


def test_words_cannot_change_while_jobs_use_them(written: Project) -> None:
    written.start(step_of("narration"))
    scene = written.scenes.first()
    assert scene
    with pytest.raises(AlreadyRunning):
        scene.rewrite(narration="别的话。")


def test_a_changed_line_makes_that_scene_missing_and_no_other(written: Project) -> None:
    hashes = [scene.narration_hash for scene in written.scene_list]
    written.scene_list[1].rewrite(narration="改过的旁白。")
    after = [scene.narration_hash for scene in fresh(written).scene_list]
    assert [old == new for old, new in zip(hashes, after, strict=True)] == [True, False, True]


@pytest.fixture
def another_narrator(monkeypatch: pytest.MonkeyPatch) -> str:
    """From now on another voice engine speaks."""
    monkeypatch.setattr(type(speaker()), "narrator", lambda self: "another-1")
    return "another-1"


def test_a_film_of_the_old_voice_stays_as_it_is_until_something_is_to_be_spoken(
    written: Project, tmp_path: Path, another_narrator: str
) -> None:
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    runs = fresh(written).start(step_of("scenes"))
    assert {run.step for run in runs} == {"scenes"} and fresh(written).narrator == ""


def test_one_film_never_has_two_voices(
    written: Project, tmp_path: Path, another_narrator: str
) -> None:
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    runs = fresh(written).another_take("narration", position=2)
    assert [run.scene.position for run in runs if run.scene] == [1, 2, 3]
    assert fresh(written).narrator == another_narrator


def test_a_film_whose_workers_lack_the_voice_is_spoken_by_the_quick_one_at_the_next_try(
    written: Project, another_narrator: str
) -> None:
    narrators = []
    for _ in range(2):
        runs = list(
            fresh(written).retry() if narrators else fresh(written).start(step_of("narration"))
        )
        narrators.append(fresh(written).narrator)
        for run in runs:
            claimed = Run.claim(run.pk, worker="test")
            assert claimed
            list(claimed.fail({"code": "voice_gone", "scene": 1}, ""))
    assert narrators == [another_narrator, ""]
    assert [run.scene.position for run in fresh(written).retry() if run.scene] == [1, 2, 3]
    assert fresh(written).narrator == another_narrator, "that one may be there by now"


def test_another_speed_makes_narrations_anew_and_the_usual_one_brings_them_back(
    written: Project, tmp_path: Path
) -> None:
    before = [scene.narration_hash for scene in written.scene_list]
    store(written, "narration", before[0], tmp_path, written.scene_list[0])
    fresh(written).choose_voice(voice_speed=0.85)
    assert fresh(written).scene_list[0].stale_audio
    fresh(written).choose_voice(voice_speed=1.0)
    assert [scene.narration_hash for scene in fresh(written).scene_list] == before


def test_only_narrations_with_a_word_that_is_said_in_another_way_are_made_anew(
    written: Project,
) -> None:
    before = [scene.narration_hash for scene in written.scene_list]
    scene = written.scene_list[0]
    fresh(written).choose_voice(readings="长隆 = chang2 long2")
    assert [each.narration_hash for each in fresh(written).scene_list] == before
    fresh(written).choose_voice(readings=f"{scene.narration[:4]} = 各位")
    after = [each.narration_hash for each in fresh(written).scene_list]
    assert (after[0] != before[0], after[1:]) == (True, before[1:])
    fresh(written).undo()
    assert fresh(written).said_so == {"长隆": "chang2 long2"}


def test_other_captions_make_clips_anew_and_no_narration(written: Project) -> None:
    def recipes() -> list[tuple[str, str]]:
        return [(scene.narration_hash, scene.clip_hash) for scene in fresh(written).scene_list]

    before = recipes()
    for chosen in (
        {"caption_style": "box"},
        {"caption_position": "top"},
        {"caption_size": "large"},
    ):
        last = recipes()
        fresh(written).choose_captions(**chosen)
        for (voice, clip), (spoken, drawn) in zip(last, recipes(), strict=True):
            assert (voice, clip == drawn) == (spoken, False)
    usual = {"caption_style": "highlight", "caption_position": "bottom", "caption_size": "medium"}
    fresh(written).choose_captions(**usual)
    assert recipes() == before


def test_retry_asks_for_a_failure_and_a_finished_film_stays_finished(written: Project) -> None:
    Project.objects.filter(pk=written.pk).update(status=Status.COMPLETED, step=StepName.EXPORT)
    with pytest.raises(NotReady):
        written.retry()
    assert fresh(written).status == Status.COMPLETED


def test_the_run_of_a_deleted_project_ends_in_silence(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    fresh(project).delete_with_files()
    with pytest.raises(NoLongerMine):
        claimed.report(50, "writing")
    with pytest.raises(NoLongerMine):
        claimed.fail({"code": "unexpected"}, "")


def test_a_photo_put_in_meanwhile_survives_a_change_of_words(written: Project, alice: Any) -> None:
    scene = written.scene_list[0]
    photo = written.photos.create(consent_by=alice, sha256="0", original_name="a.jpg")
    fresh(written).scene_list[0].show(photo)
    scene.rewrite(narration="新的一句。")
    assert fresh(written).scene_list[0].shot_list[0].upload == photo


def test_a_caption_that_says_what_is_spoken_follows_a_changed_line(written: Project) -> None:
    scene = written.scene_list[0]
    old = scene.narration
    scene.rewrite(narration="新的一句。", subtitle=old)
    assert fresh(written).scene_list[0].subtitle == "新的一句。"


def test_a_caption_in_words_of_its_own_stays(written: Project) -> None:
    scene = written.scene_list[0]
    scene.rewrite(subtitle="只看这句")
    scene.rewrite(narration="新的一句。")
    assert fresh(written).scene_list[0].subtitle == "只看这句"


def test_the_database_itself_refuses_what_must_not_be(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    for change in (
        lambda: Project.objects.filter(pk=project.pk).update(progress=101),
        lambda: Project.objects.filter(pk=project.pk).update(status="nearly"),
        lambda: Project.objects.filter(pk=project.pk).update(status="failed", error={}),
        lambda: project.runs.create(run_no=1, step="script"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert run.pk


def told(project: Project) -> list[tuple[str, str]]:
    return list(project.notifications.order_by("created_at").values_list("step", "outcome"))


@pytest.fixture
def spoken(written: Project) -> Notification:
    """What is told of a narration that is done."""
    runs = list(written.start(step_of("narration")))
    for run in runs:
        assert told(written) == []
        finish(run)
    assert told(written) == [("narration", "done")]
    return written.notifications.get()


def test_the_end_of_a_step_is_told_once_and_only_once_shown_is_the_project_notified(
    spoken: Notification,
) -> None:
    assert Notification.objects.show_once(spoken.pk)
    assert Notification.objects.show_once(spoken.pk) is None
    assert not fresh(spoken.project).notified, "it is still on its way to the page"
    spoken.was_shown()
    assert fresh(spoken.project).notified


@pytest.mark.django_db(transaction=True)
def test_of_pages_that_ask_at_the_same_moment_one_may_show_it(spoken: Notification) -> None:
    def ask(_: int) -> bool:
        try:
            return Notification.objects.show_once(spoken.pk) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pages:
        for _ in range(5):
            assert sum(pages.map(ask, range(8))) == 1
            let_lapse(spoken)


def let_lapse(notification: Notification) -> None:
    Notification.objects.filter(pk=notification.pk).update(shown_at=Now() - LEASE * 2)


def test_a_notice_that_was_lost_on_its_way_to_the_page_is_offered_again(
    spoken: Notification,
) -> None:
    assert Notification.objects.show_once(spoken.pk)
    assert Notification.objects.tray(spoken.user_id).waiting == []
    let_lapse(spoken)
    assert Notification.objects.tray(spoken.user_id).waiting == [spoken]
    assert Notification.objects.show_once(spoken.pk)
    spoken.was_shown()
    let_lapse(spoken)
    assert Notification.objects.show_once(spoken.pk) is None


def test_a_click_that_has_nothing_to_do_is_no_news(
    spoken: Notification, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Notification.objects.show_once(spoken.pk)
    spoken.was_shown()
    monkeypatch.setattr(Project, "missing", lambda *_: [])
    assert list(fresh(spoken.project).start(step_of("narration"))) == []
    assert fresh(spoken.project).notified
    assert told(spoken.project) == [("narration", "done")]


def test_being_told_is_seen_by_programs_and_moves_nothing_in_a_list(
    spoken: Notification,
) -> None:
    before = fresh(spoken.project)
    spoken.was_shown()
    after = fresh(spoken.project)
    assert (after.revision, after.updated_at) == (before.revision + 1, before.updated_at)
    spoken.was_shown()
    assert fresh(spoken.project).revision == after.revision


def test_what_an_earlier_start_told_says_nothing_of_the_one_that_runs(
    spoken: Notification,
) -> None:
    assert Notification.objects.show_once(spoken.pk)
    list(fresh(spoken.project).start(step_of("narration")))
    spoken.was_shown()
    assert not fresh(spoken.project).notified


def test_progress_costs_no_look_into_the_notices(
    project: Project, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    hints: list[dict[str, Any]] = []
    monkeypatch.setattr(events, "_send", hints.append)
    (run,) = project.start(step_of("script"))
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    with django_capture_on_commit_callbacks(execute=True):
        claimed.report(10, "writing")
    assert {hint["type"] for hint in hints} == {"project.changed"}
    with django_capture_on_commit_callbacks(execute=True):
        claimed.succeed(lambda: fresh(project).take_script(script()))
    assert {hint["type"] for hint in hints} == {"project.changed", "notices.changed"}


def test_the_notices_of_everybody_with_an_open_page_are_compared_in_one_query(
    spoken: Notification, bob: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        marks = Notification.objects.filter(user__in=[spoken.user_id, bob.pk]).marks()
    assert marks == {spoken.user_id: (1, 1, spoken.created_at, 1)}


def test_a_list_that_was_seen_leaves_nothing_to_tell(spoken: Notification) -> None:
    Notification.objects.mark_seen()
    tray = Notification.objects.tray(spoken.user_id)
    assert (tray.unread, tray.waiting, tray.newest) == (0, [], [spoken])
    assert fresh(spoken.project).notified


@pytest.mark.parametrize(
    ("outcome", "chinese", "english"),
    [
        ("done", "配音已完成，用时 1 分 8 秒", "Narration finished in 1 min 8 s"),
        ("completed", "视频已完成：「春季招生开放日」", "Your video is ready: “春季招生开放日”"),
        (
            "failed",
            "配音没有完成：第 2 个场景：服务超时。请稍后重试。已完成的部分已保留。",
            "Narration did not finish: Scene 2: the service did not answer in time. "
            "Try again in a moment. Finished parts are kept.",
        ),
    ],
)
def test_a_notice_is_in_the_words_of_whoever_reads_it(
    project: Project, outcome: str, chinese: str, english: str
) -> None:
    reason = {"code": "timed_out", "scene": 2}
    notice = Notification(
        project=project, step="narration", outcome=outcome, reason=reason, seconds=68.2
    )
    with override("zh-hans"):
        assert notice.message == chinese
    with override("en"):
        assert notice.message == english


def test_a_film_made_in_one_go_is_told_at_its_end_alone(project: Project) -> None:
    (run,) = project.start(step_of("script"), make_all=True)
    finish(run, lambda: fresh(project).take_script(script()))
    assert told(project) == []
    (run,) = project.runs.active()[:1]
    claimed = Run.claim(run.pk, worker="test")
    assert claimed
    claimed.fail({"code": "voice_failed", "scene": 1}, "stack")
    for run in project.runs.active():
        finish(run)
    assert told(project) == [("narration", "failed")]


def test_a_cancel_is_not_told_its_owner_was_there(project: Project) -> None:
    project.start(step_of("script"))
    fresh(project).cancel()
    assert told(project) == []


def test_a_deploy_costs_no_attempt_and_the_fence_never_falls(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    fences = []
    for _ in range(5):
        claimed = Run.claim(run.pk, worker="deployed")
        assert claimed
        fences.append(claimed.attempt)
        claimed.hand_back()
        with pytest.raises(NoLongerMine):
            claimed.heartbeat()
    assert fences == sorted(set(fences))
    run.refresh_from_db()
    assert run.attempts_left == 3


def test_what_may_follow_what_is_as_it_was_written_out_by_hand() -> None:
    assert LEGAL_MOVES == MOVES


@pytest.mark.parametrize("was", list(Status))
def test_no_move_is_made_that_is_not_legal(project: Project, was: Status) -> None:
    for to in set(Status) - MOVES[was] - {was}:
        project.status = was
        with pytest.raises(IllegalMove):
            project._move(to, project.step)
