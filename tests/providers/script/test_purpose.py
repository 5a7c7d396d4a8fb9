"""A film that invites speaks of what is to come, and one that reports of what is over."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from projects.language import LANGUAGES
from projects.providers.base import Script
from projects.providers.script.languages import Form, Role, written_language
from projects.providers.script.points import form_of
from projects.vocabulary import Purpose, VideoType
from tests.providers.script.typed_briefs import TYPED, wish
from tests.providers.script.writing import (
    STOCKS,
    brief,
    every_kind,
    folded,
    narration,
    sentences,
    write,
)

INVITES = re.compile(
    r"等你|欢迎|约你|请你|请您|请家长|现场见|不见不散|报名|来看看|请进|进来看|营里见|场上见|记好时间|别忘|记得(?!收藏)"
    r"|\b(?:come|join|(?<!Mistakes are )welcome|invited|see you (?:there|at|on|in)|bring|wear|pack"
    r"|sign up|will)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"了|过|那天|谢谢|\b(?:was|were|had|did|\w+ed|kept|thank|saw|came|met|said|knew|sang|taught|took"
    r"|brought|shone|behind|looking|back)\b",
    re.IGNORECASE,
)
NOTICES = {  # they neither invite nor report
    occasion.name for stock in STOCKS.values() for occasion in stock.occasions.occasions
    if occasion.is_notice or occasion.purpose is None
}  # fmt: skip
each_brief = pytest.mark.parametrize(
    "name",
    [
        name if at % 5 == 0 else pytest.param(name, marks=pytest.mark.full("94 briefs"))
        for at, name in enumerate(TYPED)
    ],
)


def film(name: str, purpose: str) -> Script:
    return write(replace(wish(name), purpose=purpose))


def added(script: Script, name: str) -> list[str]:
    """What the writer says besides the words of the brief."""
    wished = wish(name)
    typed = folded("".join([wished.topic, *wished.key_points, wished.organization]))
    return [said for said in sentences(script) if folded(said) not in typed]


def occasion_of(name: str, purpose: str) -> tuple[str, Purpose | None]:
    wished = wish(name)
    found = STOCKS[wished.language].occasions.of(
        re.sub(r"\*", "", wished.topic),
        VideoType(wished.video_type),
        "\n".join(wished.key_points),
        is_report=purpose == Purpose.REPORT,
        must_invite=purpose == Purpose.INVITE,
    )
    return found.name, found.purpose


@each_brief
def test_no_report_invites_and_asks_nobody_for_anything(name: str) -> None:
    occasion, purpose = occasion_of(name, Purpose.REPORT)
    assert purpose != Purpose.INVITE
    if occasion in NOTICES:
        return
    script, language = film(name, Purpose.REPORT), written_language(wish(name).language)
    own = added(script, name)
    assert not [said for said in own if INVITES.search(said.replace(wish(name).topic, ""))]
    assert [said for said in own if PAST.search(said)]
    asked = [
        point
        for point in wish(name).key_points
        if language.role_of(point) == Role.ASK or form_of(point, language) == Form.CALL
    ]
    assert not [point for point in asked if folded(point) in folded(narration(script))]


@each_brief
def test_no_invitation_tells_of_the_past(name: str) -> None:
    reports = [
        say
        for stock in STOCKS.values()
        for occasion in stock.occasions.occasions
        if occasion.purpose == Purpose.REPORT
        for say in (*(occasion.says or ()), *(occasion.closes or ()), *(occasion.welcomes or ()))
    ]
    told = [
        say
        for stock in STOCKS.values()
        for theme in stock.themes.themes
        for say in theme.tells or ()
    ]
    assert occasion_of(name, Purpose.INVITE)[1] != Purpose.REPORT
    said = [each.replace("您", "你") for each in sentences(film(name, Purpose.INVITE))]
    assert not {*said} & {*reports, *told}


@every_kind
def test_every_type_of_film_can_report_in_the_past(language: str, video_type: str) -> None:
    wished = brief(language, video_type=video_type, purpose=Purpose.REPORT)
    for topic in {"zh": ("大班故事", "春季招生开放日"), "en": ("Our pond", "Spring open day")}[
        language
    ]:
        script = write(replace(wished, topic=topic))
        said = [one for one in sentences(script) if topic not in one]
        assert any(PAST.search(one) for one in said)
        assert not [one for one in said if INVITES.search(one)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_wants_to_invite_invites_to_whatever_it_is(language: str) -> None:
    topic = {"zh": "大班故事", "en": "Our pond"}[language]
    plain = brief(language, topic=topic, video_type="activity", key_points=())
    invites = re.compile("等你|约你|请你来|现场见|不见不散|这一天|invited|along|there|see you")
    for seed in (1, 2, 3):
        assert not invites.search(write(plain, seed).scenes[0].narration)
        assert invites.search(narration(write(replace(plain, purpose=Purpose.INVITE), seed)))


def test_what_the_dates_tell_counts_only_where_nobody_has_said_it() -> None:
    plain = brief("zh", topic="秋季亲子运动会", video_type="activity", key_points=("10月30日",))
    over, to_come = replace(plain, is_over=True), replace(plain, is_over=False)
    assert "那是10月30日。" in narration(write(over))
    assert "那是" not in narration(write(to_come))
    assert write(replace(over, purpose=Purpose.INVITE)) == write(replace(plain, purpose="invite"))
    assert write(replace(to_come, purpose=Purpose.REPORT)) == write(over)
