"""Sends one request and reads its answer, with limits on its size and on the time for all of it."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from functools import cache
from queue import SimpleQueue
from typing import Any

import httpx2

from ..work import Answer, Beat, Call, Piece, Request
from . import loop
from .faults import Fault, ServiceError
from .packing import unpacking

CONNECT = 10.0  # seconds
AGENT = "VideoStudio/1"
Left = Callable[[Future[Answer]], None]
log = logging.getLogger(__name__)


def ask(
    request: Request, beat: Beat, on_piece: Piece | None = None, on_left: Left | None = None
) -> Answer:
    """The answer, whatever its status is. `on_piece` is called with each piece of a good answer,
    soon after it has arrived. If `beat` raises, the connection is closed; but with `on_left` the
    request goes on, and that is called with its future.

    Raises ServiceError: UNKNOWN if the request may have arrived.
    """
    pieces: SimpleQueue[bytes] = SimpleQueue()

    def hand_on() -> None:
        while on_piece and not pieces.empty():
            on_piece(pieces.get())

    def tick() -> None:
        hand_on()
        beat()

    answer = loop.run(_ask(request, pieces.put), tick, on_left)
    try:
        hand_on()
    except Exception as stopped:  # as `beat`, which says so again: the answer is there, and paid
        log.info("Nobody heard the end of an answer: %s", type(stopped).__name__)
    return answer


def good_answer(
    call: Call, beat: Beat, on_piece: Piece | None = None, on_left: Left | None = None
) -> Answer:
    """The answer to this call, if it is no error. Raises ServiceError."""
    try:
        answer = ask(call.request, beat, on_piece, on_left)
        checked(call.check, call.request, answer)
    except ServiceError as failed:
        if not (call.is_free and failed.fault == Fault.UNKNOWN):
            raise
        raise ServiceError(Fault.UNREACHABLE, str(failed)) from failed
    return answer


def checked(check: Callable[[Answer], None], request: Request, answer: Answer) -> None:
    """Raises ServiceError, without the key, which some services repeat in their errors. A check
    that breaks at an answer, as one by somebody else may, refuses it: the answer is there, so it
    must never count as a request that was not sent."""
    try:
        check(answer)
    except ServiceError as failed:
        failed.hide(request.secrets)
        raise
    except Exception as broken:
        log.exception("An answer broke its check")
        raise ServiceError(Fault.ANSWER, type(broken).__name__) from broken


async def _ask(request: Request, on_piece: Piece) -> Answer:
    sent = _Sent()
    try:
        async with asyncio.timeout(request.longest), _answered(request, sent) as answer:
            _check(answer)
            body = await _read(answer, request.largest, on_piece if answer.is_success else None)
            return Answer(answer.status_code, answer.headers, body)
    except UnicodeError as odd:  # of a header, such as a key; nothing was sent
        raise ServiceError(Fault.REQUEST, type(odd).__name__) from odd
    except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL, OSError) as failed:
        raise _as_error(failed, sent) from failed


class _Sent:
    """Whether any byte of a request has left: until then it surely did nothing."""

    def __init__(self) -> None:
        self.begun = False

    async def __call__(self, event: str, _info: Any) -> None:
        self.begun = self.begun or event.endswith("send_request_headers.started")


@asynccontextmanager
async def _answered(request: Request, sent: _Sent) -> AsyncIterator[httpx2.Response]:
    url = httpx2.URL(request.url)
    if request.secret:
        url = url.copy_merge_params(dict(request.secret))
    headers = {"accept-encoding": "identity", **request.headers}
    limits = httpx2.Timeout(None, connect=CONNECT, read=request.silent)
    extensions: dict[str, Any] = {"trace": sent, "timeout": limits.as_dict()}
    if request.address:
        headers["host"] = url.netloc.decode("ascii")
        extensions["sni_hostname"] = url.host
        url = url.copy_with(host=request.address)
    stream = _client().stream(
        request.method, url, headers=headers, content=request.content, extensions=extensions
    )
    async with stream as answer:
        yield answer


@cache
def _client() -> httpx2.AsyncClient:
    """It keeps no connection: a request on one that the other side has just closed may have arrived
    or not, and nobody could tell."""
    return httpx2.AsyncClient(
        timeout=None,  # each request says its own
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
        headers={"user-agent": AGENT},
        follow_redirects=False,
        trust_env=False,
    )


def _check(answer: httpx2.Response) -> None:
    if answer.has_redirect_location or 300 <= answer.status_code < 400:
        raise ServiceError(Fault.ELSEWHERE, f"HTTP {answer.status_code}")


async def _read(answer: httpx2.Response, largest: int, on_piece: Piece | None) -> bytes:
    body, packing = bytearray(), unpacking(answer.headers.get("content-encoding", ""))
    async for raw in answer.aiter_raw():
        piece = packing.take(raw, largest - len(body))
        body += piece
        if len(body) > largest:
            raise ServiceError(Fault.TOO_LARGE, f"more than {largest} bytes")
        if on_piece:
            on_piece(piece)
    packing.end()
    return bytes(body)


def _as_error(failed: Exception, sent: _Sent) -> ServiceError:
    name = type(failed).__name__
    if sent.begun:
        return ServiceError(Fault.UNKNOWN, name)
    is_certificate = any(isinstance(each, ssl.SSLCertVerificationError) for each in _causes(failed))
    return ServiceError(Fault.CERTIFICATE if is_certificate else Fault.UNREACHABLE, name)


def _causes(failed: BaseException | None) -> Iterator[BaseException]:
    while failed:
        yield failed
        failed = failed.__cause__ or failed.__context__
