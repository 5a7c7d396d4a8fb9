"""Hears by its socket how far ComfyUI is. It only makes the figures better: without it nothing is
lost, and who asks hears nothing."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future
from functools import cache
from threading import Lock
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from .. import loop
from ..openai.headers import headers_with
from ..reading import listed, mapping, object_in

KEPT = 100  # workflows of which it knows something
IDLE = 120.0  # seconds after which it hears no more if nobody asks
PAUSE = 5.0  # seconds until it tries again to connect
LARGEST = 16 * 2**20  # bytes of a message: some are pictures, and are not looked at


class Listener:
    """Of one ComfyUI, in one process. A workflow that was ordered without a client_id is told to
    all who listen: so any process can go on with it."""

    def __init__(self, url: str, key: str):
        self._url = f"ws{url.removeprefix('http')}/ws?clientId={uuid4().hex}"
        self._headers = headers_with(key)
        self._heard: OrderedDict[str, dict[str, float]] = OrderedDict()
        self._asked_at, self._lock = 0.0, Lock()
        self._listening: Future[None] | None = None

    def heard_of(self, prompt: str) -> Mapping[str, float]:
        """How much of each node is done, as far as it was heard; from now on it is listened to."""
        with self._lock:
            self._asked_at = time.monotonic()
            if self._listening is None or self._listening.done():
                self._listening = loop.start(self._listen())
            return dict(self._heard.get(prompt, {}))

    async def _listen(self) -> None:
        while time.monotonic() - self._asked_at < IDLE:
            try:
                async with asyncio.timeout(IDLE):
                    await self._hear()
            except TimeoutError:
                continue
            except (OSError, ValueError, WebSocketException):
                await asyncio.sleep(PAUSE)

    async def _hear(self) -> None:
        options: dict[str, Any] = {"compression": None, "max_size": LARGEST, "proxy": None}
        async with connect(self._url, additional_headers=self._headers, **options) as socket:
            async for message in socket:
                if isinstance(message, str):
                    self._note(message)

    def _note(self, message: str) -> None:
        said = object_in(message.encode())
        kind, data = said.get("type"), mapping(said.get("data"))
        if not isinstance(data.get("prompt_id"), str):
            return
        told = shares_in(str(kind), data)
        with self._lock:
            self._heard.setdefault(data["prompt_id"], {}).update(told)
            while len(self._heard) > KEPT:
                self._heard.popitem(last=False)


def shares_in(kind: str, data: Mapping[str, Any]) -> dict[str, float]:
    """How much of its nodes is done, as a message says."""
    if kind == "progress":
        return {str(data.get("node")): _share(data)}
    if kind == "execution_cached":
        return {str(number): 1.0 for number in listed(data.get("nodes"))}
    if kind == "progress_state":
        return {
            str(number): 1.0 if mapping(node).get("state") == "finished" else _share(mapping(node))
            for number, node in mapping(data.get("nodes")).items()
        }
    return {}


def _share(said: Mapping[str, Any]) -> float:
    value, most = said.get("value"), said.get("max")
    if not isinstance(value, int | float) or not isinstance(most, int | float) or most <= 0:
        return 0.0
    return min(1.0, max(0.0, value / most))


@cache
def listener(url: str, key: str) -> Listener:
    return Listener(url, key)
