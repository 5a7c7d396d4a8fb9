"""Probes of a running studio while what it stands on is frozen, killed, or away.

It has a PostgreSQL and a Redis of its own, which nobody starts again but these tests.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.support import data_template
from tests.support.folders import open_folder
from tests.support.metrics import samples
from tests.support.servers import Service
from tests.support.studio import MANAGE, Studio, free_port, unconfigured, wait_until
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis

pytestmark = pytest.mark.by_turns

IN_TIME = 10.0  # seconds: a check takes two, a busy machine longer; without a limit it is for ever
SOON = 2  # seconds that a request waits for the database
POOL = 4  # connections of the web process, few enough to be used up


class Served:
    """A studio without workers, and its servers."""

    def __init__(self, base: Path) -> None:
        self.postgresql = Service(PostgreSQL(base / "servers"))
        self.redis = Service(Redis(base / "servers"))
        self.studio = Studio(
            base / "data",
            free_port(),
            STUDIO_WORKERS="0",
            STUDIO_DATABASE_POOL=str(POOL),
            STUDIO_DATABASE_WAIT=str(SOON),
            DATABASE_URL=self.postgresql.server.url,
            REDIS_URL=self.redis.server.url,
        )
        assert self.studio.process.poll() is None, self.studio.printed()

    def close(self) -> None:
        self.studio.interrupt()
        for service in (self.postgresql, self.redis):
            service.stop(signal.SIGINT)

    def get(self, path: str) -> tuple[int, str, float]:
        """Status, body, and the seconds that it took."""
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.studio.port, timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body, time.monotonic() - began

    def readiness(self) -> tuple[int, str, dict[str, Any]]:
        """Status code and word, and what was found; in time."""
        status, body, took = self.get("/readyz")
        assert took < IN_TIME
        told = json.loads(body)
        return status, told["status"], {name: one["status"] for name, one in told["checks"].items()}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with open_folder("readiness") as base:
        data_template.copy_to(base / "servers", unconfigured())  # with a database
        served = Served(base)
        yield served
        served.close()


@contextmanager
def frozen(service: Service) -> Iterator[None]:
    """The server and every process of it."""
    service.freeze()
    try:
        yield
    finally:
        service.thaw()


def asked(served: Served, path: str, headers: dict[str, str]) -> tuple[int, str | None, str]:
    """Status, Retry-After and words for a request that needs the database."""
    connection = HTTPConnection("127.0.0.1", served.studio.port, timeout=20)
    connection.request("GET", path, headers=headers | {"Accept-Language": "en"})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Retry-After"), answer.read().decode()


def closing_code(served: Served, path: str) -> int:
    """Of a program's socket that is turned away."""
    url = f"ws://127.0.0.1:{served.studio.port}{path}"
    socket = connect(url, additional_headers={"Authorization": "Bearer vs_any"})
    with socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=30)
    assert closed.value.rcvd
    return closed.value.rcvd.code


def test_without_a_worker_the_studio_serves_but_says_so(served: Served) -> None:
    status, word, checks = served.readiness()
    assert (status, word) == (200, "degraded")
    expected = {"database": "ok", "queue": "degraded", "storage": "ok", "redis": "ok"}
    expected |= {"voice": "ok", "processes": "ok"}
    assert checks == expected


def test_a_process_that_ends_over_and_over_is_named(served: Served) -> None:
    told = served.studio.data / "run" / "restarts.json"
    often = {"worker 1": 5}
    told.write_text(json.dumps({"supervisor": served.studio.process.pid, "often": often}))
    checks = json.loads(served.get("/readyz")[1])["checks"]
    assert checks["processes"]["status"] == "degraded"
    assert "worker 1 5 times" in checks["processes"]["reason"]
    told.write_text(json.dumps({"supervisor": 1, "often": often}))  # of an earlier start
    assert served.readiness()[2]["processes"] == "ok"


def test_a_disk_that_hangs_does_not_hold_up_the_pages(served: Served) -> None:
    """Nobody writes into this pipe, so whoever reads it waits."""
    told = served.studio.data / "run" / "restarts.json"
    told.unlink(missing_ok=True)
    os.mkfifo(told)
    try:
        checks = served.readiness()[2]
        assert (checks["voice"], checks["processes"]) == ("degraded", "degraded")
    finally:
        told.open("w").close()  # wakes the reader
        told.unlink()
    assert served.readiness()[2]["processes"] == "ok"


