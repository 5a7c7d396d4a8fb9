"""Photos and clips are spread over the scenes: by time, and as many as there is room for."""

from __future__ import annotations

import pytest

from projects.models.project.spreading import Slot, spread

MOST = 6


@pytest.mark.parametrize(
    ("items", "slots", "expected", "left"),
    [
        ("", [Slot(9)], [""], ""),
        ("abc", [], [], "abc"),
        ("abcd", [Slot(8), Slot(8)], ["ab", "cd"], ""),
        ("abc", [Slot(4), Slot(8)], ["a", "bc"], ""),
        ("ab", [Slot(4), Slot(8), Slot(6)], ["", "a", "b"], ""),
        ("abc", [Slot(20), Slot(2), Slot(2)], ["a", "b", "c"], ""),
        ("abcdefgh", [Slot(30), Slot(3)], ["acdefg", "h"], "b"),
        ("abcdefghijkl", [Slot(4), Slot(4)], ["ad", "gj"], "bcefhikl"),
        ("abc", [Slot(8, shown=2), Slot(8)], ["a", "bc"], ""),
        ("abcdef", [Slot(8, shown=4), Slot(8)], ["", "acdf"], "be"),
        ("ab", [Slot(8), Slot(8), Slot(8, last_of_all=True)], ["a", "b", ""], ""),
        ("abcde", [Slot(4), Slot(4), Slot(4, last_of_all=True)], ["ab", "cd", "e"], ""),
    ],
)
def test_every_file_has_its_place_if_there_is_room(
    items: str, slots: list[Slot], expected: list[str], left: str
) -> None:
    given = spread(items, slots, MOST)
    assert ["".join(each) for each in given.scenes] == expected
    assert "".join(given.left) == left


@pytest.mark.parametrize("count", range(0, 40, 3))
def test_nothing_is_lost_or_out_of_order(count: int) -> None:
    slots = [Slot(3 + 7 * at % 11, shown=at % 2) for at in range(6)]
    given = spread(range(count), slots, MOST)
    shown = [item for scene in given.scenes for item in scene]
    assert shown == sorted(shown)
    assert sorted([*shown, *given.left]) == list(range(count))
    for slot, scene in zip(slots, given.scenes, strict=True):
        assert len(scene) <= slot.free(MOST)
    if given.left:
        assert all(
            len(scene) == slot.free(MOST) for slot, scene in zip(slots, given.scenes, strict=True)
        )
