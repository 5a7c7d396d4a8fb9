"""Requests from anybody: large bodies are refused, and every refusal says why to its sender."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import sys
import time
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from tests.support.people import make_owner, make_token
from tests.support.studio import SecondWeb, Studio, wait_until
from videostudio import embedded
from videostudio.headers import PROTECTION
from videostudio.server.bodies import LARGEST_BODY, LARGEST_CLIP_BODY
from videostudio.upload_limits import LARGEST_ANONYMOUS, MB

DAPHNE_GIVES_UP = 10.0  # seconds, where nobody tells it otherwise
ANYBODY = {"Content-Type": "multipart/form-data; boundary=x"}

PAGE, API = "/projects/", "/api/video-creation/projects"
PROTECTED = {name.lower(): value for name, value in PROTECTION.items()}
ENGLISH = "Host: localhost\r\nAccept-Language: en\r\n"
SIGNED_IN = f"{ENGLISH}Authorization: Bearer nobodys\r\n"
A_FORM = "Content-Type: multipart/form-data; boundary=x\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def studio(idle_studio: Studio) -> Iterator[SecondWeb]:
    with SecondWeb(idle_studio, STUDIO_BODIES_OF_USER="1") as studio:
        yield studio


@cache
def anna(studio: SecondWeb) -> Any:
    """{"session", "token", ...} of the one person of this studio."""
    made = make_owner(studio, "anna")
    return made | {"token": make_token(studio, made["name"])}


def form_of(studio: SecondWeb) -> dict[str, str]:
    """The headers of a form from somebody who is signed in."""
    return ANYBODY | {"Cookie": studio.cookies(csrf="x", session=anna(studio)["session"])}


def proof_of(studio: SecondWeb) -> str:
    """Headers that pages and the API believe."""
    session, token = anna(studio)["session"], anna(studio)["token"]
    cookie = studio.cookies(session=session)
    return f"{ENGLISH}Authorization: Bearer {token}\r\nCookie: {cookie}\r\n"


def post(
    studio: SecondWeb,
    path: str,
    body: object,
    headers: dict[str, str] | None = None,
    **options: bool,
) -> http.client.HTTPResponse:
    headers = form_of(studio) if headers is None else headers
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
    connection.request("POST", path, body, headers, **options)  # type: ignore[arg-type]
    return connection.getresponse()


def web(studio: SecondWeb) -> psutil.Process:
    return psutil.Process(studio.process.pid)


def peak(process: psutil.Process) -> int:
    """The most memory the process ever had, in bytes; Linux only."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
    assert found
    return int(found[1]) * 1024


def test_a_body_said_to_be_too_large_is_refused_before_any_of_it_is_sent(
    studio: SecondWeb,
) -> None:
    headers = f"Host: localhost\r\nExpect: 100-continue\r\nContent-Length: {60 * MB}"
    head = f"POST /nowhere/ HTTP/1.1\r\n{headers}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", studio.port), timeout=30) as connection:
        connection.sendall(head.encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))  # until it is closed
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer


def test_who_sends_a_body_that_is_too_large_gets_to_read_why(studio: SecondWeb) -> None:
    answer = post(studio, "/login/", bytes(60 * MB))
    assert (answer.status, answer.getheader("Connection")) == (413, "close")


def test_nobody_fills_the_disk_before_they_sign_in(studio: SecondWeb) -> None:
    size = LARGEST_ANONYMOUS + 1
    for path in ("/login/", *where_films_come()):
        assert post(studio, path, bytes(size), ANYBODY).status == 413
        pieces = (bytes(size) for _ in range(2))
        assert post(studio, path, pieces, ANYBODY, encode_chunked=True).status == 413
    token = {**ANYBODY, "Authorization": "Bearer nobodys"}
    session = {**ANYBODY, "Cookie": studio.cookies(session="nobodys")}
    for headers, path in ((token, where_films_come()[1]), (session, where_films_come()[0])):
        assert post(studio, path, bytes(size), headers).status == 401
        assert post(studio, path, bytes(30 * MB), headers).status == 401


