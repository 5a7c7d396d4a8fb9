"""Large bodies wait for room: none is lost, none overtakes another, and no disk is filled."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from twisted.web.http_headers import Headers

from videostudio.callers import place_of
from videostudio.request_id import InLog, current
from videostudio.senders import Coming, Refused, shows_something
from videostudio.server import bodies, door, room
from videostudio.server.bodies import Request, head_of
from videostudio.server.room import Held, Room
from videostudio.upload_limits import LARGEST_ANONYMOUS, MB

HOME, OFFICE = "10.0.0.1/32", "10.0.0.2/32"


class Disk(NamedTuple):
    total: int
    free: int


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many MB are free on the disk, beside those that must stay free."""

    def set_free(megabytes: int) -> None:
        left = (megabytes + 300) * MB
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: Disk(10**15, left))

    set_free(10**6)
    return set_free


@pytest.fixture(autouse=True)
def limits(settings: Any, free: Callable[[int], None]) -> None:
    settings.STUDIO_LEAST_ROOM = 300
    settings.STUDIO_BODIES = 40
    settings.STUDIO_BODIES_OF_ADDRESS = 30
    settings.STUDIO_BODIES_OF_USER = 20
    settings.STUDIO_SMALL_BODIES_OF_ADDRESS, settings.STUDIO_SMALL_BODIES = 1, 2


class Bodies:
    """Bodies that come to one room, each in a task of its own."""

    def __init__(self) -> None:
        self.room = Room()

    async def __call__(self, user: int, megabytes: int, place: str = HOME) -> asyncio.Task[Held]:
        task = asyncio.create_task(self.room.take(megabytes * MB, place, user))
        await settled()
        return task


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def in_loop(test: Callable[[Bodies], Awaitable[None]]) -> Callable[[], None]:
    def run() -> None:
        asyncio.run(test(Bodies()))  # type: ignore[arg-type]

    run.__name__ = test.__name__
    return run


@in_loop
async def test_a_person_an_address_and_all_together_hold_so_much_and_the_rest_waits(
    bodies: Bodies,
) -> None:
    first, second = await bodies(1, 10), await bodies(1, 10)
    third_of_hers = await bodies(1, 1)
    of_another = await bodies(2, 10)
    too_much_for_place = await bodies(3, 10)
    elsewhere = await bodies(3, 10, OFFICE)
    too_much_in_all = await bodies(4, 1, OFFICE)
    assert [each.done() for each in (first, second, of_another, elsewhere)] == [True] * 4
    waiting = (third_of_hers, too_much_for_place, too_much_in_all)
    assert not any(each.done() for each in waiting)
    first.result().close()
    await settled()
    assert [each.done() for each in waiting] == [True, False, True]
    second.result().close()
    await settled()
    assert too_much_for_place.done()


@in_loop
async def test_a_large_one_is_not_overtaken_for_ever_by_small_ones(bodies: Bodies) -> None:
    small, large = await bodies(1, 15), await bodies(1, 20)
    next_one = await bodies(1, 1)
    assert (small.done(), large.done(), next_one.done()) == (True, False, False)
    small.result().close()
    await settled()
    assert (large.done(), next_one.done()) == (True, False)


@in_loop
async def test_one_that_is_alone_may_be_larger_than_the_limit(bodies: Bodies) -> None:
    assert (await bodies(1, 200)).done()


@in_loop
async def test_who_leaves_the_queue_makes_way_and_closing_twice_does_no_harm(
    bodies: Bodies,
) -> None:
    first, gone, last = await bodies(1, 20), await bodies(1, 20), await bodies(1, 20)
    gone.cancel()
    first.result().close()
    first.result().close()
    await settled()
    assert last.done()
    last.result().close()
    assert not (bodies.room._used or bodies.room._held or bodies.room._waiting)


