"""What a viewer gets and does not get, whatever its client does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from projects.live.callers import Caller
from projects.live.topics import Drawing, Topic, View
from projects.live.viewers import Follower, HomePage, Viewer

ALICE = 1
ROW, LIST = Topic(View.ROW, uuid4()), Topic(View.LIST, ALICE)


class Client:
    """Stands in for the FrameWriter of a socket, whose client reads or does not."""

    def __init__(self) -> None:
        self.is_clear, self.frames = True, []  # type: tuple[bool, list[bytes]]

    def write(self, frame: bytes) -> None:
        self.frames.append(frame)


def viewer(kind: type[Viewer], client: Client, *topics: Topic) -> Viewer:
    return kind(Caller(ALICE), client, "en", topics, lambda reason: None)  # type: ignore[arg-type]


def drawing(version: Any, words: str, parts: dict[Topic, Drawing] | None = None) -> Drawing:
    class Words(SimpleNamespace):
        def __str__(self) -> str:
            return words

    return Drawing(version, {"it": Words(id="it", digest=words)}, parts)


def text_of(frames: list[bytes]) -> str:
    return b" ".join(frames).decode(errors="replace")


def test_who_may_not_watch_any_more_gets_nothing_more() -> None:
    client = Client()
    page = viewer(HomePage, client, LIST)
    page.push(ROW, drawing(1, "before"))
    client.is_clear = False
    page.push(ROW, drawing(2, "waiting"))
    page.end("signed-out")
    client.is_clear = True
    page.write_waiting()
    page.push(ROW, drawing(3, "after"))
    assert "before" in text_of(client.frames)
    assert len(client.frames) == 1


def test_a_list_that_waited_does_not_hide_a_newer_row() -> None:
    client = Client()
    page = viewer(HomePage, client, LIST)
    client.is_clear = False
    page.push(LIST, drawing(frozenset({ROW.key}), "list", {ROW: drawing(5, "row 5")}))
    page.push(ROW, drawing(6, "row 6"))
    client.is_clear = True
    page.write_waiting()
    assert text_of(client.frames).endswith("row 6")
    assert not page.lacks(ROW, 6)


def test_a_program_that_follows_all_is_told_of_a_project_that_is_gone() -> None:
    client = Client()
    program = viewer(Follower, client)
    topic = Topic(View.STATUS, uuid4())
    program.push(topic, drawing(1, "there"))
    program.lose(topic.key, None)
    assert "deleted" in text_of(client.frames)
    assert topic.key not in program.known
