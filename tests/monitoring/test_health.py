"""What the programs of operators are told of the studio, and who may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from projects.jobs import health
from projects.models import Project, Run
from projects.status_text import REASONS
from projects.timeline import State, Status
from tests.support.metrics import samples
from tests.support.queue_rows import add_jobs, add_lanes, ended
from videostudio.environment import networks

PROBES = ["/healthz", "/readyz", "/metrics"]
TOKEN = "opensesame-opensesame"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


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
