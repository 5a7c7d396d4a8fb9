"""Photos and clips are spread over the scenes: by time, and as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from projects.models.project.spreading import Slot, Spread, spread

MOST = 6


def given_to(
    items: Sequence[Any], slots: list[Slot], longer: float = 0.0, least: float = 2.0
) -> Spread[Any]:
    slots = [replace(slot, needed=slot.shown * least) for slot in slots]
    return spread(items, slots, MOST, least=lambda _: least, longer=longer)


@pytest.mark.parametrize(
    ("items", "slots", "longer", "expected", "left"),
    [
        ("", [Slot(9)], 0, [""], ""),
        ("abc", [], 9, [], "abc"),
        ("abcd", [Slot(8), Slot(8)], 0, ["ab", "cd"], ""),
        ("abc", [Slot(4), Slot(8)], 0, ["a", "bc"], ""),
        ("ab", [Slot(4), Slot(8), Slot(6)], 0, ["", "a", "b"], ""),
        ("abc", [Slot(20), Slot(1), Slot(1)], 0, ["a", "b", "c"], ""),
        ("abcdefgh", [Slot(30), Slot(3)], 0, ["acdefg", "h"], "b"),
        ("abcdefgh", [Slot(30), Slot(3)], 1, ["abcdef", "gh"], ""),
        ("abcdefghijkl", [Slot(4), Slot(4)], 0, ["ad", "gj"], "bcefhikl"),
        ("abcdefghijkl", [Slot(4), Slot(4)], 4, ["ace", "gik"], "bdfhjl"),
        ("abcdefghijkl", [Slot(4), Slot(4)], 16, ["abcdef", "ghijkl"], ""),
        ("abcdefghijklm", [Slot(4), Slot(4)], 99, ["acdefg", "hijklm"], "b"),
        ("abc", [Slot(8, shown=2), Slot(8)], 0, ["a", "bc"], ""),
        ("abcdef", [Slot(8, shown=4), Slot(8)], 0, ["", "acdf"], "be"),
        ("ab", [Slot(8), Slot(8), Slot(8, last_of_all=True)], 0, ["a", "b", ""], ""),
        ("abcde", [Slot(4), Slot(4), Slot(4, last_of_all=True)], 0, ["ab", "cd", "e"], ""),
        ("abcde", [Slot(4), Slot(4), Slot(4, last_of_all=True)], 2, ["abc", "de", ""], ""),
    ],
)
def test_every_file_has_its_place_if_there_is_room(
    items: str, slots: list[Slot], longer: float, expected: list[str], left: str
) -> None:
    given = given_to(items, slots, longer)
    assert ["".join(each) for each in given.scenes] == expected
    assert "".join(given.left) == left


@pytest.mark.parametrize("count", range(0, 40, 3))
def test_nothing_is_lost_or_out_of_order(count: int) -> None:
    slots = [Slot(3 + 7 * at % 11, shown=at % 2) for at in range(6)]
    given = given_to(range(count), slots)
    shown = [item for scene in given.scenes for item in scene]
    assert shown == sorted(shown)
    assert sorted([*shown, *given.left]) == list(range(count))
    for slot, scene in zip(slots, given.scenes, strict=True):
        shown = slot.shown + len(scene)
        assert shown <= MOST
        assert not scene or shown == 1 or shown * 2 <= slot.seconds
