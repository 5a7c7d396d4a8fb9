"""Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as services
stream their answers with them: also with ends of lines of any kind, a mark of the byte order before
the first one, data in several lines, and no empty line between two events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .reading import json_in

END = b"[DONE]"
MARK = b"\xef\xbb\xbf"  # of the byte order, as UTF-8 may begin with it
_LINE = re.compile(rb"\r\n|\r|\n")


class Events:
    """The JSON of each event, out of pieces that may end anywhere. What is no JSON is left out."""

    def __init__(self) -> None:
        self._rest, self._begun = b"", False
        self._lines: list[bytes] = []  # of an event that is not whole

    def take(self, piece: bytes) -> Iterator[Any]:
        rest = self._rest + piece
        if not self._begun and MARK.startswith(rest[:3]) and len(rest) < len(MARK):
            self._rest = rest
            return
        rest, self._begun = rest if self._begun else rest.removeprefix(MARK), True
        held = b"\r" if rest.endswith(b"\r") else b""  # the next piece may begin with the \n of it
        *lines, last = _LINE.split(rest.removesuffix(held))
        self._rest = last + held
        for line in lines:
            yield from self._read(line)

    def end(self) -> Iterator[Any]:
        yield from self.take(b"\n\n")
        yield from self.take(b"\n")

    def _read(self, line: bytes) -> Iterator[Any]:
        if not line.strip():
            yield from self._whole()
            return
        name, _colon, value = line.strip().partition(b":")
        if name != b"data" or value.strip() == END:
            return
        said = None if self._lines else json_in(value)
        if said is None:
            self._lines.append(value)
        else:
            yield said

    def _whole(self) -> Iterator[Any]:
        """What several lines say together, or else each of them."""
        lines, self._lines = self._lines, []
        said = json_in(b"\n".join(lines)) if lines else None
        found = [said] if said is not None else map(json_in, lines)
        yield from (each for each in found if each is not None)


def events_of(body: bytes) -> Iterator[Any]:
    events = Events()
    yield from events.take(body)
    yield from events.end()


def objects_in(body: bytes) -> list[dict[str, Any]]:
    """Those of the events of an answer that is streamed, whatever it calls itself, or the only one
    of another answer."""
    whole = json_in(body)
    found = [whole] if whole is not None else list(events_of(body))
    return [each for each in found if isinstance(each, dict)]
