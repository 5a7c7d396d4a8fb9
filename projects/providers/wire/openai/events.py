"""Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as far as
services that stream their answers use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..reading import json_in

END = b"[DONE]"


class Events:
    """The JSON of each event, out of pieces that may end anywhere. What is no JSON is left out."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, piece: bytes) -> Iterator[Any]:
        *lines, self._rest = (self._rest + piece).split(b"\n")
        yield from filter(None, map(_read, lines))

    def end(self) -> Iterator[Any]:
        yield from self.take(b"\n")


def events_of(body: bytes) -> Iterator[Any]:
    yield from Events().take(body + b"\n")


def _read(line: bytes) -> Any:
    name, _colon, value = line.strip().partition(b":")
    if name != b"data" or value.strip() == END:
        return None
    return json_in(value)
