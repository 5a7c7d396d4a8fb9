"""A service is asked once, waited for as long as is useful, and believed in nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from unittest.mock import patch

import pytest

from projects.providers.wire import again, loop
from projects.providers.wire.asking import ask
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.results import fetch
from projects.providers.work import Request
from tests.support.services import Services, Talk, faults


class Gone(Exception):
    """The work is not wanted any more."""


def beat() -> None:
    """Somebody still wants the answer."""


def hello(talk: Talk) -> None:
    talk.say(200, b"hello", "text/plain")


@pytest.fixture
def services() -> Iterator[Services]:
    with Services({"/hello": hello}).serving() as found:
        yield found


def post(services: Services, path: str = "/hello", **more: float) -> Request:
    return Request("POST", services.url + path, content=b"{}", **more)  # type: ignore[arg-type]


def fault_of(request: Request) -> Fault:
    with pytest.raises(ServiceError) as failed:
        ask(request, beat)
    return failed.value.fault


def test_an_answer_comes_with_its_status_and_piece_by_piece(services: Services) -> None:
    pieces: list[bytes] = []
    answer = ask(post(services), beat, pieces.append)
    assert (answer.status, answer.body, b"".join(pieces)) == (200, b"hello", b"hello")
    services.will(faults.status(500))
    assert ask(post(services), beat, pieces.append).status == 500
    assert b"".join(pieces) == b"hello", "of an error nothing is passed on"


def test_what_may_have_arrived_is_told_from_what_surely_did_not(services: Services) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # nobody listens
        nobody = Request("POST", f"http://127.0.0.1:{closed.getsockname()[1]}/")
        assert fault_of(nobody) == Fault.UNREACHABLE
    assert fault_of(Request("POST", "http://no-such-host.invalid/")) == Fault.UNREACHABLE
    services.will(faults.reset, faults.cut, services.stall)
    assert fault_of(post(services)) == Fault.UNKNOWN
    assert fault_of(post(services)) == Fault.UNKNOWN
    assert fault_of(post(services, longest=0.2)) == Fault.UNKNOWN


RAW = [
    (b"HTTP/1.0 200 OK\r\n\r\nhello", b"hello"),
    (b"HTTP/1.1 200\r\ncontent-length: 5\r\n\r\nhello", b"hello"),
    (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", b"hello"),
    (b"HTTP/1.1 201 Created\r\nlocation: /x\r\ncontent-length: 2\r\n\r\n{}", b"{}"),
    (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx: y\r\n\r\n",
        b"hello",
    ),
    (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello", Fault.UNKNOWN),
    (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel", Fault.UNKNOWN),
    (b"HTTP/1.1 200 OK\r\nx: " + b"a" * 300_000 + b"\r\n\r\n", Fault.UNKNOWN),
    (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello", Fault.UNKNOWN),
    (b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello", Fault.UNKNOWN),
    (b"HTTP/1.1 099 Odd\r\n\r\n", Fault.UNKNOWN),
    (b"SSH-2.0-OpenSSH_9\r\n", Fault.UNKNOWN),
    (b"", Fault.UNKNOWN),
    (b"HTTP/1.1 300 Choose\r\ncontent-length: 0\r\n\r\n", Fault.ELSEWHERE),
    (b"HTTP/1.1 307 Go\r\nlocation: http://x.invalid/\r\n\r\n", Fault.ELSEWHERE),
]


@pytest.mark.parametrize(("said", "meant"), RAW)
def test_what_is_no_answer_may_have_arrived_all_the_same(said: bytes, meant: bytes | Fault) -> None:
    """It is never sent again by itself."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            talk, _ = server.accept()
            heard = b""
            with talk:
                while not heard.endswith(b"{}"):  # who closes before all is read resets the line
                    heard += talk.recv(65536)
                talk.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        request = Request("POST", f"http://127.0.0.1:{server.getsockname()[1]}/", content=b"{}")
        if isinstance(meant, Fault):
            assert fault_of(request) == meant
        else:
            assert ask(request, beat).body == meant
        thread.join()


@pytest.mark.parametrize("url", ["x", "ftp://x/", "http://[::1/", "http://a..b/", "http://x y/"])
def test_what_is_no_address_was_not_asked(url: str) -> None:
    assert fault_of(Request("POST", url)) == Fault.UNREACHABLE


def test_a_key_that_no_request_can_have_was_not_sent() -> None:
    assert fault_of(Request("POST", "http://x.invalid/", {"authorization": "é"})) == Fault.REQUEST


def test_an_answer_without_an_end_or_from_elsewhere_or_packed_is_refused(
    services: Services,
) -> None:
    services.will(faults.flood, faults.elsewhere(services.url + "/hello"))
    assert fault_of(post(services, largest=100_000)) == Fault.TOO_LARGE
    assert fault_of(post(services)) == Fault.ELSEWHERE
    assert len(services.asked) == 2, "nobody follows"
    services.will(faults.text(200, b"x", content_encoding="gzip"))
    assert fault_of(post(services)) == Fault.ANSWER


