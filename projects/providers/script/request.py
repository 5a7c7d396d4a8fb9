"""A brief as the writer needs it: its words cleaned, its points and its audience understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.language import is_spoken, language_of
from projects.media.sound.narration import REST
from projects.vocabulary import VideoType, known
from projects.word_files import any_of

from ..base import Brief, Estimate
from .languages import WrittenLanguage, written_language
from .plan import Length, fitting
from .points import Point, make_point, read_points, shortened
from .stock import Audiences, Stock
from .wording import bare, clauses, clean, clipped, parted

LONGEST_TOPIC = 80
_ROUNDING = 0.1
"""Seconds that a film may become longer when its scenes are rounded one by one."""


@dataclass(frozen=True)
class Request:
    topic: str
    topic_is_sentence: bool
    points: tuple[Point, ...]
    video_type: VideoType
    audience: str  # as it stands in a sentence; "" where it does not fit into one
    for_families: bool
    language: WrittenLanguage
    brief: Brief
    estimate: Estimate

    @property
    def length(self) -> Length:
        shortest, longest = self.brief.shortest, self.brief.longest - _ROUNDING
        return Length(shortest, min(max(self.brief.seconds, shortest), longest), longest)

    def measure(self, text: str) -> float:
        """Seconds of a scene that says this."""
        return self.estimate(text) + REST


def read(brief: Brief, stock: Stock, estimate: Estimate) -> Request:
    video_type = known(VideoType, brief.video_type)
    language = written_language(brief.language)
    topic = _topic(brief, stock, language, video_type)
    audience = clean(brief.audience, 200)
    return Request(
        topic=topic,
        topic_is_sentence=language.is_sentence(topic),
        points=_points(brief, topic, stock, language, estimate),
        video_type=video_type,
        audience=_callable_by_name(audience, brief, language),
        for_families=_is_for_families(topic, audience, stock.audiences),
        language=language,
        brief=brief,
        estimate=estimate,
    )


def _topic(brief: Brief, stock: Stock, language: WrittenLanguage, video_type: VideoType) -> str:
    text = clipped(bare(clean(brief.topic)), LONGEST_TOPIC, language)
    return language.topic_of(text) if is_spoken(text) else stock.posts.plain_topics[video_type]


def _points(
    brief: Brief, topic: str, stock: Stock, language: WrittenLanguage, estimate: Estimate
) -> tuple[Point, ...]:
    """The points, long ones in parts, or cut where all of them would not fit into any film."""

    def part(point: Point, longest: int) -> Sequence[Point]:
        texts = parted(point.text, longest, language)
        return [point] if len(texts) == 1 else [make_point(t, stock, language) for t in texts]

    def shorten(point: Point, longest: int) -> Point:
        return shortened(point, longest, language)

    def measure(points: Sequence[Point]) -> float:
        return estimate("。".join(point.text for point in points))

    points = read_points(brief.key_points, stock, language, topic)
    return tuple(fitting(points, part, shorten, measure))


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