def test_the_server_takes_no_word_of_daphnes_own_from_a_caller(studio: SecondWeb) -> None:
    for root in ("/elsewhere", "\xff"):
        connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
        connection.request("GET", "/login/", headers={"Daphne-Root-Path": root})
        answer = connection.getresponse()
        assert (answer.status, b"/elsewhere" in answer.read()) == (200, False)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_chunked_body_is_counted_and_not_kept(studio: SecondWeb) -> None:
    form = form_of(studio)
    before = web(studio).memory_info().rss
    answer = post(studio, "/login/", (bytes(MB) for _ in range(60)), form, encode_chunked=True)
    assert answer.status == 413
    assert peak(web(studio)) - before < 10 * MB


def test_after_a_refusal_the_next_is_served(studio: SecondWeb) -> None:
    assert post(studio, "/login/", bytes(LARGEST_BODY + 1)).status == 413
    assert studio.answers()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_large_form_from_anybody_takes_little_more_than_its_size(studio: SecondWeb) -> None:
    assert studio.get("/nowhere/") == 404
    before = web(studio).memory_info().rss
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    form = part + b"line\r\n" * (25 * MB // 6) + b"--x--\r\n"
    assert post(studio, "/nowhere/", form).status == 404
    assert peak(web(studio)) - before < 40 * MB


def where_films_come() -> list[str]:
    scene = f"projects/{uuid.uuid4()}/scenes/1"
    program = f"/api/video-creation/{scene}"
    return [f"/{scene}/own/", f"{program}/own-clip", f"{program}/shots"]


def test_only_where_a_video_may_come_a_large_body_is_read(studio: SecondWeb) -> None:
    size = LARGEST_BODY + MB
    for path in where_films_come():
        assert post(studio, path, bytes(size)).status in (302, 401, 403), path
        assert post(studio, f"{path}/more", bytes(size)).status == 413
        assert post(studio, path, bytes(LARGEST_CLIP_BODY + 1)).status == 413


def test_a_request_for_a_socket_brings_no_large_body(studio: SecondWeb) -> None:
    """Daphne would read it into memory, whoever sent it."""
    body, form = bytes(LARGEST_ANONYMOUS + 1), form_of(studio)
    assert post(studio, "/login/", body, form | {"Upgrade": "WebSocket"}).status == 413
    assert post(studio, "/login/", body, form | {"Upgrade": "h2c"}).status == 403


def connected(studio: SecondWeb) -> socket.socket:
    return socket.create_connection(("127.0.0.1", studio.port), timeout=60)


def announce(studio: SecondWeb, connection: socket.socket, size: int, *more: str) -> None:
    """Send the head of a body of Anna's, and wait for nothing."""
    head = f"POST {API} HTTP/1.1\r\n{proof_of(studio)}Content-Length: {size}\r\n{''.join(more)}\r\n"
    connection.sendall(head.encode())


EXPECTS = "Expect: 100-continue\r\n"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_strangers_who_seem_to_be_signed_in_take_no_memory_and_no_disk(studio: SecondWeb) -> None:
    """They are refused before any of it is read, whatever they show."""
    before = web(studio).memory_info().rss
    stranger = f"{ENGLISH}Cookie: {studio.cookies(session='nobodys')}\r\n"
    with contextlib.ExitStack() as stack:
        for who, path in (
            (stranger, where_films_come()[0]),
            (SIGNED_IN, where_films_come()[1]),
        ) * 2:
            connection = stack.enter_context(connected(studio))
            head = f"POST {path} HTTP/1.1\r\n{who}{EXPECTS}Content-Length: {200 * MB}\r\n\r\n"
            connection.sendall(head.encode())
            assert connection.recv(13) == b"HTTP/1.1 401 ", "and no 100 Continue before it"
        assert temporary_bytes(web(studio)) == 0
    assert peak(web(studio)) - before < 20 * MB


def temporary_bytes(process: psutil.Process) -> int:
    """What its files without a name take on the disk."""
    found = 0
    for link in Path(f"/proc/{process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found += link.stat().st_blocks * 512 if "(deleted)" in str(link.readlink()) else 0
    return found


def test_a_body_comes_when_its_sender_is_known_and_the_next_of_hers_waits_for_it(
    studio: SecondWeb,
) -> None:
    """Who has left does not keep the place."""
    with connected(studio) as first, connected(studio) as gone, connected(studio) as second:
        announce(studio, first, MB, EXPECTS)
        assert first.recv(12) == b"HTTP/1.1 100"
        announce(studio, gone, MB, EXPECTS)
        gone.close()
        announce(studio, second, MB, EXPECTS)
        assert post(studio, "/login/", b"", ANYBODY).status == 403, "others are served meanwhile"
        first.close()
        assert second.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        second.sendall(bytes(MB))
        assert second.recv(13) == b"HTTP/1.1 400 "


def test_bodies_one_after_the_other_on_a_connection_are_answered_in_turn(studio: SecondWeb) -> None:
    """Whatever comes in one piece, in chunks, or before the answer to the last one."""
    chunk = b"%x\r\n" % LARGEST_ANONYMOUS + bytes(LARGEST_ANONYMOUS) + b"\r\n"
    with connected(studio) as connection:
        announce(studio, connection, 2 * MB)
        connection.sendall(bytes(2 * MB))
        head = f"POST {API} HTTP/1.1\r\n{proof_of(studio)}{CHUNKED}\r\n"
        connection.sendall(head.encode() + chunk * 3 + b"0\r\n\r\n")
        connection.sendall(head.encode() + b"1\r\n{\r\n" + chunk + b"0\r\n\r\n")
        announce(studio, connection, 1, "Connection: close\r\n")
        connection.sendall(b"{")
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answers.count(b"HTTP/1.1 400 ") == answers.count(b"HTTP/1.1 ") == 4


def test_a_form_in_chunks_is_read_and_words_in_chunks_have_a_limit(studio: SecondWeb) -> None:
    token = {"Authorization": f"Bearer {anna(studio)['token']}", "Accept-Language": "en"}
    path = f"{API}/{anna(studio)['project']}/music"
    parts = "--x\r\nContent-Disposition: form-data; name={}\r\n\r\n"
    form = [
        parts.format("rights").encode(),
        b"true\r\n",
        parts.format("music; filename=a").encode(),
    ]
    pieces = [*form, *([b"no music"] * 50_000), b"\r\n--x--\r\n"]
    refused = post(studio, path, iter(pieces), ANYBODY | token, encode_chunked=True)
    assert (refused.status, b"is not music" in refused.read()) == (400, True)
    words = (b" " * MB for _ in range(3))
    assert post(studio, API, words, token, encode_chunked=True).status == 413


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_video_on_its_way_is_on_the_disk_and_not_in_memory(studio: SecondWeb) -> None:
    assert studio.answers()
    before = web(studio).memory_info().rss
    part = b'--x\r\nContent-Disposition: form-data; name="own"; filename="a.mp4"\r\n\r\n'
    pieces = (part, *([bytes(MB)] * 190), b"\r\n--x--\r\n")
    for path in where_films_come():
        post(studio, path, iter(pieces), encode_chunked=True)
    assert peak(web(studio)) - before < 40 * MB


def ask(studio: SecondWeb, head: str, *body: bytes) -> tuple[int, str]:
    """The status and the content of the answer to these bytes."""
    status, _, content = answer_to(studio, head, *body)
    return status, content


def answer_to(studio: SecondWeb, head: str, *body: bytes) -> tuple[int, dict[str, str], str]:
    """Status, headers and content of the answer to these bytes. It is read until its end."""
    with connected(studio) as connection:
        for part in (head.encode("latin-1"), *body):
            connection.sendall(part)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    top, _, content = answer.partition(b"\r\n\r\n")
    pairs = [line.split(": ", 1) for line in top.decode().split("\r\n")[1:]]
    headers = {name.lower(): value for name, value in pairs}
    assert PROTECTED.items() <= headers.items() and headers["x-request-id"] != "mine"
    assert "server" not in headers
    return int(top[9:12]), headers, content.decode()


# What is refused: the status, and the request. PATH stands for its path.
REFUSED = {
    "a large body": (413, f"POST PATH HTTP/1.1\r\n{SIGNED_IN}Content-Length: {60 * MB}\r\n\r\n"),
    "a long address": (414, f"GET PATH?q={17_000 * 'a'} HTTP/1.1\r\n{ENGLISH}\r\n"),
    "a long cookie": (431, f"GET PATH HTTP/1.1\r\n{ENGLISH}Cookie: a={17_000 * 'a'}\r\n\r\n"),
    "long headers": (431, f"GET PATH HTTP/1.1\r\n{ENGLISH}{3 * ('X: ' + 7000 * 'a' + '<>')}<>"),
    "many headers": (431, f"GET PATH HTTP/1.1\r\n{ENGLISH}{600 * 'X: a<>'}<>"),
    "a header without a name": (400, f"GET PATH HTTP/1.1\r\n{ENGLISH}nonsense\r\n\r\n"),
    "a name that is none": (400, f"GET PATH HTTP/1.1\r\nConnection: close\r\n{ENGLISH}@: 1<><>"),
    "two lengths": (400, f"POST PATH HTTP/1.1\r\n{ENGLISH}Content-Length: 3\r\n{CHUNKED}\r\n"),
    "a broken piece": (400, f"POST PATH HTTP/1.1\r\n{ENGLISH}{CHUNKED}\r\nzz\r\n"),
    "an unknown version": (400, f"GET PATH HTTP/3.9\r\n{ENGLISH}\r\n"),
    "letters that no address has": (400, f"GET PATH\xff HTTP/1.1\r\n{ENGLISH}\r\n"),
    "no host": (400, "GET PATH HTTP/1.1\r\nAccept-Language: en\r\n\r\n"),
    "no host's name": (400, "GET PATH HTTP/1.1\r\nAccept-Language: en\r\nHost:\r\n\r\n"),
    "two hosts": (400, f"GET PATH HTTP/1.1\r\n{ENGLISH}Host: evil\r\n\r\n"),
    "a host that is none": (400, "GET PATH HTTP/1.1\r\nAccept-Language: en\r\nHost: a b<><>"),
    "a tunnel": (501, f"CONNECT PATH HTTP/1.1\r\n{ENGLISH}\r\n"),
    "a method that is none": (501, f"br3w PATH HTTP/1.1\r\n{ENGLISH}\r\n"),
    "another host": (400, "GET PATH HTTP/1.0\r\nAccept-Language: en\r\nHost: evil\r\n\r\n"),
}
SAYS = {
    400: ("cannot be read", "does not know this address"),
    413: ("too large",),
    414: ("address is too long",),
    431: ("too much with each request",),
    501: ("does not know this kind of request",),
    507: ("storage is full",),
}


def is_told(content: str, path: str, status: int) -> bool:
    """A program reads an envelope, and a person a page with the studio's own look, in English."""
    if path == API:
        envelope = json.loads(content)
        words = envelope["message"]
        shaped = (envelope["success"], envelope["data"]) == (False, None)
    else:
        words = content
        shaped = '<html lang="en">' in content and "css/studio" in content
    return shaped and any(said in words for said in SAYS[status])


@pytest.mark.parametrize("path", [PAGE, API])
@pytest.mark.parametrize("what", REFUSED)
def test_every_refusal_says_why_to_people_and_to_programs(
    studio: SecondWeb, what: str, path: str
) -> None:
    expected, request = REFUSED[what]
    status, content = ask(studio, request.replace("PATH", path).replace("<>", "\r\n"))
    assert status == expected
    assert is_told(content, path, status), content


# The path, and the status of its answer without a sign-in.
OPEN = {
    "/login/": 200,
    "/": 302,
    "/nowhere/": 404,
    "/language/": 405,
    "/healthz": 200,
    "/static/css/studio.css": 200,
    "/static/nowhere.css": 404,
    API: 401,
    "/api/nowhere": 404,
    "/api/video-creation/openapi.json": 200,
}


@pytest.mark.parametrize("path", OPEN)
def test_every_answer_is_protected_and_head_has_the_same_headers(
    studio: SecondWeb, path: str
) -> None:
    """A number that the caller makes up is not taken over (`answer_to`)."""
    rest = f"HTTP/1.1\r\n{ENGLISH}Connection: close\r\nX-Request-ID: mine\r\n\r\n"
    status, headers, content = answer_to(studio, f"GET {path} {rest}")
    head, same, nothing = answer_to(studio, f"HEAD {path} {rest}")
    assert (status, head, nothing) == (OPEN[path], OPEN[path], "")
    assert headers.keys() == same.keys()
    if content and headers["content-type"].startswith(("text/html", "application/json")):
        assert "no-store" in headers["cache-control"]


def test_a_refusal_comes_in_the_language_that_the_reader_has_chosen(studio: SecondWeb) -> None:
    cookie = studio.cookies(language="zh-hans")
    chosen = f"{ENGLISH}Cookie: {cookie}\r\nContent-Length: 99999\r\n"
    assert "发送的内容太大" in ask(studio, f"POST {PAGE} HTTP/1.1\r\n{chosen}\r\n")[1]
    assert ask(studio, f"HEAD {PAGE} HTTP/1.1\r\n{chosen}\r\n") == (413, "")


def test_a_click_gets_only_the_words(studio: SecondWeb) -> None:
    click = f"{ENGLISH}HX-Request: true\r\nContent-Length: 99999\r\n"
    status, content = ask(studio, f"POST {PAGE} HTTP/1.1\r\n{click}\r\n")
    assert (status, content.startswith('<p class="toast bad"')) == (413, True)


def test_who_is_still_sending_can_read_the_answer(studio: SecondWeb) -> None:
    """This is more than the buffers of both systems hold. A closed connection would be reset."""
    head = f"POST {API} HTTP/1.1\r\n{SIGNED_IN}Content-Length: {60 * MB}\r\n\r\n"
    status, content = ask(studio, head, *(bytes(MB) for _ in range(60)))
    assert (status, is_told(content, API, 413)) == (413, True)


@pytest.fixture
def full(studio: SecondWeb) -> Iterator[SecondWeb]:
    """The studio while its web server can write no file above 1 MB."""
    before = web(studio).rlimit(psutil.RLIMIT_FSIZE)
    web(studio).rlimit(psutil.RLIMIT_FSIZE, (MB, before[1]))
    yield studio
    web(studio).rlimit(psutil.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
@pytest.mark.parametrize("path", [PAGE, API])
@pytest.mark.parametrize("coming", [f"Content-Length: {8 * MB}\r\n", CHUNKED])
def test_a_body_that_cannot_be_stored_is_refused_in_words(
    full: SecondWeb, path: str, coming: str
) -> None:
    piece = bytes(MB) if coming != CHUNKED else b"100000\r\n" + bytes(MB) + b"\r\n"
    head = f"POST {path} HTTP/1.1\r\n{proof_of(full)}{A_FORM}{coming}\r\n"
    status, content = ask(full, head, *([piece] * 8))
    assert (status, is_told(content, path, 507)) == (507, True)
    assert full.answers()


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_the_last_bytes_that_cannot_be_stored_are_noticed_too(full: SecondWeb) -> None:
    """They are only in the buffer of the file when all of the body has come."""
    head = f"POST {API} HTTP/1.1\r\n{proof_of(full)}{A_FORM}Content-Length: {MB + 100}\r\n\r\n"
    assert ask(full, head, bytes(MB + 100))[0] == 507


@pytest.fixture
def poor(studio: SecondWeb) -> Iterator[SecondWeb]:
    """It has two connections to the database, and its disk is as good as full."""
    poverty = {"STUDIO_DATABASE_POOL": "2", "STUDIO_LEAST_ROOM": "1000000000"}
    with SecondWeb(studio, STUDIO_DATABASE_WAIT="60", **poverty) as web:
        yield web


def locks_waited_for(studio: SecondWeb) -> int:
    with psycopg.connect(embedded.database_url(studio.data)) as database:
        found = database.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return found[0] if found else 0


@pytest.mark.full("many slow readers take 15 s of a processor")
def test_who_does_not_wait_for_a_slow_answer_takes_nothing_from_the_others(
    studio: SecondWeb, poor: SecondWeb
) -> None:
    signed_in = {"Cookie": studio.cookies(session="a" * 32)}
    with psycopg.connect(embedded.database_url(studio.data)) as slow:
        slow.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        for waiting in (1, 2):
            left = http.client.HTTPConnection("127.0.0.1", poor.port, timeout=60)
            left.request("GET", "/", headers=signed_in)
            wait_until(lambda waiting=waiting: locks_waited_for(studio) == waiting)
            left.close()
        time.sleep(DAPHNE_GIVES_UP + 3)
    large = post(poor, "/login/", bytes(LARGEST_BODY), ANYBODY | signed_in)
    assert large.status == 507, "it would fill the disk"
    served = http.client.HTTPConnection("127.0.0.1", poor.port, timeout=60)
    served.request("GET", "/", headers=signed_in)
    assert served.getresponse().status == 302