def test_who_is_not_wanted_any_more_hangs_up(services: Services) -> None:
    begun = threading.Event()

    def taken(talk: Talk) -> None:
        begun.set()
        services.stall(talk)

    def unwanted() -> None:
        if begun.is_set():
            raise Gone

    services.will(taken)
    with pytest.raises(Gone):
        ask(post(services), unwanted)


def test_what_is_paid_for_goes_on_though_nobody_waits_and_a_worker_ends_after_it(
    services: Services,
) -> None:
    begun, go_on, left = threading.Event(), threading.Event(), []

    def taken(talk: Talk) -> None:
        begun.set()
        go_on.wait(30)
        hello(talk)

    def unwanted() -> None:
        if begun.is_set():
            raise Gone

    services.will(taken)
    with pytest.raises(Gone):
        ask(post(services), unwanted, on_left=left.append)
    (future,) = left
    assert not future.done()
    go_on.set()
    loop.settle(30)
    assert future.result().body == b"hello"


def test_what_did_nothing_is_asked_again_at_most_five_times(services: Services) -> None:
    def send() -> bytes:
        answer = ask(post(services), beat)
        if answer.status != 200:
            raise ServiceError(Fault.BUSY)
        return answer.body

    quick = iter([0.0] * 20)
    services.will(*[faults.status(429)] * 4)
    assert again.patiently(send, beat, quick) == b"hello"
    services.will(*[faults.status(429)] * 5)
    with pytest.raises(ServiceError, match="service_busy"):
        again.patiently(send, beat, quick)
    assert len(services.asked) == 10


@pytest.mark.parametrize("fault", [Fault.UNKNOWN, Fault.KEY, Fault.CONTENT])
def test_what_may_cost_or_would_fail_again_is_asked_once(fault: Fault) -> None:
    tries = []

    def send() -> None:
        tries.append(1)
        raise ServiceError(fault)

    with pytest.raises(ServiceError):
        again.patiently(send, beat)
    assert len(tries) == 1


def test_a_long_pause_is_left_to_whoever_asks() -> None:
    def send() -> None:
        raise ServiceError(Fault.BUSY, retry_after=3600)

    with pytest.raises(ServiceError) as failed:
        again.patiently(send, beat)
    assert failed.value.retry_after == 3600


def test_retry_after_may_be_seconds_or_a_date_or_nonsense() -> None:
    assert again.seconds_of("7") == 7
    soon = again.seconds_of(format_datetime(datetime.now(UTC) + timedelta(seconds=90)))
    assert soon is not None
    assert 80 < soon <= 90
    assert again.seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    for nonsense in (
        "Mon, 30 Nov 2000000000000026 10:00:00 GMT",
        None,
        "",
        "-5",
        "soon",
        "٣",
        "1e9",
    ):
        assert again.seconds_of(nonsense) is None


PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:127.0.0.1",
    "fd00::1",
    "0.0.0.0",  # noqa: S104 - not bound to
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_result_is_fetched_from_a_private_network(address: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 443))]
    with patch("socket.getaddrinfo", return_value=found), pytest.raises(ServiceError) as failed:
        fetch(
            "https://files.example.com/a.mp4",
            service="https://api.example.com",
            beat=beat,
            largest=9,
        )
    assert failed.value.fault == Fault.ELSEWHERE


@pytest.mark.parametrize(
    "url",
    ["http://example.com/a", "file:///etc/passwd", "https://u:p@example.com/", "https://", "x"],
)
def test_no_other_address_is_fetched_at_all(url: str) -> None:
    with pytest.raises(ServiceError) as failed:
        fetch(url, service="https://api.example.com", beat=beat, largest=9)
    assert failed.value.fault == Fault.ELSEWHERE


def test_a_service_of_ones_own_may_hand_out_its_own_files(services: Services) -> None:
    url = services.url + "/hello"
    assert fetch(url, service=services.url + "/v1", beat=beat, largest=9).body == b"hello"
    services.will(faults.status(404))
    with pytest.raises(ServiceError) as failed:
        fetch(url, service=services.url, beat=beat, largest=99)
    assert failed.value.fault == Fault.GONE


def test_many_wait_side_by_side(services: Services) -> None:
    """Ten requests of a fifth of a second each do not take two seconds."""
    together = threading.Barrier(10)

    def slow(talk: Talk) -> None:
        together.wait(timeout=30)  # broken, and so an error, unless all ten are there at one time
        hello(talk)

    services.will(*[slow] * 10)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(ask(post(services), beat).status))
        for _ in range(10)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [200] * 10
