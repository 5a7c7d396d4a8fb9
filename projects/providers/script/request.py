"""A brief as the writer needs it: its words cleaned, its occasion and its points understood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from projects.key_points.unparted import LONGEST_SHOWN, shown
from projects.language import is_spoken, language_of
from projects.media.sound.narration import REST
from projects.vocabulary import Purpose, VideoType, known
from projects.word_files import any_of

from ..base import CONTACT, Brief, Estimate
from .languages import Form, Role, WrittenLanguage, written_language
from .ordering import in_order
from .plan import Length, fitting, seconds_for
from .points import Point, in_sentences, make_point, read_points, shortened
from .stock import Audiences, Occasion, Stock, Theme
from .wording import bare, clauses, clean, clipped, folded, parted

LONGEST_TOPIC = 80
_LONGEST_CONTACT = 120
_ROUNDING = 0.1
"""Seconds that a film may become longer when its scenes are rounded one by one."""


@dataclass(frozen=True)
class Request:
    topic: str
    topic_is_sentence: bool
    theme: Theme | None  # of the topic
    occasion: Occasion
    points: tuple[Point, ...]  # in the order in which they are said
    contacts: Mapping[str, str]  # the fields that nothing else says, by their names
    video_type: VideoType
    audience: str  # as it stands in a sentence; "" where it does not fit into one
    for_families: bool
    language: WrittenLanguage
    brief: Brief
    estimate: Estimate

    @property
    def length(self) -> Length:
        shortest, longest = self.brief.shortest, self.brief.longest - _ROUNDING
        wanted = max(self.brief.seconds, shortest, seconds_for(self.brief.material))
        return Length(shortest, min(wanted, longest), longest)

    @property
    def shown_link(self) -> str:
        """The link as a card shows it; "" without one, or where it has no room."""
        link = shown(self.contacts.get("link", ""))
        return link if len(link) <= LONGEST_SHOWN else ""

    def measure(self, text: str) -> float:
        """Seconds of a scene that says this."""
        return self.estimate(text) + REST


def read(brief: Brief, stock: Stock, estimate: Estimate) -> Request:
    video_type = known(VideoType, brief.video_type)
    language = written_language(brief.language)
    topic = _topic(brief, stock, language, video_type)
    is_report = brief.purpose == Purpose.REPORT or (not brief.purpose and bool(brief.is_over))
    occasion = stock.occasions.of(
        topic,
        video_type,
        "\n".join(brief.key_points),
        is_report=is_report,
        must_invite=brief.purpose == Purpose.INVITE,
    )
    is_report = occasion.purpose == Purpose.REPORT
    if not occasion.uses_themes:
        stock = stock.without_themes()
    elif is_report:
        stock = stock.for_reports()
    audience = clean(brief.audience, 200)
    points = read_points(brief.key_points, stock, language, topic)
    if is_report:
        points = [point for point in points if _is_told(point)]
    ordered = in_order(points, as_typed=occasion.is_notice or occasion.keeps_order)
    sentences = [one for point in ordered for one in in_sentences(point, stock, language)]
    return Request(
        topic=topic,
        topic_is_sentence=language.is_sentence(topic),
        theme=stock.themes.of(topic),
        occasion=occasion,
        points=_fitting(sentences, stock, language, estimate),
        contacts=_contacts(brief, topic, points),
        video_type=video_type,
        audience=_callable_by_name(audience, brief, language),
        for_families=_is_for_families(topic, audience, stock.audiences),
        language=language,
        brief=brief,
        estimate=estimate,
    )


_ASKING = (Role.ASK, Role.LIMIT)
_INVITING = re.compile(
    r"欢迎.{0,8}(?:来|参加|参观|加入)|\b(?:is|are) (?:all )?welcome\b", re.IGNORECASE
)
_ASKING_FORMS = (Form.CALL, Form.WELCOME)


def _is_told(point: Point) -> bool:
    """Whether it may be told of what is over. What asks somebody to come, to sign up or to bring
    something may not; a person who wants it all the same adds it."""
    if point.role == Role.JOIN:
        return point.is_thanks
    asks = point.role in _ASKING or point.form in _ASKING_FORMS
    return not asks and not _INVITING.search(point.text)


def _topic(brief: Brief, stock: Stock, language: WrittenLanguage, video_type: VideoType) -> str:
    text = clipped(bare(clean(brief.topic)), LONGEST_TOPIC, language)
    return language.topic_of(text) if is_spoken(text) else stock.posts.plain_topics[video_type]


def _fitting(
    points: Sequence[Point], stock: Stock, language: WrittenLanguage, estimate: Estimate
) -> tuple[Point, ...]:
    """The points, long ones in parts, or cut where all of them would not fit into any film."""

    def part(point: Point, longest: int) -> Sequence[Point]:
        texts = parted(point.text, longest, language)
        return [point] if len(texts) == 1 else [make_point(t, stock, language) for t in texts]

    def shorten(point: Point, longest: int) -> Point:
        return shortened(point, longest, language)

    def measure(points: Sequence[Point]) -> float:
        return estimate("。".join(point.text for point in points))

    return tuple(fitting(points, part, shorten, measure))


def _contacts(brief: Brief, topic: str, points: Sequence[Point]) -> dict[str, str]:
    said = folded(topic + "".join(point.text for point in points))
    values = {name: bare(clean(getattr(brief, name), _LONGEST_CONTACT)) for name in CONTACT}
    return {
        name: value
        for name, value in values.items()
        if is_spoken(value) and folded(value) not in said
    }


def _callable_by_name(audience: str, brief: Brief, language: WrittenLanguage) -> str:
    """The audience if it fits after "for": short, one clause, in the language of the film."""
    is_plain = len(clauses(audience)) == 1 and bare(audience) == audience
    is_short = len(audience) <= language.LONGEST_AUDIENCE
    is_said_so = language_of(audience, brief.language).code == brief.language
    is_obvious = audience.lower() in language.OBVIOUS_AUDIENCES
    return audience if is_plain and is_short and is_said_so and not is_obvious else ""


def _is_for_families(topic: str, audience: str, audiences: Audiences) -> bool:
    family = any_of(audiences.family_audiences)
    if is_spoken(audience):
        return bool(family.search(audience))
    return not any_of(audiences.adult_topics).search(topic) or bool(family.search(topic))
