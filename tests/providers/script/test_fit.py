"""That an offline script keeps to its topic, its audience and its own words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from projects.vocabulary import Style, VideoType
from projects.word_files import any_of
from tests.providers.script.writing import STOCKS, brief, narration, write
from tests.support.counts import few, together


@pytest.mark.parametrize(
    ("language", "topic", "audience"),
    [("zh", "成人瑜伽课", "上班族"), ("zh", "企业团建", ""), ("en", "Adult yoga class", "")],
)
def test_grown_ups_hear_no_sentence_about_children(
    language: str, topic: str, audience: str
) -> None:
    family = any_of(STOCKS[language].audiences.family_sentences)
    for video_type, seed in together(VideoType, range(4)):
        wish = brief(language, "long", topic=topic, audience=audience, video_type=video_type)
        assert not family.search(narration(write(replace(wish, key_points=()), seed)))


def test_a_day_for_the_old_does_not_ask_who_played_with_the_child() -> None:
    for style, seed in together(Style, range(4)):
        wish = brief(topic="重阳节敬老", style=style, video_type="activity", key_points=())
        assert "孩子" not in write(wish, seed).scenes[0].narration


@pytest.mark.parametrize("topic", ["我们的老师真好", "新园区启用", "新校区开业了"])
def test_a_sentence_as_topic_is_not_put_in_the_place_of_a_noun(topic: str) -> None:
    for video_type in VideoType:
        script = write(brief(topic=topic, video_type=video_type))
        assert script.title == topic
        assert script.scenes[0].narration.startswith(f"{topic}。")


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


@pytest.mark.parametrize(
    ("language", "audience"), [("zh", "双职工家庭"), ("en", "working parents")]
)
def test_the_audience_is_addressed_wherever_there_is_room(language: str, audience: str) -> None:
    for video_type, seed in together(VideoType, range(6)):
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
    for seed in few(range(6)):
        wish = brief(language, "long", topic=topic, video_type=video_type, key_points=())
        assert not re.search(far, narration(write(wish, seed)), re.IGNORECASE)
