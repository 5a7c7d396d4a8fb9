"""What operators and their programs are told of the studio, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.jobs import health
from projects.jobs.queue import LANES
from projects.models import Project, Run
from projects.status_text import REASONS
from projects.timeline import State, Status
from tests.support.many_projects import add_projects, execute
from tests.support.metrics import samples
from videostudio.environment import networks

PROBES = ["/healthz", "/readyz", "/metrics"]
PAGE = "/admin/health/"
HTMX = {"hx-request": "true"}
TOKEN = "opensesame-opensesame"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


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


def add_jobs(queue: str, count: int, *, status: str = "todo", waited: float = 0) -> None:
    execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
        "SELECT %s, 'x', %s::procrastinate_job_status FROM generate_series(1, %s)",
        *(queue, status, count),
    )
    execute(
        "UPDATE procrastinate_events SET at = statement_timestamp() - make_interval(secs => %s) "
        "WHERE job_id IN (SELECT id FROM procrastinate_jobs WHERE queue_name = %s)",
        *(waited, queue),
    )


def add_lanes(count: int, *, silent: float = 0) -> None:
    execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) "
        "SELECT statement_timestamp() - make_interval(secs => %s) FROM generate_series(1, %s)",
        *(silent, count),
    )


def ended(
    project: Project, step: str, state: State, *, ago: float = 60, took: float = 10, code: str = ""
) -> Run:
    """A Run that ended so many seconds ago; not stored yet."""
    finished = timezone.now() - timedelta(seconds=ago)
    return Run(
        project=project,
        run_no=1,
        step=step,
        state=state,
        reason={"code": code} if code else {},
        started_at=finished - timedelta(seconds=took),
        finished_at=finished,
    )


def add_runs(count: int) -> None:
    """So many for every project, of all ends, one in ten minutes."""
    execute(
        "INSERT INTO projects_run (project_id, run_no, step, state, attempt, progress, work, "
        "reason, detail, worker, started_at, finished_at) "
        "SELECT project.id, number, 'scenes', "
        "(ARRAY['succeeded', 'failed', 'cancelled'])[1 + number %% 3], 1, 100, 1, "
        "CASE number %% 3 WHEN 1 THEN '{\"code\": \"timed_out\"}'::jsonb ELSE '{}' END, '', '', "
        "ended - interval '5 s', ended FROM projects_project AS project, LATERAL ("
        "SELECT number, statement_timestamp() - number * interval '10 min' AS ended "
        "FROM generate_series(0, %s - 1) AS number) AS runs",
        count,
    )


# The figures


def test_the_queue_is_told_by_step(db: None) -> None:
    add_jobs("script", 2, waited=90)
    add_jobs("edit", 1, status="doing")
    add_jobs("edit", 3, status="failed")
    told = {queue.name: queue for queue in health.queues()}
    assert list(told) == ["script", "narration", "scenes", "edit", "sweep"]
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
        ("en", ["Workers alive", "Narration", "The storage is full.", "5 s", "1 failed"]),
        ("zh-hans", ["在线的工作进程", "配音", "存储空间已满", "5 秒", "1 次失败"]),
    ],
)
def test_the_page_speaks_its_readers_language(
    doras: Client, project: Project, language: str, expected: list[str]
) -> None:
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


# The metrics


def test_the_metrics_are_what_prometheus_reads(client: Client, project: Project) -> None:
    add_jobs("script", 2, waited=90)
    add_lanes(2)
    Run.objects.bulk_create(
        [
            ended(project, "scenes", State.SUCCEEDED, took=5),
            ended(project, "edit", State.FAILED, code="disk_full"),
        ]
    )
    answer = client.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain; version=")
    told = samples(answer.content.decode())
    assert told["videostudio_database_up"] == {(): 1}
    assert told["videostudio_workers_alive"] == {(): 1}
    assert told["videostudio_queue_jobs"]["todo", "script"] == 2
    assert told["videostudio_queue_oldest_waiting_seconds"]["script",] == pytest.approx(90, abs=9)
    assert told["videostudio_runs_last_hour"]["failed",] == 1
    assert told["videostudio_run_failures_last_day"]["disk_full",] == 1
    assert told["videostudio_run_duration_median_seconds"]["scenes",] == pytest.approx(5)
    assert told["videostudio_projects"]["draft",] == 1
    assert told["videostudio_storage_free_bytes"][()] > 0
    assert told["videostudio_live_pages"] == {(): 0}
    assert told["process_resident_memory_bytes"][()] > 0


def test_a_series_is_there_before_anything_has_happened(client: Client, db: None) -> None:
    told = samples(client.get("/metrics").content.decode())
    assert len(told["videostudio_queue_jobs"]) == 2 * len(health.QUEUES)
    assert {reason for (reason,) in told["videostudio_run_failures_last_day"]} == set(REASONS)
    assert {status for (status,) in told["videostudio_projects"]} == set(Status.values)


def test_the_newer_form_of_prometheus_is_spoken_too(client: Client, db: None) -> None:
    answer = client.get("/metrics", headers={"accept": "application/openmetrics-text"})
    assert answer["Content-Type"].startswith("application/openmetrics-text")
    assert answer.content.endswith(b"# EOF\n")


# Who may ask


@pytest.fixture
def asks(client: Client, collected_files: None, db: None) -> Callable[..., set[int]]:
    """Ask for all three; returns how they were answered."""

    def ask(**request: Any) -> set[int]:
        return {client.get(address, **request).status_code for address in PROBES}

    return ask


def test_this_machine_may_ask(asks: Callable[..., set[int]]) -> None:
    assert asks() == {200}
    assert asks(REMOTE_ADDR="::1") == asks(REMOTE_ADDR="::ffff:127.0.0.1") == {200}


def test_to_anybody_else_the_probes_are_not_there(
    asks: Callable[..., set[int]], client: Client
) -> None:
    assert asks(**ELSEWHERE) == asks(REMOTE_ADDR="") == asks(REMOTE_ADDR="unix:") == {404}
    assert [page.name for page in client.get("/metrics", **ELSEWHERE).templates][0] == "404.html"
    assert client.post("/healthz").status_code == 404


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto"]
)
def test_a_proxy_on_this_machine_is_not_this_machine(
    asks: Callable[..., set[int]], header: str
) -> None:
    assert asks(headers={header: "127.0.0.1"}) == {404}


def test_a_token_opens_from_everywhere(asks: Callable[..., set[int]], settings: Any) -> None:
    def with_token(shown: str) -> set[int]:
        headers = {"authorization": shown, "x-forwarded-for": "203.0.113.9"}
        return asks(headers=headers, **ELSEWHERE)

    assert with_token("Bearer ") == with_token("Bearer") == {404}  # none is set
    settings.STUDIO_PROBE_TOKEN = TOKEN
    assert with_token(f"Bearer {TOKEN}") == {200}
    for wrong in (f"Bearer {TOKEN}x", "Bearer ", "Bearer ünïcödé", f"Basic {TOKEN}", TOKEN):
        assert with_token(wrong) == {404}, wrong


def test_networks_can_be_let_in(asks: Callable[..., set[int]], settings: Any) -> None:
    settings.STUDIO_PROBES = networks("UNSET", "10.0.0.0/8, 2001:db8::1")
    assert asks(REMOTE_ADDR="10.1.2.3") == asks(REMOTE_ADDR="2001:db8::1") == {200}
    assert asks(REMOTE_ADDR="127.0.0.1") == asks(REMOTE_ADDR="2001:db8::2") == {404}
    assert asks(REMOTE_ADDR="10.1.2.3", headers={"x-forwarded-for": "10.1.2.3"}) == {404}


def test_the_world_can_be_let_in_or_nobody(asks: Callable[..., set[int]], settings: Any) -> None:
    settings.STUDIO_PROBES = networks("UNSET", "*")
    assert asks(headers={"x-forwarded-for": "203.0.113.9"}, **ELSEWHERE) == {200}
    settings.STUDIO_PROBES = networks("UNSET", "none")
    assert asks() == {404}


@pytest.mark.parametrize("value", ["10.0.0.1/8", "localhost", "10.0.0.0/99", "*, 10.0.0.1"])
def test_a_network_that_is_none_is_said_at_the_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("STUDIO_PROBES", value)
    with pytest.raises(ImproperlyConfigured, match="STUDIO_PROBES"):
        networks("STUDIO_PROBES", "")


def test_a_probe_by_address_is_not_sent_away(client: Client, settings: Any, db: None) -> None:
    """It names a host that is not among the allowed ones, and speaks plain HTTP."""
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["studio.example.org"]
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code != 200
    for address in PROBES:
        assert client.get(address, headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_a_probe_leaves_no_session_behind(client: Client, db: None) -> None:
    assert not client.get("/healthz").cookies
    assert client.get("/readyz")["Cache-Control"] == "no-store"
