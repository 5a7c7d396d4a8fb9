"""The title of a film, and the text to post with it."""

from __future__ import annotations

import re
from collections import Counter

from projects.key_points.unparted import shown
from projects.language import is_spoken

from .headings import label_of, name_in, topic_heading
from .languages import Role, WrittenLanguage
from .picker import Picker
from .points import Point
from .request import Request
from .stock import Stock
from .wording import bare, clauses, clean, clipped, folded, joined, statement, width

LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 400
_WIDEST_NAME = 24
_RANGE = re.compile(r"(?<=\d)[-–—~](?=\d)")


def title_of(request: Request, picker: Picker) -> str:
    """The wished title, or else the topic in a few words that fit the occasion."""
    language = request.language
    wished = shown(clean(request.brief.title))
    if is_spoken(wished):
        return clipped(wished, LONGEST_TITLE, language)
    topic = language.at_start(bare(shown(request.topic)))
    if request.topic_is_sentence:
        return clipped(topic, LONGEST_TITLE, language)
    shortest, longest = language.TITLE_LENGTH
    titles = [pattern.format(t=topic) for pattern in request.occasion.film_titles]
    fitting = [title for title in titles if shortest <= len(title) <= longest]
    return picker.choice(fitting) if fitting else clipped(topic, LONGEST_TITLE, language)


def description_of(request: Request, stock: Stock, picker: Picker) -> str:
    """What the film is about, up to three things that it says, and three to five hashtags."""
    language = request.language
    if request.topic_is_sentence:
        sentences = [statement(request.topic, language)]
    else:
        line = picker.choice(request.occasion.post_lines).format(t=request.topic)
        sentences = [language.at_start(line)]
    for words in (_names(request), _when_and_where(request)):
        if words:
            sentences.append(statement(_listed(words, language), language))
    text = joined(sentences, language)[:LONGEST_DESCRIPTION]
    return f"{text}\n{' '.join(_tags(request, stock))}"


def _names(request: Request) -> list[str]:
    """Headlines of up to three points that tell what there is. A label is one if it names a thing,
    as in "Small classes: at most 18"; "Monday" is none."""
    language = request.language
    points = [point for point in request.points if point.role == Role.WHAT]
    names = [shown(_name(point, language)) for point in points]
    plain = [name for name in names if not label_of(name)]
    return [name for name in plain if width(name) <= _WIDEST_NAME][:3]


def _name(point: Point, language: WrittenLanguage) -> str:
    return name_in(point.text, language) if point.theme else point.text


def _when_and_where(request: Request) -> list[str]:
    roles = (Role.WHEN, Role.WHERE)
    return [shown(point.text) for point in request.points if point.role in roles][:2]


def _listed(names: list[str], language: WrittenLanguage) -> str:
    """As a row. Names that are long or have commas of their own are parted by a stronger mark."""
    are_long = any(re.search(r"[，、：]|[,:] ", name) or width(name) > 8 for name in names)
    return (language.STRONG_COMMA if are_long else language.COMMA).join(names)


def _tags(request: Request, stock: Stock) -> list[str]:
    of_points = Counter(point.theme.tag for point in request.points if point.theme)
    least = 2 if request.occasion.is_notice else 1
    shared = [tag for tag, points in of_points.items() if points >= least]
    topic = _tag_of_topic(request)
    of_themes = [request.theme.tag] if request.theme else shared[:1]
    of_occasion = request.occasion.tags[: 2 if topic else 3]
    platform = stock.posts.tags_on(request.brief.platform)
    return [f"#{tag}" for tag in dict.fromkeys([*topic, *of_themes, *of_occasion, *platform])][:5]


def _tag_of_topic(request: Request) -> list[str]:
    """[] for a topic that had to be cut: nobody searches for a part of a name."""
    title = topic_heading(request.topic, request.language)
    return _as_tag(title, request.language) if folded(title) == folded(request.topic) else []


def _as_tag(text: str, language: WrittenLanguage) -> list[str]:
    if len(clauses(text)) != 1 or "、" in text:
        return []
    words = "".join(map(language.at_start, text.split()))
    tag = re.sub(r"\W", "", _RANGE.sub(language.TO, words))
    return [tag] if 2 <= len(tag) <= 24 and not tag.isdigit() else []
