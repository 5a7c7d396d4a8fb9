"""The shape of a stock of words: what the writer knows how to say in one language.

Sentences of the stock are complete and stand alone, so that any may follow any other of its scene.
They hold no facts: what is particular to a film comes from its brief.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PRACTICAL = 2
"""Sentences at most about a practical matter: there is little to say of it."""


@dataclass(frozen=True)
class Theme:
    """What a key point may be about. `says` has one sentence per style, in the order of Style."""

    title: str
    keys: str  # a regular expression, searched ignoring case; letters at the start of a word only
    says: tuple[str, str, str, str, str]
    pictures: tuple[str, ...]
    tag: str
    most: int = 4  # sentences in a scene


@dataclass(frozen=True)
class Angle:
    """A side of the topic to develop where key points do not fill the film."""

    title: str
    says: tuple[str, ...]
    pictures: tuple[str, ...]
    for_families: bool = False
    is_broad: bool = False  # of a whole school or any subject: far from a topic that is one thing


@dataclass(frozen=True)
class Introductions:
    """How points are brought in: `{p}` stands for the point, at the place in the row of points."""

    first: tuple[str, ...]
    following: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True)
class Camera:
    angles: tuple[str, ...]  # the first opens a film
    movements: tuple[str, ...]  # the first opens a film, the last closes it
    transitions: tuple[str, ...]  # the last closes a film


@dataclass(frozen=True)
class Post:
    """Words of the description: `{t}` is the topic, `{p}` up to three short points."""

    topic_lines: Mapping[str, tuple[str, ...]]  # by video type
    point_lines: tuple[str, ...]
    tags: Mapping[str, tuple[str, ...]]  # by video type
    platform_tags: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Stock:
    hooks: Mapping[str, Mapping[str, tuple[str, ...]]]  # by video type, then style
    plain_hooks: Mapping[str, tuple[str, ...]]  # by video type, for any audience
    topic_lines: Mapping[str, tuple[str, ...]]
    leads: Mapping[str, tuple[str, ...]]
    audience_lines: tuple[str, ...]
    things: Introductions  # for points that are a thing by name
    lines: Introductions  # for points of any other form
    themes: tuple[Theme, ...]
    general: tuple[str, ...]  # for points of no known theme: come and try it
    general_facts: tuple[str, ...]  # for those that state a fact, a limit or a ban
    reminders: tuple[str, ...]  # for points that tell somebody to do something
    answers: tuple[str, ...]  # for points that ask
    welcomes: tuple[str, ...]  # for points that invite somebody
    angles: Mapping[str, tuple[Angle, ...]]
    common_angles: tuple[Angle, ...]
    closes: Mapping[str, tuple[str, ...]]
    calls: Mapping[str, tuple[str, ...]]  # the call to action, by platform; "" is any other
    farewells: tuple[str, ...]
    close_titles: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]  # by video type; `{t}` is the topic
    plain_title: str  # of a scene whose point gives none
    plain_topics: Mapping[str, str]  # for a topic that cannot be spoken
    post: Post
    looks: Mapping[str, tuple[str, ...]]  # light and colour, by style
    scenery: Mapping[str, tuple[str, ...]]  # by video type
    camera: Camera
    formal: Mapping[str, tuple[str, str]]  # by style: how to address people more politely
    family: re.Pattern[str]  # words that speak of or to families
    grown_up: re.Pattern[str]  # topics that are not about children
    whole_place: re.Pattern[str]  # topics that are a school, and not one thing in it
