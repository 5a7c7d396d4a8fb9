"""How long a film waits for services is told from what earlier films waited, on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils.translation import override

from projects import providers
from projects.models import PaidCall, Project, RemoteTask, Run, costs
from projects.models.outside import longest_of, seconds_outside, together
from projects.status_text import progress_words
from projects.steps.remote import share_of, until_next
from projects.timeline import NARRATION, SCENES, State
from tests.support.projects import fresh, store, write

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("films", "pieces", "seconds"),
    [
        ([[60]], 1, 60),
        ([[60]], 10, 60),  # one piece tells nothing of how several go
        ([[55, 60, 65]], 10, 65),  # side by side
        ([[60, 120, 180]], 3, 180),  # one after the other
        ([[60, 120, 180]], 10, 600),
        ([[60, 120, 180]], 1, 60),
        ([[50], [60], [400]], 4, 60),  # one long time says little
    ],
)
def test_the_last_piece_is_waited_for_as_in_earlier_films(
    films: list[list[float]], pieces: int, seconds: float
) -> None:
    assert longest_of(films, pieces) == pytest.approx(seconds)


def test_tasks_that_began_together_belong_together() -> None:
    def row(project: str, begun: float, took: float) -> Any:
        at = NOON + timedelta(seconds=begun)
        return project, at, at + timedelta(seconds=took)

    rows = [row("a", 3, 70), row("b", 2, 9), row("a", 0, 60), row("a", 600, 30)]
    assert together(rows) == [[60, 70], [30], [9]]


@pytest.mark.parametrize(
    ("age", "usual", "pause"),
    [(0, None, 10), (0, 60, 10), (50, 55, 5), (54.5, 55, 2.5), (55, 55, 10), (70, 55, 10)],
)
def test_a_service_is_asked_when_it_is_usually_done(age: float, usual: Any, pause: float) -> None:
    assert until_next(10, age, usual) == pause


@pytest.mark.parametrize(
    ("outside", "here", "share"),
    [(None, 5, 60), (60, None, 60), (90, 10, 90), (1, 99, 10), (999, 1, 95)],
)
def test_the_service_has_the_share_of_its_time(outside: Any, here: Any, share: float) -> None:
    assert share_of(outside, here) == share


@pytest.mark.parametrize(
    ("left", "words"), [(3, "10 s"), (48, "50 s"), (58, "1 min"), (130, "2 min")]
)
def test_it_is_told_coarsely(left: int, words: str) -> None:
    note = {"code": "filming_left", "service": "camera", "now": [1, 2], "total": 3, "left": left}
    with override("en"):
        assert progress_words(note).endswith(f"scene 1, 2 of 3, about {words} more")


@pytest.fixture
def camera(settings: Any) -> Iterator[None]:
    options = {"name": "camera", "url": "http://127.0.0.1:1", "model": "m-1"}
    entry = {"BACKEND": "projects.providers.video.known.Ark", "OPTIONS": options}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"video": {"camera": entry}}
    providers._provider.cache_clear()
    costs._known.clear()
    yield
    providers._provider.cache_clear()
    costs._known.clear()


@pytest.fixture
def spoken(project: Project, tmp_path: Path) -> Project:
    project.video_by = "camera"
    project.save(update_fields=["video_by"])
    written = write(project, 3)
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    return fresh(written)


def filmed_before(project: Project, *took: float) -> None:
    """Scenes of a film that were filmed in so many seconds, and drawn in 2 s each."""
    for number, (scene, seconds) in enumerate(zip(project.scene_list, took, strict=False)):
        call = PaidCall.objects.begin(
            str(number), longest=1, project=project, step="scenes", kind="video", provider="camera"
        )
        assert call
        task = RemoteTask.objects.create(
            project=project,
            scene=scene,
            call=call,
            kind="video",
            provider="camera",
            wish=str(number),
            remote_id="1",
            url="x",
        )
        task.done()
        PaidCall.objects.filter(pk=call.pk).update(
            state="answered", ended_at=F("sent_at") + timedelta(seconds=seconds)
        )
        run = project.runs.create(run_no=9, step="scenes", scene=scene, state=State.SUCCEEDED)
        Run.objects.filter(pk=run.pk).update(
            started_at=NOON, finished_at=NOON + timedelta(seconds=2), work=1
        )


def test_what_is_left_counts_the_waiting_too(camera: None, spoken: Project) -> None:
    assert seconds_outside(spoken, SCENES, spoken.scene_list) is None  # nobody knows
    filmed_before(spoken, 120, 125, 130)
    assert seconds_outside(spoken, SCENES, spoken.scene_list) == pytest.approx(130, abs=1)
    assert seconds_outside(spoken, NARRATION, spoken.scene_list) == 0
    here = Run.expected_seconds(SCENES, 3)
    assert here and here < 20
    spoken.start(SCENES)
    assert fresh(spoken).expected_seconds == pytest.approx(130 + here, abs=20)


def test_before_it_begins_a_page_says_about_how_long_it_takes(
    camera: None, spoken: Project
) -> None:
    filmed_before(spoken, 120, 125, 130)
    costs._known.clear()
    assert costs.pending(spoken, SCENES).seconds == pytest.approx(140, abs=30)
    drawn = costs.seconds_again(NARRATION, spoken.scene_list[0])
    assert drawn is None or drawn < 60
    assert (costs.seconds_again(SCENES, spoken.scene_list[0]) or 0) > 120


def test_nothing_is_told_while_nobody_knows_the_service(camera: None, spoken: Project) -> None:
    spoken.start(SCENES)
    assert fresh(spoken).expected_seconds is None


def test_who_is_filmed_by_nobody_waits_for_nobody(spoken: Project) -> None:
    assert seconds_outside(spoken, SCENES, spoken.scene_list) == 0
