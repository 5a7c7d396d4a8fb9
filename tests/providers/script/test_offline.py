"""What a person gets from the offline script writer."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from projects.language import has_hanzi
from projects.providers.script import OfflineWriter
from projects.vocabulary import Duration, Platform, Style, VideoType, VoiceStyle
from projects.word_files import any_of
from tests.providers.script.writing import (
    CALLS,
    LANGUAGES,
    POINTS,
    STOCKS,
    TOPICS,
    brief,
    every_kind,
    length,
    narration,
    sentences,
    write,
)
from tests.support.counts import few, together
from tests.support.working import Working

ROOT = Path(__file__).parents[3]


@every_kind
def test_a_film_has_the_length_that_was_asked_for(language: str, video_type: str) -> None:
    """As far as what there is to say carries: a brief without key points fills no minute."""
    wishes = [("short", 15, 0), ("short", 20, 0), ("short", 25, 0), ("medium", 45, 0)]
    wishes += [("short", 15, 3), ("short", 20, 3), ("short", 25, 3), ("medium", 45, 3)]
    for voice, (band, seconds, count) in together(VoiceStyle, [*wishes, ("long", 90, 3)]):
        wish = brief(
            language,
            band,
            seconds=seconds,
            video_type=video_type,
            voice_style=voice,
            key_points=POINTS[language][:count],
        )
        script = write(wish, seed=seconds)
        assert wish.shortest <= length(script) <= wish.longest
        assert 3 <= len(script.scenes) <= 10


@every_kind
def test_a_film_with_little_to_say_is_short_and_not_padded(language: str, video_type: str) -> None:
    wish = brief(language, "long", seconds=180, video_type=video_type, key_points=())
    assert 20 < length(write(wish)) < 60


@every_kind
def test_no_sentence_is_said_twice(language: str, video_type: str) -> None:
    for style, seed in together(Style, range(4)):
        script = write(brief(language, "long", style=style, video_type=video_type), seed)
        said = sentences(script)
        assert len(said) == len(set(said))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("platform", Platform)
def test_the_last_scene_calls_for_what_the_platform_offers(language: str, platform: str) -> None:
    for seed, band in together(range(4), Duration):
        script = write(brief(language, band, platform=platform), seed)
        assert CALLS[language][platform] in script.scenes[-1].narration


@every_kind
def test_the_first_scene_names_the_topic_and_the_occasion(language: str, video_type: str) -> None:
    topic = TOPICS[language]
    opens = STOCKS[language].occasions.of(topic, VideoType(video_type)).opens
    for style in Style:
        said = write(brief(language, style=style, video_type=video_type)).scenes[0].narration
        said = said.replace("您", "你")
        assert any(said.startswith(pattern.format(t=topic)) for pattern in opens)


def test_the_same_seed_writes_the_same_script_in_every_process() -> None:
    """Each process has other hashes of words."""
    code = "from tests.providers.script.writing import brief, write; print(write(brief(), 7))"
    argv = [sys.executable, "-c", code]
    elsewhere = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert str(write(brief(), 7)) == str(write(brief(), 7)) == elsewhere.strip()


def test_another_seed_finds_other_words_for_the_same_facts() -> None:
    scripts = [set(sentences(write(brief(band="medium"), seed))) for seed in range(6)]
    shared = [len(a & b) / len(a | b) for a, b in itertools.combinations(scripts, 2)]
    assert sum(shared) / len(shared) < 0.6
    assert all(POINTS["zh"][0] in "".join(script) for script in scripts)


@pytest.mark.parametrize("platform", Platform)
def test_an_english_brief_gets_no_chinese_even_on_a_chinese_platform(platform: str) -> None:
    for video_type, style in together(VideoType, Style):
        wish = brief("en", "medium", platform=platform, video_type=video_type, style=style)
        assert not has_hanzi(repr(write(replace(wish, audience="家长"))))


@pytest.mark.parametrize("video_type", VideoType)
def test_a_chinese_brief_gets_only_chinese(video_type: str) -> None:
    for platform, style in together(Platform, Style):
        script = write(brief("zh", "long", platform=platform, video_type=video_type, style=style))
        assert not re.search(r"[A-Za-z]", repr([tuple(vars(s).values()) for s in script.scenes]))


def test_adults_are_not_addressed_as_parents() -> None:
    for language, audience in (("zh", "社区里的年轻人"), ("en", "young neighbours")):
        family = any_of(STOCKS[language].audiences.family_sentences)
        for video_type, style in together(VideoType, Style):
            wish = brief(language, "medium", audience=audience, video_type=video_type, style=style)
            script = write(replace(wish, topic="2号院 Jazz", key_points=()))
            assert not family.search(narration(script))
            assert audience in narration(write(wish, 3)) or wish.seconds < 60


def test_a_professional_film_is_polite_throughout() -> None:
    for seed in few(range(5)):
        assert "你" not in narration(write(brief(band="long", style="professional"), seed))


def test_titles_are_short_and_kept_when_wished() -> None:
    assert write(brief(title="我的标题：来看看")).title == "我的标题：来看看"
    assert len(write(brief(title="很长" * 60)).title) <= 60
    for language, seed in together(LANGUAGES, range(5)):
        script = write(brief(language, "medium", key_points=POINTS[language]), seed)
        assert TOPICS[language].casefold() in script.title.casefold()
        for scene in script.scenes:
            assert len(scene.title) <= (16 if language == "zh" else 36)


def test_a_post_has_three_to_five_hashtags() -> None:
    for language, platform, video_type in together(LANGUAGES, Platform, VideoType):
        script = write(brief(language, platform=platform, video_type=video_type))
        assert 3 <= len(re.findall(r"#\w+", script.description)) <= 5


def test_every_scene_can_be_filmed() -> None:
    for style in Style:
        script = write(brief(band="medium", style=style))
        assert len({scene.visual_description for scene in script.scenes}) == len(script.scenes)
        for before, after in itertools.pairwise(script.scenes):
            assert after.camera_angle != before.camera_angle
            assert after.camera_movement != before.camera_movement
        for scene in script.scenes:
            assert scene.transition
            assert scene.subtitle == scene.narration


def test_the_writer_says_that_it_is_alive_and_stops_when_told() -> None:
    class Cancelled(Exception):
        pass

    def beat() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        OfflineWriter().write(brief(), seed=1, estimate=len, work=Working(beat))
