"""One thread of this process, in which all requests to services wait side by side."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from functools import cache
from typing import Any, TypeVar

from ..work import Beat

TICK = 0.25  # seconds between two beats
Result = TypeVar("Result")
_left: set[Future[Any]] = set()


def run(
    work: Coroutine[Any, Any, Result],
    beat: Beat,
    on_left: Callable[[Future[Result]], None] | None = None,
) -> Result:
    """The result of `work`. If `beat` raises, the work is cancelled and its connection closed; but
    with `on_left` it goes on, and that is called with its future."""
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        while not wait([future], TICK).done:
            beat()
    except BaseException:
        if on_left:
            _left.add(future)
            future.add_done_callback(_left.discard)
            on_left(future)
        else:
            future.cancel()
        raise
    return future.result()


def start(work: Coroutine[Any, Any, Result]) -> Future[Result]:
    """Let it go on beside all else, until it or this process ends."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


def settle(seconds: float) -> None:
    """Before this process ends: wait for what goes on although nobody waits for it any more."""
    wait(list(_left), seconds)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="services", daemon=True).start()
    return loop
