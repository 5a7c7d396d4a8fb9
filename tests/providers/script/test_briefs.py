"""Briefs as staff write them, and what holds for the script of each: briefs.toml has them.

What a person gets: all facts are said, none is invented, and no sentence stands where it does not
belong.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from projects.coverage import unsaid
from projects.providers.script.stock import Occasion
from projects.providers.script.wording import width
from projects.vocabulary import VideoType
from projects.word_files import any_of, sentences_of
from tests.providers.script.typed_briefs import TYPED, script, wish
from tests.providers.script.writing import STOCKS, brief, folded, length, narration, write
from tests.support.counts import few

SEEDS = (1, 2, 3)  # the first alone, but at full counts
WIDEST, WIDEST_OF_TOPIC = 18, 30  # of a headline, in hanzi; two letters are as wide as one
MOST_FILMS = 5  # in which one sentence of the stock may stand, of all these briefs
SENTENCE = re.compile(r".*?[。！？!?.](?:[”\"]|(?=\s|$)|(?<=[。！？]))\s*|.+$")


def typed_words(name: str) -> str:
    return "\n".join(str(value) for value in TYPED[name].values())


CALLS = [text for stock in STOCKS.values() for _, text in sentences_of(stock.calls)]
each_brief = pytest.mark.parametrize("name", TYPED)


@each_brief
def test_every_fact_is_said_in_order_and_none_is_invented(name: str) -> None:
    for seed in few(SEEDS):
        film = script(name, seed)
        said = narration(film)
        for point in wish(name).key_points:
            assert folded(point) in folded(said)
        assert unsaid(wish(name).key_points, [scene.narration for scene in film.scenes]) == ()
        places = [said.find(words) for words in TYPED[name].get("order", ())]
        assert places == sorted(places)
        assert -1 not in places
        shown = "\n".join([said, film.title, film.description, *(s.title for s in film.scenes)])
        assert not [words for words in TYPED[name]["never"] if words in shown]
        figures = re.findall(r"\d+", re.sub(r"#\S+", "", shown))
        assert not [figure for figure in figures if figure not in typed_words(name)]


@each_brief
def test_headlines_are_short_and_do_not_repeat_what_is_said(name: str) -> None:
    for seed in few(SEEDS):
        opening, *scenes = script(name, seed).scenes
        assert width(opening.title) <= WIDEST_OF_TOPIC
        for scene in scenes:
            assert width(scene.title) <= WIDEST
            assert folded(scene.title) != folded(scene.narration)
        pictures = [scene.visual_description for scene in (opening, *scenes)]
        assert len(set(pictures)) == len(pictures)


@each_brief
def test_the_film_is_no_longer_than_it_has_something_to_say(name: str) -> None:
    for seed in few(SEEDS):
        film = script(name, seed)
        assert 3 <= len(film.scenes) <= 10
        assert length(film) <= wish(name).longest
        assert all(scene.seconds > 2.4 for scene in film.scenes)
        said = [sentence for scene in film.scenes for sentence in sentences(scene.narration)]
        assert len(said) == len(set(said))


@each_brief
def test_what_the_brief_does_not_say_belongs_to_its_theme_or_its_occasion(name: str) -> None:
    """A sentence is either made of the brief's own words, or stands where the stock has it for."""
    for seed in few(SEEDS):
        for scene in script(name, seed).scenes:
            for sentence in sentences(scene.narration):
                assert is_of_the_brief(sentence, name) or belongs(sentence, scene.narration, name)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE.findall(text) if part.strip()]


def is_of_the_brief(sentence: str, name: str) -> bool:
    brief = wish(name)
    fields = (brief.organization, brief.phone, brief.address, brief.audience)
    typed = folded("".join([brief.topic, *brief.key_points, *fields]))
    own = (brief.topic, *brief.key_points, *filter(None, fields))
    is_within = folded(sentence) in typed
    return is_within or any(folded(words) in folded(sentence) for words in own)


def belongs(sentence: str, beside: str, name: str) -> bool:
    brief = wish(name)
    stock = STOCKS[brief.language]
    plain = sentence.replace("您", "你")
    about = f"{brief.topic} {beside.replace(sentence, '')}"
    of_theme = any(
        any_of(theme.words).search(about) for theme in stock.themes.themes if plain in all_of(theme)
    )
    others = [text for part in (stock.calls, stock.roles) for _, text in sentences_of(part)]
    return of_theme or any(plain in text for text in [*all_of(occasion_of(name)), *others])


def occasion_of(name: str) -> Occasion:
    brief = wish(name)
    topic = re.sub(r"\*", "", brief.topic)
    told = "\n".join(brief.key_points)
    return STOCKS[brief.language].occasions.of(topic, VideoType(brief.video_type), told)


@pytest.mark.parametrize("name", [name for name, typed in TYPED.items() if "headlines" in typed])
def test_headlines_and_pictures_are_those_of_the_brief(name: str) -> None:
    for seed in few(SEEDS):
        film = script(name, seed)
        headlines = [scene.title for scene in film.scenes]
        assert [words for words in TYPED[name]["headlines"] if words in headlines] == (
            TYPED[name]["headlines"]
        )
        pictures = "\n".join(scene.visual_description for scene in film.scenes)
        assert not [words for words in TYPED[name].get("unseen", ()) if words in pictures]


def all_of(part: Any) -> list[str]:
    lists = (getattr(part, name, None) for name in ("says", "opens", "closes", "welcomes"))
    return [text for texts in lists for text in texts or ()]


def test_no_sentence_of_the_stock_stands_in_many_films() -> None:
    """The calls of a platform are the same under every film: these are its buttons."""
    for seed in few(SEEDS):
        films = Counter(sentence for name in TYPED for sentence in set(added_to(name, seed)))
        assert not {text: count for text, count in films.items() if count > MOST_FILMS}


def test_no_sentence_stands_in_films_of_different_occasions_unless_they_share_a_theme() -> None:
    occasions: dict[str, set[str]] = {}
    for name, seed in itertools.product(TYPED, few(SEEDS)):
        for sentence in added_to(name, seed):
            occasions.setdefault(sentence, set()).add(occasion_of(name).name)
    themes = [theme for stock in STOCKS.values() for theme in stock.themes.themes]
    of_themes = {text for theme in themes for text in all_of(theme)}
    assert not {text for text, names in occasions.items() if len(names) > 1} - of_themes


def added_to(name: str, seed: int) -> Iterator[str]:
    for scene in script(name, seed).scenes:
        for sentence in sentences(scene.narration):
            plain = sentence.replace("您", "你")
            if not is_of_the_brief(sentence, name) and not any(plain in call for call in CALLS):
                yield plain


def test_what_stands_in_the_fields_is_said_once_and_at_the_end() -> None:
    plain = replace(
        brief(),
        organization="阳光幼儿园",
        phone="021-62345678",
        address="世纪大道1000号",
        link="https://www.sunshine-kid.cn/enroll",
    )
    *before, last = write(plain).scenes
    assert last.narration.startswith("阳光幼儿园。电话：021-62345678。地址：世纪大道1000号。")
    assert "网址就在屏幕上。" in last.narration
    assert last.title == "sunshine-kid.cn/enroll"
    assert not [scene for scene in before if "62345678" in scene.narration]
    told = replace(plain, topic="阳光幼儿园招生", key_points=("咨询电话：021-62345678",))
    said = narration(write(told))
    assert said.count("62345678") == 1
    assert "。阳光幼儿园。" not in said
