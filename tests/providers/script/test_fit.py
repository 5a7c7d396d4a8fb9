"""That an offline script keeps to its topic, its audience and its own words."""

from __future__ import annotations

import itertools
import re

import pytest

from projects.providers.script.languages import written_language
from projects.providers.script.picker import Picker
from projects.vocabulary import Style, VideoType
from tests.providers.script.writing import STOCKS, brief, narration, write


@pytest.mark.parametrize(
    ("language", "topic", "audience"),
    [("zh", "成人瑜伽课", "上班族"), ("zh", "企业团建", ""), ("en", "Adult yoga class", "")],
)
def test_grown_ups_get_no_scene_about_children(language: str, topic: str, audience: str) -> None:
    angles = STOCKS[language].angles.angles.values()
    about_children = {angle.title for of_type in angles for angle in of_type if angle.for_families}
    for video_type, seed in itertools.product(VideoType, range(4)):
        wish = brief(language, "long", topic=topic, audience=audience, video_type=video_type)
        titles = {scene.title for scene in write(wish, seed).scenes}
        assert not titles & about_children


def test_a_day_for_the_old_does_not_ask_who_played_with_the_child() -> None:
    for style, seed in itertools.product(Style, range(4)):
        wish = brief(topic="重阳节敬老", style=style, video_type="activity", key_points=())
        assert "孩子" not in write(wish, seed).scenes[0].narration


def test_an_opening_and_a_close_do_not_echo_themselves() -> None:
    for video_type, style, seed in itertools.product(VideoType, Style, range(6)):
        wish = brief("zh", "long", topic="小太阳", video_type=video_type, style=style)
        script = write(wish, seed)
        for scene in (script.scenes[0], script.scenes[-1]):
            said = re.sub(r"\W", "", scene.narration.replace("小太阳", "。"))
            runs = [said[at : at + 4] for at in range(len(said) - 3)]
            assert len(runs) == len(set(runs)), scene.narration


def test_a_sentence_is_chosen_that_does_not_repeat_a_word() -> None:
    pool = ("Stay close, and follow us.", "There is no rush, one corner at a time.")
    for seed in range(8):
        picker = Picker(
            STOCKS["en"].audiences,
            written_language("en"),
            "warm",
            for_families=True,
            seed=str(seed),
        )
        assert picker.one(pool, beside="Follow me, let's look around!") == pool[1]


@pytest.mark.parametrize("topic", ["我们的老师真好", "新园区启用", "新校区开业了"])
def test_a_sentence_as_topic_is_not_put_in_the_place_of_a_noun(topic: str) -> None:
    for video_type in VideoType:
        script = write(brief(topic=topic, video_type=video_type))
        assert script.title == topic
        assert re.search(rf"(?:^|[。？！]){topic}。", script.scenes[0].narration)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("Summer camp video", "Summer camp"),
        ("Sports day promo film", "Sports day"),
        ("How to make a film", "How to make a film"),
    ],
)
def test_the_word_video_is_no_part_of_an_english_topic(typed: str, topic: str) -> None:
    assert write(brief("en", topic=typed)).scenes[0].title == topic


def test_a_single_point_is_not_called_the_first() -> None:
    for seed in range(12):
        said = narration(write(brief(band="medium", key_points=("提供瑜伽垫",)), seed))
        assert not re.search("首先|先说这一点|另外", said)
        said = narration(write(brief("en", "medium", key_points=("Mats provided",)), seed))
        assert not re.search("First:|To begin with|One more thing", said)


@pytest.mark.parametrize(
    ("language", "audience"), [("zh", "双职工家庭"), ("en", "working parents")]
)
def test_the_audience_is_addressed_wherever_there_is_room(language: str, audience: str) -> None:
    for video_type, seed in itertools.product(VideoType, range(6)):
        wish = brief(language, "medium", audience=audience, video_type=video_type)
        assert audience in write(wish, seed).scenes[0].narration


@pytest.mark.parametrize(
    ("language", "video_type", "topic", "far"),
    [
        ("zh", "campus", "图书馆", "水坑|操场|教室不必"),
        ("zh", "course", "篮球训练营", "买菜|讲一讲"),
        ("en", "campus", "Our kitchen", "Puddles|room to run"),
    ],
)
def test_a_film_about_one_thing_stays_with_it(
    language: str, video_type: str, topic: str, far: str
) -> None:
    for seed in range(6):
        wish = brief(language, "long", topic=topic, video_type=video_type, key_points=())
        assert not re.search(far, narration(write(wish, seed)), re.IGNORECASE)
