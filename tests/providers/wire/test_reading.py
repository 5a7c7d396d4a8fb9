"""What services answer is read in all the manners in which they say it."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from projects.providers.wire import results
from projects.providers.wire.again import pause_in
from projects.providers.wire.events import Events, events_of, objects_in
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.openai.errors import check, check_error
from projects.providers.wire.packing import unpacking
from projects.providers.wire.reading import bytes_in, count
from projects.providers.work import Answer

ONE, TWO = b'{"a": "\xe8\x8a\xb1"}', b'{"b": 2}'
SAID = [{"a": "花"}, {"b": 2}]


@pytest.mark.parametrize(
    "streamed",
    [
        b"data: " + ONE + b"\n\ndata: " + TWO + b"\n\n",
        b"\xef\xbb\xbfdata:" + ONE + b"\n\ndata:" + TWO + b"\n\ndata: [DONE]\n\n",
        b": keep-alive\r\n\r\nid: 1\r\ndata: " + ONE + b"\r\n\r\nretry: 5\r\ndata: " + TWO,
        b"data: " + ONE + b"\r\rdata: " + TWO + b"\r\r",
        b"event: result\ndata: " + ONE + b"\ndata: " + TWO + b"\n",  # no line between them
        b'data: {"a":\ndata: "\xe8\x8a\xb1"\ndata: }\n\ndata: hello\n\ndata: ' + TWO + b"\n\n",
    ],
)
def test_a_stream_is_read_however_its_lines_end_and_wherever_it_is_cut(streamed: bytes) -> None:
    assert list(events_of(streamed)) == SAID
    assert objects_in(streamed) == SAID
    for size in (1, 2, 3, 7):
        events, found = Events(), []
        for at in range(0, len(streamed), size):
            found += events.take(streamed[at : at + size])
        assert [*found, *events.end()] == SAID


def test_an_answer_that_is_not_streamed_is_one_object() -> None:
    assert objects_in(b"\xef\xbb\xbf" + ONE) == SAID[:1]
    assert objects_in(b"[1]") == objects_in(b"") == objects_in(b"<html>data: 1") == []


@pytest.mark.parametrize(
    ("coded", "meant"),
    [
        ("+/8=", b"\xfb\xff"),
        ("-_8", b"\xfb\xff"),
        ("data:image/png;base64,+/8=", b"\xfb\xff"),
        ("DATA:;base64,+/\r\n8=\n", b"\xfb\xff"),
        ("", b""),
        ("no base64!", None),
        ("+/ 8=", None),
        ("A", None),
        (None, None),
        (7, None),
        (["+/8="], None),
    ],
)
def test_base64_is_read_as_services_write_it(coded: Any, meant: bytes | None) -> None:
    assert bytes_in(coded) == meant


def test_a_number_of_things_may_be_written_as_a_text() -> None:
    assert [count(each) for each in (7, 7.0, "7", "007")] == [7, 7, 7, 7]
    for odd in (-1, 7.5, "7.5", "-7", "", "٣", "9" * 40, True, None, [7], float("1e300")):
        assert count(odd) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "5, 10"}, 10),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": "Sun Nov  6 08:49:37 1994"}, 0),
        ({"retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"}, 0),
        ({"retry-after-ms": "soon", "retry-after": "3"}, 3),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({}, None),
    ],
)
def test_how_long_a_service_wants_to_be_left_alone(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert pause_in(headers) == seconds


BAD: list[tuple[int, Any, Fault]] = [
    # the documents of each service: which code means what
    (429, {"error": {"code": "1113", "message": "您的账户已欠费"}}, Fault.BALANCE),  # Zhipu
    (429, {"error": {"code": "1304"}}, Fault.QUOTA),
    (429, {"error": {"code": "1302"}}, Fault.BUSY),
    (400, {"error": {"code": "1301"}}, Fault.CONTENT),
    (400, {"error": {"code": "1211"}}, Fault.MODEL),
    (403, {"code": 30001, "message": "your account balance is insufficient"}, Fault.BALANCE),
    (400, {"code": 20012, "message": "Model does not exist.", "data": None}, Fault.MODEL),
    (403, {"error": {"message": "Insufficient balance"}}, Fault.BALANCE),
    (403, {"error": {"message": "this model is for others"}}, Fault.MODEL),
    (429, {"error": {"type": "exceeded_current_quota_error"}}, Fault.QUOTA),  # Moonshot
    (401, {"error": {"type": "invalid_authentication_error"}}, Fault.KEY),
    (429, {"error": {"type": "engine_overloaded_error"}}, Fault.BUSY),
    (400, {"error": {"code": "data_inspection_failed"}}, Fault.CONTENT),  # DashScope
    (400, {"code": "DataInspectionFailed", "message": "..."}, Fault.CONTENT),
    (400, {"code": "Arrearage"}, Fault.BALANCE),
    (403, {"code": "AllocationQuota.FreeTierOnly"}, Fault.QUOTA),
    (429, {"code": "Throttling.AllocationQuota"}, Fault.BUSY),
    (400, {"error": {"code": "OutputTextRiskDetection"}}, Fault.CONTENT),  # Ark
    (404, {"error": {"code": "ModelNotOpen"}}, Fault.MODEL),
    (429, {"error": {"code": "QuotaExceeded", "type": "TooManyRequests"}}, Fault.QUOTA),
    (400, {"error": {"code": "billing_hard_limit_reached"}}, Fault.BALANCE),  # OpenAI
    (403, {"error": {"code": "insufficient_user_quota"}}, Fault.BALANCE),  # new-api
    (400, {"error": {"code": "sensitive_words_detected"}}, Fault.CONTENT),
    (503, {"error": {"code": "model_not_found"}}, Fault.MODEL),
    (400, {"error": {"code": "load_balancer_error"}}, Fault.REQUEST),
    (422, {"detail": [{"loc": ["body", "stream_options"]}]}, Fault.REQUEST),
    (500, b"<html>", Fault.BROKEN),
    (529, {"error": {"type": "overloaded_error"}}, Fault.BUSY),
    (400, [{"error": {"code": 400, "status": "RESOURCE_EXHAUSTED"}}], Fault.BUSY),  # in a list
    # HTTP 200, and an error all the same
    (200, {"error": {"code": 429, "message": "slow down"}}, Fault.BUSY),
    (200, {"error": {"code": 402}}, Fault.BALANCE),
    (200, {"error": {"code": "server_error"}}, Fault.BROKEN),
    (200, {"error": "something"}, Fault.ANSWER),
    (200, {"base_resp": {"status_code": 1008}}, Fault.BALANCE),  # MiniMax, also as OpenAI
    (200, {"base_resp": {"status_code": "1004"}, "choices": None}, Fault.KEY),
    (200, {"base_resp": {"status_code": 1027}}, Fault.CONTENT),
    (200, {"base_resp": {"status_code": 77}}, Fault.ANSWER),
]


@pytest.mark.parametrize(("status", "said", "fault"), BAD)
def test_an_error_is_told_by_its_code_wherever_it_stands(
    status: int, said: Any, fault: Fault
) -> None:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    with pytest.raises(ServiceError) as refused:
        check(Answer(status, {"retry-after": "7"}, body))
    assert (refused.value.fault, refused.value.retry_after) == (fault, 7)


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize(
    "said",
    [
        {"error": None},
        {"error": ""},
        {"error": {}},
        {"error": {"code": 0, "message": "success"}},
        {"error": {"code": None, "message": ""}},
        {"base_resp": {"status_code": 0, "status_msg": "success"}},
        {"base_resp": {"status_code": "0"}},
        {"id": "1"},
    ],
)
def test_who_says_that_there_is_no_error_has_none(status: int, said: Any) -> None:
    check(Answer(status, {}, json.dumps(said).encode()))
    check_error(said.get("error"))


def test_the_words_of_an_error_are_not_written_down() -> None:
    with pytest.raises(ServiceError) as refused:
        check(
            Answer(400, {}, json.dumps({"error": "Lena Miller, born in May, lives here"}).encode())
        )
    assert str(refused.value) == "HTTP 400"


def unpacked(said: str, *pieces: bytes, most: int = 1000) -> bytes:
    packing = unpacking(said)
    taken = b"".join(packing.take(piece, most) for piece in pieces)
    if len(taken) <= most:
        packing.end()
    return taken


def test_an_answer_that_is_packed_all_the_same_is_unpacked() -> None:
    packed = gzip.compress(b"hello " * 9)
    assert unpacked("gzip", *[bytes([each]) for each in packed]) == b"hello " * 9
    assert unpacked("Deflate", zlib.compress(b"hello")) == b"hello"
    for none in ("", "identity", "UTF-8", "aws-chunked"):
        assert unpacked(none, b"hello") == b"hello"


def test_a_bomb_is_not_unpacked() -> None:
    assert len(unpacked("gzip", gzip.compress(b"0" * 10**7), most=99)) == 100
    for odd in ("br", "gzip, gzip", "zstd"):
        with pytest.raises(ServiceError):
            unpacked(odd, b"x")
    for bad in (b"hello", b"x", gzip.compress(b"hello")[:-1]):
        with pytest.raises(ServiceError):
            unpacked("gzip", bad)


INSIDE = (
    *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "::7f00:1"),
    *("fec0::1", "::ffff:10.0.0.1", "100.64.0.1", "240.0.0.1", "224.0.0.1", "ff02::1"),
)


def found(*addresses: str) -> Any:
    told = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (each, 443)) for each in addresses]
    return patch("socket.getaddrinfo", return_value=told)


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_leads_inside_by_another_notation(address: str) -> None:
    with found("93.184.216.34", address), pytest.raises(ValueError, match="not public"):
        results.public_address("https://files.example.com/a.mp4")


SIGNED = "/a%2Fb/c.mp4?Expires=1&Signature=a%2Bb%2fc+d%3D&x='|[]{}&y=%E9&"


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (f"https://files.example.com{SIGNED}", f"https://files.example.com{SIGNED}"),
        (f"http://files.example.com{SIGNED}", f"https://files.example.com{SIGNED}"),
        (f" HTTP://files.example.com:80{SIGNED}\n", f"https://files.example.com:80{SIGNED}"),
        (f"http://10.0.0.7:8188{SIGNED}", f"http://10.0.0.7:8188{SIGNED}"),
        (SIGNED, f"http://10.0.0.7:8188{SIGNED}"),
    ],
)
def test_a_file_is_asked_for_as_it_was_told(told: str, asked: str) -> None:
    sent: list[Any] = []

    def ask(request: Any, beat: Callable[[], None]) -> Answer:
        sent.append(request)
        return Answer(200, {}, b"film")

    with found("93.184.216.34"), patch.object(results, "ask", ask):
        results.fetch(told, service="http://10.0.0.7:8188/v1", beat=lambda: None, largest=9)
    assert (sent[0].url, dict(sent[0].headers)) == (asked, {})
    assert sent[0].address == ("" if "10.0.0.7" in asked else "93.184.216.34")