@in_loop
async def test_one_person_cannot_fill_the_queue(bodies: Bodies) -> None:
    waiting = [await bodies(1, 20) for _ in range(room.MOST_WAITING_OF_USER + 1)]
    refused = await bodies(1, 20)
    with pytest.raises(Refused) as refusal:
        refused.result()
    assert (refusal.value.code, refusal.value.headers) == (503, {"Retry-After": "60"})
    assert not any(each.done() for each in waiting[1:])
    assert (await bodies(2, 10)).done()


def test_who_waits_for_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "WAIT", 0.01)

    async def wait() -> None:
        bodies = Bodies()
        await bodies(1, 20)
        with pytest.raises(Refused) as refusal:
            await (await bodies(1, 20))
        assert refusal.value.code == 503

    asyncio.run(wait())


def test_bodies_together_cannot_fill_a_small_disk(free: Callable[[int], None]) -> None:
    """Each is on it three times in the end: as it comes, as Django reads it, and what is kept."""

    async def come() -> None:
        bodies = Bodies()
        free(50)
        first, second = await bodies(1, 10), await bodies(2, 10)
        assert (first.done(), second.done()) == (True, False), "60 MB would be needed"
        with pytest.raises(Refused) as refusal:
            (await bodies(3, 17)).result()
        assert refusal.value.code == 507, "51 MB can never be there"
        free(40)
        first.result().stored = 10 * MB
        assert not second.done()
        first.result().close()
        await settled()
        assert second.done()

    asyncio.run(come())


@in_loop
async def test_small_bodies_of_strangers_take_little_memory_together(bodies: Bodies) -> None:
    of_one = [bodies.room.take_small(HOME) for _ in range(MB // LARGEST_ANONYMOUS)]
    assert all(of_one)
    assert bodies.room.take_small(HOME) is None
    others = [bodies.room.take_small(f"10.0.1.{number}/32") for number in range(40)]
    assert len([*filter(None, [*of_one, *others])]) == 2 * MB // LARGEST_ANONYMOUS
    assert of_one[0]
    of_one[0].close()
    assert bodies.room.take_small(HOME)


def test_behind_a_proxy_a_body_counts_for_the_address_that_the_proxy_names(settings: Any) -> None:
    said = [b"192.0.2.7", b"192.0.2.8, ::ffff:192.0.2.9"]
    head = head_of(Headers({b"X-Forwarded-For": said}), b"/projects/?a=b", "127.0.0.1")
    places = []
    for settings.HTTPS in (True, False):
        places.append(place_of(head))
    assert (head.path, places) == ("/projects/", ["192.0.2.9/32", "127.0.0.1/32"])


def test_a_sender_is_known_also_if_the_cookies_come_in_several_lines(
    settings: Any,
) -> None:
    lines = [b"language=en", f"{settings.SESSION_COOKIE_NAME}=abc".encode()]
    head = head_of(Headers({b"Cookie": lines}), b"/projects/", "127.0.0.1")
    assert shows_something(head)


def away(coming: Any) -> Any:
    raise OperationalError("the connection is closed")


def test_without_the_database_a_sender_is_told_to_come_again(settings: Any) -> None:
    settings.STUDIO_SENDERS = f"{__name__}.away"

    async def come() -> None:
        with pytest.raises(Refused) as refusal:
            await door.Door().let_in(Coming(HttpRequest(), MB))
        assert (refusal.value.code, refusal.value.headers) == (503, {"Retry-After": "5"})
        assert refusal.value.words == door.AWAY

    asyncio.run(come())


def test_a_fault_at_the_door_is_in_the_log_by_the_number_that_the_sender_reads(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(coming: Coming) -> Held:
        raise RuntimeError

    monkeypatch.setattr(bodies.door, "let_in", break_down)
    caplog.handler.addFilter(InLog())
    read: list[str] = []
    request: Any = SimpleNamespace(head=HttpRequest(), _refuse=lambda _: read.append(current()))
    asyncio.run(Request._enter(request, MB, says_go=False))
    (line,) = caplog.records
    assert line.request_number == f" [{read[0]}]"  # type: ignore[attr-defined]
