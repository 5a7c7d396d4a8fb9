"""Films of several minutes, and films that show much of their owner's: as long as what there is to
say and to show, and no sentence only fills time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import pytest

from projects.language import LANGUAGES
from projects.providers.base import MOST_SHOTS, Material
from projects.vocabulary import VideoType
from tests.providers.script.writing import (
    POINTS,
    brief,
    every_kind,
    folded,
    length,
    narration,
    sentences,
    write,
)

PHOTO, CLIP = Material("a.jpg", False, 1.6, 3.0), Material("b.mp4", True, 2.4, 8.0, 9.5)
WORDS = {
    "zh": (
        "{who}从早上开始动手，用{what}搭出了{thing}",
        ("小一班", "小二班", "小三班", "中一班", "中二班", "大一班", "大二班", "爷爷奶奶"),
        ("纸箱", "松果", "旧报纸", "毛线", "沙子", "木条", "空瓶子", "布头"),
        ("一座很高的灯塔", "一条弯弯的小船", "会转的风车", "给小鸟住的房子", "可以坐人的火车"),
    ),
    "en": (
        "{who} worked on {thing} all morning, and used {what} for it",
        (
            *("the youngest group", "the second group", "the third group", "the oldest group"),
            *("our grandparents", "the fathers", "the cooks", "the neighbours"),
        ),
        ("boxes", "cones", "newspapers", "wool", "sand", "rope", "bottles", "cloth"),
        ("a lighthouse", "a little boat", "a windmill", "a house for birds", "a long train"),
    ),
}


def points(language: str, count: int) -> tuple[str, ...]:
    said, who, what, thing = WORDS[language]
    whats = [what[(at % len(who) + at // len(who)) % len(what)] for at in range(count)]
    return tuple(
        said.format(who=who[at % len(who)], what=whats[at], thing=thing[at % len(thing)])
        for at in range(count)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seconds", [200, 250, 300])
def test_a_long_brief_with_much_to_say_gets_a_film_of_its_length(
    language: str, seconds: int
) -> None:
    said = points(language, round(seconds * {"zh": 0.146, "en": 0.16}[language]))
    wish = brief(language, "long", seconds=seconds, key_points=said, topic=TOPIC[language])
    film = write(replace(wish, video_type="activity"))
    assert 0.8 * seconds <= length(film) <= 300
    assert 10 < len(film.scenes) <= 30
    assert max(scene.seconds for scene in film.scenes) < 25
    heard = sentences(film)
    assert len(heard) == len(set(heard))
    spoken = folded(narration(film))
    assert [point for point in said if folded(point) not in spoken] == []


TOPIC = {"zh": "创意搭建周", "en": "Our building week"}


@every_kind
def test_a_long_brief_with_few_points_is_short(language: str, video_type: str) -> None:
    wish = brief(language, "long", seconds=300, video_type=video_type, key_points=POINTS[language])
    assert 30 < length(write(wish)) < 120


@every_kind
@pytest.mark.parametrize("material", [(PHOTO,) * 12 + (CLIP,) * 2, (PHOTO,) * 18])
def test_a_film_has_more_time_for_what_it_shows_and_never_more_than_was_asked_for(
    language: str, video_type: str, material: Sequence[Material]
) -> None:
    plain = brief(language, video_type=video_type, key_points=POINTS[language])
    film = write(replace(plain, material=tuple(material)))
    assert length(write(plain)) <= length(film) + 0.5
    assert length(film) <= plain.longest
    assert len(film.scenes) * MOST_SHOTS >= len(material)
    heard = sentences(film)
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [40, 90, 150])
def test_much_material_gets_as_many_scenes_as_it_needs(language: str, count: int) -> None:
    said = points(language, 30)
    wish = brief(language, "long", video_type="activity", key_points=said, topic=TOPIC[language])
    film = write(replace(wish, material=(PHOTO,) * count))
    assert ceil(count / MOST_SHOTS) <= len(film.scenes) <= 30


def test_only_the_plan_hangs_on_the_material_and_not_the_order_of_the_facts() -> None:
    plain = brief(key_points=POINTS["zh"], video_type=VideoType.CAMPUS)
    film = write(replace(plain, material=(PHOTO,) * 20))
    spoken = folded(narration(film))
    places = [spoken.find(folded(point)) for point in POINTS["zh"]]
    assert -1 not in places
    assert "jpg" not in narration(film)
