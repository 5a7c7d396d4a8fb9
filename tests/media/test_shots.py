"""When a scene changes from one photo or video of its owner to the next."""

from __future__ import annotations

from itertools import pairwise

import pytest

from projects.media.shots import PHOTO, SHORTEST, Wish, room, starts, wish_of

ZH = "开放日那天，孩子们在操场上奔跑，老师在教室里讲故事，家长们一起参观。"
EN = "On open day the children run. Teachers read stories, and parents look at each classroom."


def spoken(text: str, pace: float = 0.24) -> list[tuple[int, float]]:
    """Each word of English, or each second hanzi, at an even pace."""
    if text is EN:
        places = [0, *(place + 1 for place, letter in enumerate(text) if letter == " ")]
    else:
        places = [n for n, letter in enumerate(text) if letter not in "，。" and n % 2 == 0]
    return [(place, 0.2 + number * pace) for number, place in enumerate(places)]


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize(("text", "pace"), [(ZH, 0.5), (EN, 0.6), (EN, 1.3)])
def test_shots_change_where_a_word_begins_and_none_is_too_short(
    text: str, pace: float, count: int
) -> None:
    times = spoken(text, pace)
    frames = round((times[-1][1] + 1.2) * 30)
    count = min(count, room(frames / 30))
    begun = starts([PHOTO] * count, frames, text, times)
    assert len(begun) == count
    assert set(begun[1:]) <= {round(second * 30) for _, second in times}
    lengths = [after - before for before, after in pairwise((*begun, frames))]
    assert min(lengths) >= SHORTEST * 30
    assert max(lengths) < 2 * frames / len(begun), "they share the time about evenly"


def test_a_change_waits_for_the_begin_of_a_phrase() -> None:
    times = spoken(EN, 0.4)
    frames = round((times[-1][1] + 1) * 30)
    second = starts([PHOTO] * 2, frames, EN, times)[1]
    word = next(EN[place:].split()[0] for place, at in times if round(at * 30) == second)
    assert word == "and"


@pytest.mark.parametrize(("seconds", "seen"), [(0.5, 1), (2.9, 1), (3.0, 2), (7.4, 4), (30, 6)])
def test_a_scene_that_is_too_short_shows_the_first_ones(seconds: float, seen: int) -> None:
    assert len(starts([PHOTO] * 6, round(seconds * 30), "一二三", [(0, 0.1)])) == seen


def test_without_times_of_words_shots_share_the_time_evenly() -> None:
    assert starts([PHOTO] * 3, 300, ZH, []) == (0, 100, 200)
    assert starts([], 300, ZH, []) == ()


@pytest.mark.parametrize(
    ("clip", "wish"),
    [(None, Wish(2.4, 5.0)), (0.8, Wish(1.6, 1.6)), (2.0, Wish(2.0, 2.0)), (60, Wish(2.4, 8.0))],
)
def test_a_clip_is_seen_as_long_as_it_is_up_to_a_limit(clip: float | None, wish: Wish) -> None:
    assert wish_of(clip) == wish


def test_a_clip_is_seen_longer_than_a_photo() -> None:
    assert starts([PHOTO, wish_of(7), PHOTO], 13 * 30, ZH, []) == (0, 90, 300)
    tight = starts([PHOTO, wish_of(7), PHOTO], round(5.6 * 30), ZH, [])
    assert tight == (0, 48, 120), "each has its least"


def test_while_nobody_speaks_no_word_decides() -> None:
    words = [(n, 0.2 * n) for n in range(10)]
    wishes = [PHOTO] * 5
    spoken, quiet = (starts(wishes, 300, ZH, words, quiet) for quiet in (0, 240))
    assert quiet[2:] == (120, 180, 240)
    assert all(at < 60 or at in quiet for at in spoken[2:])
