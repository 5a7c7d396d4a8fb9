"""Who sends or reads too slowly is given up, and nobody on a bad line is."""

from __future__ import annotations

from typing import Any

from tests.support.clock import Clock
from videostudio.server.pace import WINDOW, Pace

PHONE = 12_500  # bytes a second, on a bad line: 0.1 megabits


def after(clock: Clock, *moved_in_window: int) -> list[bool]:
    """Whether a body was too slow, asked after each of these windows."""
    pace, total, asked = Pace(), 0, []
    for moved in moved_in_window:
        assert not pace.is_too_slow(total)
        clock.now, total = clock.now + WINDOW, total + moved
        asked.append(pace.is_too_slow(total))
    return asked


def test_a_byte_now_and_then_is_too_slow_whatever_came_before(clock: Clock) -> None:
    assert after(clock, 3) == [True]
    assert after(clock, 50_000_000, 3) == [False, True]


def test_a_phone_on_a_bad_line_may_send_and_even_lose_its_network_for_a_while(clock: Clock) -> None:
    good, bad = int(PHONE * WINDOW), PHONE * 5
    assert after(clock, good, bad, good) == [False, False, False]


def test_an_operator_may_want_no_least_rate(clock: Clock, settings: Any) -> None:
    settings.STUDIO_LEAST_RATE = 0
    assert after(clock, 0) == [False]
