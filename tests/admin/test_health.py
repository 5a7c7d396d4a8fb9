"""The page of the studio's health, and the figures on it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.jobs import health
from projects.jobs.queue import LANES
from projects.media.box import trial
from projects.models import Project, Run
from projects.monitoring import checks
from projects.timeline import State
from tests.support.many_projects import add_projects, execute
from tests.support.queue_rows import add_jobs, add_lanes, add_runs, ended

PAGE = "/admin/health/"
HTMX = {"hx-request": "true"}
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def dora(db: None) -> User:
    """On the staff, and allowed to look at Runs."""
    user = User.objects.create_user("dora", password="a-long-secret", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_run"))
    return user


@pytest.fixture
def doras(client: Client, dora: User, collected_files: None) -> Client:
    client.force_login(dora)
    return client


# The figures


def test_the_queue_is_told_by_step(db: None) -> None:
    add_jobs("script", 2, waited=90)
    add_jobs("edit", 1, status="doing")
    add_jobs("edit", 3, status="failed")
    told = {queue.name: queue for queue in health.queues()}
    steps = ["script", "narration", "scenes", "edit"]
    assert list(told) == [*steps, *health.OTHERS]
    assert (told["script"].todo, told["script"].doing) == (2, 0)
    assert told["script"].oldest == pytest.approx(90, abs=5)
    assert told["edit"] == health.Queue("edit", doing=1)
    assert told["scenes"] == health.Queue("scenes")


def test_a_worker_counts_once_and_only_while_it_gives_signs_of_life(db: None) -> None:
    assert health.workers() == 0
    add_lanes(2 * len(LANES))
    add_lanes(2, silent=health.SILENT + 5)
    assert health.workers() == 2


def test_a_day_of_runs_is_told_by_hour_and_by_reason(project: Project) -> None:
    hour = 3600
    Run.objects.bulk_create(
        [
            ended(project, "script", State.SUCCEEDED),
            ended(project, "edit", State.CANCELLED, ago=2.5 * hour),
            ended(project, "edit", State.FAILED, ago=2.5 * hour, code="timed_out"),
            ended(project, "edit", State.FAILED, ago=23.5 * hour, code="disk_full"),
            ended(project, "script", State.FAILED, ago=23.5 * hour, code="disk_full"),
            ended(project, "script", State.FAILED, ago=25 * hour, code="damaged"),
            Run(project=project, run_no=2, step="script", state=State.RUNNING),
        ]
    )
    day = health.day()
    assert len(day.hours) == 24
    assert day.hours[0] == {"succeeded": 1, "failed": 0, "cancelled": 0}
    assert day.hours[2] == {"succeeded": 0, "failed": 1, "cancelled": 1}
    assert day.hours[23] == {"succeeded": 0, "failed": 2, "cancelled": 0}
    assert list(day.reasons.items()) == [("disk_full", 2), ("timed_out", 1)]


def test_a_median_is_of_the_newest_runs_that_succeeded(project: Project) -> None:
    old = [ended(project, "scenes", State.SUCCEEDED, ago=900, took=500) for _ in range(50)]
    new = [ended(project, "scenes", State.SUCCEEDED, took=took) for took in [3, 4, 8] * 70]
    failed = [ended(project, "edit", State.FAILED, took=77)]
    Run.objects.bulk_create(old + new + failed)
    assert health.medians() == {"scenes": pytest.approx(4)}


# The page


def test_only_staff_who_may_see_runs_get_the_page(
    doras: Client, alice: User, dora: User, carol: User
) -> None:
    assert doras.get(PAGE).status_code == 200
    dora.user_permissions.clear()
    assert doras.get(PAGE).status_code == 403
    for user in (alice, None):
        somebody = Client()
        if user:
            somebody.force_login(user)
        assert somebody.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"
    administrator = Client()
    administrator.force_login(carol)
    assert administrator.get(PAGE).status_code == 200


def test_the_page_is_linked_for_whom_it_is_there(doras: Client, dora: User) -> None:
    assert f'href="{PAGE}"' in doras.get(reverse("admin:index")).content.decode()
    dora.user_permissions.clear()
    assert f'href="{PAGE}"' not in doras.get(reverse("admin:index")).content.decode()


def test_the_page_asks_for_its_figures_alone(doras: Client) -> None:
    page = doras.get(PAGE).content.decode()
    assert f'hx-get="{PAGE}" hx-trigger="every 5s"' in page
    figures = doras.get(PAGE, headers=HTMX).content.decode()
    assert "<html" not in figures
    assert figures.count("<rect") >= 24
    assert " style=" not in page  # the policy would drop it


def test_a_page_whose_reader_has_signed_out_is_loaded_anew(client: Client, alice: User) -> None:
    assert client.get(PAGE, headers=HTMX)["HX-Refresh"] == "true"
    client.force_login(alice)
    answer = client.get(PAGE, headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert not answer.content


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["Workers alive", "Narration", "The storage is full.", "5 s", "1 failed"]
            + ["Restarted: worker 1", "<dd>7</dd>"],
        ),
        (
            "zh-hans",
            ["在线的工作进程", "配音", "存储空间已满", "5 秒", "1 次失败"] + ["反复重启：worker 1"],
        ),
    ],
)
def test_the_page_speaks_its_readers_language(
    doras: Client,
    project: Project,
    language: str,
    expected: list[str],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.STUDIO_RESTARTS = tmp_path / "restarts.json"
    often = {"supervisor": os.getppid(), "often": {"worker 1": 7}}
    settings.STUDIO_RESTARTS.write_text(json.dumps(often))
    Run.objects.bulk_create(
        [
            ended(project, "narration", State.SUCCEEDED, took=5),
            ended(project, "edit", State.FAILED, code="disk_full"),
        ]
    )
    page = doras.get(PAGE, headers={"accept-language": language}).content.decode()
    for words in expected:
        assert words in page


def test_ten_thousand_projects_cost_no_more_than_twelve_queries(
    doras: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    add_projects(9_999)
    add_runs(3)
    add_jobs("scenes", 10_000, waited=60)
    for address, headers in [(PAGE, {}), (PAGE, HTMX), (reverse("admin:index"), {})]:
        with django_assert_max_num_queries(12):
            assert doras.get(address, headers=headers).status_code == 200


def test_a_day_of_many_runs_is_found_by_its_index(project: Project) -> None:
    add_runs(20_000)
    execute("ANALYZE projects_run")
    with CaptureQueriesContext(connection) as asked:
        assert sum(sum(hour.values()) for hour in health.day().hours) == 144
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked.captured_queries[0]['sql']}")
        assert "run_finished" in str(cursor.fetchall())


def test_the_page_and_every_start_tell_which_wall_of_the_box_is_missing(
    doras: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Files from people" not in doras.get(PAGE, headers=ENGLISH).content.decode()
    monkeypatch.setattr(trial, "lacking", lambda: ("files",))
    drawn = doras.get(PAGE, headers=ENGLISH).content.decode()
    assert "there is no Landlock here" in drawn
    assert "seccomp" not in drawn
    assert [warning.id for warning in checks.box(None)] == ["projects.W002"]
