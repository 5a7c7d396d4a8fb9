"""What a change would make again is known before it is made, and nothing is changed by asking."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Project, Scene, costs
from projects.models.costs import Cost
from projects.models.errors import AlreadyRunning
from projects.timeline import EDIT, NARRATION, SCENES, Status
from tests.support.projects import fresh, store, write

pytestmark = pytest.mark.django_db


def made(project: Project, folder: Path, *steps: Any) -> Project:
    """With stored files of these steps."""
    project = fresh(project)
    for step in steps or (NARRATION, SCENES, EDIT):
        for scene in project.scene_list if step.per_scene else [None]:
            for kind in step.makes:
                store(project, kind, project.recipe_of(step, scene), folder, scene)
    return fresh(project)


def reword(number: int, **words: str) -> Callable[[Project], None]:
    return lambda project: project.scene_list[number - 1].rewrite(**words)


def pieces(cost: Cost) -> tuple[Any, ...]:
    return cost.narrations, cost.clips, cost.film


NOTHING = ((), (), False)


def test_a_change_of_words_says_what_is_made_again_and_changes_nothing(
    written: Project, tmp_path: Path
) -> None:
    project = made(written, tmp_path)
    before = (project.revision, project.script_version, project.history.count())
    assert pieces(costs.of(project, reword(2, narration="别的话。"))) == ((2,), (2,), True)
    assert pieces(costs.of(project, reword(2, subtitle="别的字幕"))) == ((), (2,), True)
    same = project.scene_list[1].narration
    assert pieces(costs.of(project, reword(2, narration=same))) == NOTHING
    after = fresh(project)
    assert (after.revision, after.script_version, after.history.count()) == before
    assert after.next_step() is None


def test_one_word_in_twenty_scenes_costs_one_narration_one_clip_and_one_merge(
    project: Project, tmp_path: Path
) -> None:
    film = made(write(project, 20), tmp_path)
    assert pieces(costs.of(film, reword(11, narration="一个词。"))) == ((11,), (11,), True)


def test_only_what_was_made_once_is_made_again(written: Project, tmp_path: Path) -> None:
    change = reword(1, narration="别的话。")
    assert pieces(costs.of(written, change)) == NOTHING
    project = made(written, tmp_path, NARRATION)
    assert pieces(costs.of(project, change)) == ((1,), (), False)


def test_what_is_out_of_date_already_counts_if_it_changes_again(
    written: Project, tmp_path: Path
) -> None:
    project = made(written, tmp_path)
    project.scene_list[0].rewrite(narration="第一次。")
    fresh(project).scene_list[2].rewrite(narration="第三句。")
    assert pieces(costs.of(fresh(project), reword(1, narration="第二次。"))) == ((1,), (1,), True)
    assert pieces(costs.pending(fresh(project), NARRATION, SCENES, EDIT)) == (
        (1, 3),
        (1, 3),
        True,
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: p.choose_voice("friendly_male"), ((1, 2, 3), (1, 2, 3), True)),
        (lambda p: p.choose_music("calm", 20), ((), (), True)),
        (lambda p: p.choose_captions(caption_style="box"), ((), (1, 2, 3), True)),
        (lambda p: p.move_scene(p.scene_list[2].pk, 2), ((), (2, 3), True)),
        (lambda p: p.delete_scene(p.scene_list[2].pk), ((), (2,), True)),
        (lambda p: p.describe("别的"), NOTHING),
    ],
)
def test_settings_and_structure_say_what_they_make(
    written: Project, tmp_path: Path, change: Any, expected: Any
) -> None:
    assert pieces(costs.of(made(written, tmp_path), change)) == expected


def test_a_running_project_is_neither_waited_for_nor_changed(written: Project) -> None:
    Project.objects.filter(pk=written.pk).update(status=Status.GENERATING_AUDIO)
    with pytest.raises(AlreadyRunning):
        costs.of(written, reword(1, narration="别的。"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        costs.of(fresh(written), lambda project: None)
    assert not [each for each in asked.captured_queries if "FOR UPDATE" in each["sql"]]


def test_past_work_tells_about_how_long_it_takes(
    written: Project, tmp_path: Path, settings: Any
) -> None:
    settings.STUDIO_SCENES_AT_ONCE = 2
    project = made(written, tmp_path)
    costs._known.clear()
    change = reword(2, narration="别的话。")
    assert costs.of(project, change).seconds is None
    now = timezone.now()
    for step, seconds in ((NARRATION, 8), (SCENES, 16), (EDIT, 24)):
        project.runs.create(
            run_no=1,
            step=step.name,
            state="succeeded",
            work=8.0,
            started_at=now - timezone.timedelta(seconds=seconds),
            finished_at=now,
        )
    costs._known.clear()
    # The scene has 4 planned seconds, the film 12; a second takes 1 s, 2 s and 3 s of work.
    assert costs.of(project, change).seconds == pytest.approx(4 + 8 + 36)


@pytest.mark.full("measures the time itself")
def test_a_question_takes_less_than_50_ms_for_ten_scenes(
    alice: User, brief: dict[str, Any], tmp_path: Path
) -> None:
    project = made(write(Project.objects.create(owner=alice, **brief), 10), tmp_path)
    taken = []
    for number in range(8):
        begun = time.thread_time()
        costs.of(project, reword(1 + number, narration=f"别的话{number}。"))
        taken.append(time.thread_time() - begun)
    assert sorted(taken)[4] < 0.05


def test_a_scene_that_is_gone_is_told(written: Project) -> None:
    with pytest.raises(Scene.DoesNotExist):
        costs.of(written, lambda project: project.delete_scene(0))