def test_a_worker_of_two_lanes_is_one_worker(served: Served) -> None:
    worker = subprocess.Popen([*MANAGE, "worker"], env=served.studio.env, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: served.readiness()[1] == "ok", timeout=30)
        told = samples(served.get("/metrics")[1])
        assert told["videostudio_workers_alive"] == {(): 1}
    finally:
        worker.terminate()
        worker.wait(30)
    assert served.readiness()[2]["queue"] == "degraded"


def test_a_frozen_redis_degrades(served: Served) -> None:
    with frozen(served.redis):
        status, word, checks = served.readiness()
    assert (status, word, checks["redis"]) == (200, "degraded", "degraded")
    wait_until(lambda: served.readiness()[2]["redis"] == "ok", timeout=10)


def test_a_killed_redis_degrades(served: Served) -> None:
    served.redis.stop(signal.SIGKILL)
    try:
        assert served.readiness()[2]["redis"] == "degraded"
    finally:
        served.redis.start()
    assert served.readiness()[2]["redis"] == "ok"


def test_a_frozen_postgresql_is_told_in_time_however_often_it_is_asked(served: Served) -> None:
    with frozen(served.postgresql), ThreadPoolExecutor(5 * POOL) as askers:
        found = list(askers.map(lambda _: served.readiness(), range(10 * POOL)))
        assert {(status, word) for status, word, _ in found} == {(503, "failed")}
        assert found[0][2]["storage"] == found[0][2]["redis"] == "ok"
        status, text, took = served.get("/metrics")
        assert status == 200
        assert took < IN_TIME
        assert samples(text)["videostudio_database_up"] == {(): 0}
        assert served.get("/healthz")[2] < IN_TIME
    wait_until(lambda: served.readiness()[0] == 200, timeout=30)
    assert served.get("/login/")[0] == 200


def test_while_postgresql_is_frozen_everybody_is_told_so_and_afterwards_served(
    served: Served,
) -> None:
    """More ask than there are connections. Threads and connections come back by themselves."""
    by_session = {"Cookie": served.studio.cookies(session="a" * 32)}
    by_token = {"Authorization": "Bearer vs_any"}
    api = "/api/video-creation/projects"
    all_of_them = [("/", by_session), (api, by_session), (api, by_token)] * POOL
    assert asked(served, api, by_token)[0] == 401, "the pool has a connection that will be silent"
    with frozen(served.postgresql), ThreadPoolExecutor(len(all_of_them) + 1) as askers:
        code = askers.submit(closing_code, served, "/ws/video-creation/projects")
        told = list(askers.map(lambda each: asked(served, *each), all_of_them))
        assert served.get("/healthz")[2] < IN_TIME
        assert code.result() == 4503
    for (path, _), (status, again, content) in zip(all_of_them, told, strict=True):
        words = json.loads(content)["message"] if path == api else content
        assert (status, again) == (503, "10")
        assert "database is busy or away" in words
    wait_until(lambda: served.get("/login/")[0] == 200, timeout=30)
    assert "Traceback" not in served.studio.printed()


def test_a_postgresql_that_is_away_is_told_and_the_process_still_lives(served: Served) -> None:
    served.postgresql.stop(signal.SIGINT)
    try:
        status, word, checks = served.readiness()
        assert (status, word, checks["database"], checks["queue"]) == (503, *["failed"] * 3)
        assert served.get("/healthz")[:2] == (200, '{"status": "ok"}')
        assert closing_code(served, "/ws/video-creation/projects") == 4503
    finally:
        served.postgresql.start()
    wait_until(lambda: served.readiness()[0] == 200, timeout=30)


def test_an_answer_tells_nothing_of_where_things_are(served: Served) -> None:
    with frozen(served.redis):
        answers = [served.get(path)[1] for path in ("/healthz", "/readyz")]
    for secret in (str(served.studio.data.parent), "postgres", ".sock", "/", "127.0.0.1"):
        assert not any(secret in answer for answer in answers), secret


def test_scrapes_give_their_connections_back(served: Served) -> None:
    with ThreadPoolExecutor(POOL) as askers:
        found = list(askers.map(lambda _: served.get("/metrics"), range(10 * POOL)))
    assert {status for status, _, _ in found} == {200}
    assert all(samples(text)["videostudio_database_up"] == {(): 1} for _, text, _ in found)


def test_a_data_folder_that_cannot_be_written_to_fails(served: Served) -> None:
    away = served.studio.data.with_name("moved")
    served.studio.data.rename(away)
    try:
        status, _, checks = served.readiness()
        assert (status, checks["storage"]) == (503, "failed")
    finally:
        away.rename(served.studio.data)
    assert served.readiness()[2]["storage"] == "ok"
