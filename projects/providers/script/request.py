"""A brief as the writer reads it: clean, with a topic that fits into a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..base import Brief
from ..speech.sentences import is_spoken
from ..speech.voices import HANZI, SCENE_PAUSE, estimate
from .plan import Length, fitting
from .points import CALL, WELCOME, Point, form_of, read_points, shortened
from .stock import Stock
from .wording import bare, clauses, clean, clipped

VIDEO_TYPES = ("enrollment", "activity", "course", "campus")
LONGEST_TOPIC = 80
_ROUNDING = 0.1
"""Seconds that the scenes of a film may come to more, rounded one by one."""

_ORDER_ZH = re.compile(
    r"^(?:请|帮我|给我们?|我想|我要)*(?:做|拍|制作|生成|写|来)(?:一[个条部支段]|个|条)"
    r"(?:关于|介绍)?(.{2,}?)(?:的(?:宣传|短)?(?:视频|片|短片|宣传片))?$"
)
_FILM_ZH = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:的?(?:宣传|招生|介绍|推广)?(?:短?视频|短片|宣传片)|宣传|介绍)$"
)
_ORDER_EN = re.compile(
    r"^(?:(?:please )?(?:make|create|write|produce)(?: me| us)? )?(?:an? )?(?:short )?"
    r"(?:promo(?:tional)? )?(?:video|film|clip) (?:about|on|for|of) (.+)$",
    re.IGNORECASE,
)
_FILM_EN = re.compile(
    r"(?<=\w )(?!(?:an?|the|our|your|my|own|this|short|on)\b)(\w+) (?:promo )?(?:video|film|clip)$",
    re.IGNORECASE,
)
_SENTENCE_ZH = re.compile(
    r"[，。！？；,;!?]|[啦了吧吗呢哦呀]$|^(?:欢迎|快来|来|请|让|我们(?!的)|你们?(?!的)|您|大家|一起|带|跟|看|听)"
    r"|[真很太最][好棒美]|(?:启用|落成|开业|开学)了?$"
)
_QUESTION_ZH = re.compile(r"^(?:怎样|怎么|如何|为什么|为何|哪里|什么是)[^？?。！]*$")
_FAMILY = re.compile(
    r"家长|父母|[爸妈]|宝|娃|孩|亲子|家庭|奶|爷|祖|幼|parent|mum|mom|dad|famil|child|kid|toddler|grand",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Request:
    topic: str
    topic_is_sentence: bool
    points: tuple[Point, ...]
    video_type: str
    platform: str
    audience: str  # "" where there is nothing to call it by
    for_families: bool
    brief: Brief

    @property
    def length(self) -> Length:
        shortest, longest = self.brief.shortest, self.brief.longest - _ROUNDING
        return Length(shortest, min(max(self.brief.seconds, shortest), longest), longest)

    def measure(self, text: str) -> float:
        return estimate(text, self.brief.voice_style, self.brief.language)


def read(brief: Brief, stock: Stock) -> Request:
    video_type = brief.video_type if brief.video_type in VIDEO_TYPES else VIDEO_TYPES[0]
    topic = _topic(brief, stock, video_type)
    audience = clean(brief.audience, 200)
    return Request(
        topic=topic,
        topic_is_sentence=_is_sentence(topic, brief.language),
        points=_points(brief, stock, topic),
        video_type=video_type,
        platform=brief.platform if brief.platform in stock.calls else "",
        audience=_callable_by_name(audience, brief.language),
        for_families=_is_for_families(topic, audience, stock),
        brief=brief,
    )


def _topic(brief: Brief, stock: Stock, video_type: str) -> str:
    text = clipped(bare(clean(brief.topic)), LONGEST_TOPIC, brief.language)
    if not is_spoken(text):
        return stock.plain_topics[video_type]
    order = (_ORDER_ZH if brief.language == "zh" else _ORDER_EN).match(text)
    text = order.group(1) if order else text
    if brief.language != "zh":
        return _FILM_EN.sub(r"\1", text)
    return f"{text}？" if _QUESTION_ZH.search(text) else _FILM_ZH.sub("", text)


def _points(brief: Brief, stock: Stock, topic: str) -> tuple[Point, ...]:
    def shorten(point: Point, longest: int) -> Point:
        return shortened(point, longest, brief.language)

    def measure(points: Sequence[Point]) -> float:
        text = "。".join(point.text for point in points)
        return estimate(text, brief.voice_style, brief.language) - SCENE_PAUSE

    points = read_points(brief.key_points, stock, brief.language, topic)
    return tuple(fitting(points, shorten, measure))


def _is_sentence(topic: str, language: str) -> bool:
    if language == "zh":
        return bool(_SENTENCE_ZH.search(topic)) or len(topic) > 20
    if re.search(r"[.!?;:,]", topic) or len(topic) > 50:
        return True
    return form_of(topic, "en") in (CALL, WELCOME) or _has_verb(topic)


def _has_verb(topic: str) -> bool:
    return bool(
        re.search(
            r"\b(?:is|are|was|were|am|can|will|has|have|opens|starts|we|you|they|it|i)\b",
            topic,
            re.I,
        )
    )


def _callable_by_name(audience: str, language: str) -> str:
    """An audience that fits after "for": short, one clause, and in the language of the film."""
    longest = 14 if language == "zh" else 40
    is_plain = len(clauses(audience)) == 1 and bare(audience) == audience
    if (
        not is_plain
        or len(audience) > longest
        or bool(HANZI.search(audience)) != (language == "zh")
    ):
        return ""
    return "" if audience.lower() in ("家长", "家长们", "父母", "parents") else audience


def _is_for_families(topic: str, audience: str, stock: Stock) -> bool:
    if is_spoken(audience):
        return bool(_FAMILY.search(audience))
    return not stock.grown_up.search(topic) or bool(_FAMILY.search(topic))
