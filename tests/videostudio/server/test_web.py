"""Request bodies from anybody: refused above a limit, and never parsed by the server itself."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.support.sources import ROOT
from tests.support.studio import Studio, free_port, running, wait_until
from videostudio import embedded
from videostudio.server.bodies import LARGEST_ANONYMOUS, LARGEST_BODY, LARGEST_CLIP_BODY
from videostudio.upload_limits import MB

DAPHNE_GIVES_UP = 10.0  # seconds, where nobody tells it otherwise
ANYBODY = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with running(STUDIO_WORKERS="0") as studio:
        yield studio


def form_of(studio: Studio) -> dict[str, str]:
    """The headers of a form from somebody who seems to be signed in."""
    return ANYBODY | {"Cookie": studio.cookies(csrf="x", session="nobodys")}


def post(
    studio: Studio, path: str, body: object, headers: dict[str, str] | None = None, **options: bool
) -> http.client.HTTPResponse:
    headers = form_of(studio) if headers is None else headers
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
    connection.request("POST", path, body, headers, **options)  # type: ignore[arg-type]
    return connection.getresponse()


def web(studio: Studio) -> psutil.Process:
    return psutil.Process(studio.child("videostudio.web"))


def peak(process: psutil.Process) -> int:
    """The most memory the process ever had, in bytes; Linux only."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
    assert found
    return int(found[1]) * 1024


def test_a_body_said_to_be_too_large_is_refused_before_any_of_it_is_sent(
    studio: Studio,
) -> None:
    headers = f"Host: localhost\r\nExpect: 100-continue\r\nContent-Length: {60 * MB}"
    head = f"POST /nowhere/ HTTP/1.1\r\n{headers}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", studio.port), timeout=30) as connection:
        connection.sendall(head.encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))  # until it is closed
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer


def test_who_sends_a_body_that_is_too_large_gets_to_read_why(studio: Studio) -> None:
    answer = post(studio, "/login/", bytes(60 * MB))
    assert (answer.status, answer.getheader("Connection")) == (413, "close")


def test_nobody_fills_the_disk_before_they_sign_in(studio: Studio) -> None:
    size = LARGEST_ANONYMOUS + 1
    for path in ("/login/", *where_films_come()):
        assert post(studio, path, bytes(size), ANYBODY).status == 413
        pieces = (bytes(size) for _ in range(2))
        assert post(studio, path, pieces, ANYBODY, encode_chunked=True).status == 413
    token = {**ANYBODY, "Authorization": "Bearer nobodys"}
    assert post(studio, where_films_come()[1], bytes(size), token).status == 401


def test_the_server_takes_no_word_of_daphnes_own_from_a_caller(studio: Studio) -> None:
    for root in ("/elsewhere", "\xff"):
        connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
        connection.request("GET", "/login/", headers={"Daphne-Root-Path": root})
        answer = connection.getresponse()
        assert (answer.status, b"/elsewhere" in answer.read()) == (200, False)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_chunked_body_is_counted_and_not_kept(studio: Studio) -> None:
    before = web(studio).memory_info().rss
    answer = post(studio, "/login/", (bytes(MB) for _ in range(60)), encode_chunked=True)
    assert answer.status == 413
    assert peak(web(studio)) - before < 10 * MB


def test_after_a_refusal_the_next_is_served(studio: Studio) -> None:
    assert post(studio, "/login/", bytes(LARGEST_BODY + 1)).status == 413
    assert studio.answers()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_large_form_from_anybody_takes_little_more_than_its_size(studio: Studio) -> None:
    assert studio.get("/nowhere/") == 404
    before = web(studio).memory_info().rss
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    form = part + b"line\r\n" * (25 * MB // 6) + b"--x--\r\n"
    assert post(studio, "/nowhere/", form).status == 404
    assert peak(web(studio)) - before < 40 * MB


def where_films_come() -> list[str]:
    scene = f"projects/{uuid.uuid4()}/scenes/1"
    return [f"/{scene}/own/", f"/api/video-creation/{scene}/own-clip"]


def test_only_where_a_video_may_come_a_large_body_is_read(studio: Studio) -> None:
    size = LARGEST_BODY + MB
    for path in where_films_come():
        assert post(studio, path, bytes(size)).status in (302, 401, 403), path
        assert post(studio, f"{path}/more", bytes(size)).status == 413
        assert post(studio, path, bytes(LARGEST_CLIP_BODY + 1)).status == 413


def test_a_request_for_a_socket_brings_no_large_body(studio: Studio) -> None:
    """Daphne would read it into memory, whoever sent it."""
    body, form = bytes(LARGEST_ANONYMOUS + 1), form_of(studio)
    assert post(studio, "/login/", body, form | {"Upgrade": "WebSocket"}).status == 413
    assert post(studio, "/login/", body, form | {"Upgrade": "h2c"}).status == 403


def refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=10).close()
    except OSError:
        return True
    return False


def test_a_body_that_does_not_come_to_its_end_is_given_up(studio: Studio) -> None:
    hasty = "from videostudio.server import bodies, web; bodies.BODY_WITHIN = 0.1; web.main()"
    port = free_port()
    address = ["-b", "127.0.0.1", "-p", str(port), "videostudio.asgi:application"]
    server = subprocess.Popen([sys.executable, "-c", hasty, *address], cwd=ROOT, env=studio.env)
    try:
        wait_until(lambda: not refuses(port))
        # Twisted itself would wait for 60 seconds of silence.
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            head = b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            connection.sendall(head + b"1\r\na\r\n")
            assert connection.recv(1) == b""
    finally:
        server.terminate()
        server.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_video_on_its_way_is_on_the_disk_and_not_in_memory(studio: Studio) -> None:
    assert studio.answers()
    before = web(studio).memory_info().rss
    part = b'--x\r\nContent-Disposition: form-data; name="own"; filename="a.mp4"\r\n\r\n'
    pieces = (part, *([bytes(MB)] * 190), b"\r\n--x--\r\n")
    for path in where_films_come():
        post(studio, path, iter(pieces), encode_chunked=True)
    assert peak(web(studio)) - before < 40 * MB


@pytest.fixture
def poor() -> Iterator[Studio]:
    """A studio of two connections to its database, whose disk is as good as full."""
    poverty = {"STUDIO_DATABASE_POOL": "2", "STUDIO_LEAST_ROOM": "1000000000"}
    with running(STUDIO_WORKERS="0", **poverty) as studio:
        yield studio


def locks_waited_for(studio: Studio) -> int:
    with psycopg.connect(embedded.database_url(studio.data)) as database:
        found = database.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return found[0] if found else 0


def test_who_does_not_wait_for_a_slow_answer_takes_nothing_from_the_others(poor: Studio) -> None:
    signed_in = {"Cookie": poor.cookies(session="a" * 32)}
    with psycopg.connect(embedded.database_url(poor.data)) as slow:
        slow.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        for waiting in (1, 2):
            left = http.client.HTTPConnection("127.0.0.1", poor.port, timeout=60)
            left.request("GET", "/", headers=signed_in)
            wait_until(lambda waiting=waiting: locks_waited_for(poor) == waiting)
            left.close()
        time.sleep(DAPHNE_GIVES_UP + 3)
    assert post(poor, "/login/", bytes(LARGEST_BODY)).status == 507, "it would fill the disk"
    served = http.client.HTTPConnection("127.0.0.1", poor.port, timeout=60)
    served.request("GET", "/", headers=signed_in)
    assert served.getresponse().status == 302
