"""The title of a film, and the text to post with it."""

from __future__ import annotations

import re

from projects.key_points.unparted import shown
from projects.language import is_spoken

from .headings import name_in, topic_heading
from .languages import WrittenLanguage
from .picker import Picker
from .request import Request
from .stock import Stock
from .wording import bare, clauses, clean, clipped, folded, joined, statement

LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 400
_RANGE = re.compile(r"(?<=\d)[-–—~](?=\d)")


def title_of(request: Request, stock: Stock, picker: Picker) -> str:
    """The wished title, or else the topic in a few words that fit the video type."""
    language = request.language
    wished = shown(clean(request.brief.title))
    if is_spoken(wished):
        return clipped(wished, LONGEST_TITLE, language)
    topic = language.at_start(bare(shown(request.topic)))
    if request.topic_is_sentence:
        return clipped(topic, LONGEST_TITLE, language)
    shortest, longest = language.TITLE_LENGTH
    titles = [pattern.format(t=topic) for pattern in stock.posts.titles[request.video_type]]
    fitting = [title for title in titles if shortest <= len(title) <= longest]
    return picker.choice(fitting) if fitting else clipped(topic, LONGEST_TITLE, language)


def description_of(request: Request, stock: Stock, picker: Picker) -> str:
    """One or two sentences and three to five hashtags."""
    language, posts = request.language, stock.posts
    if request.topic_is_sentence:
        sentences = [statement(request.topic, language)]
    else:
        line = picker.choice(posts.topic_lines[request.video_type]).format(t=request.topic)
        sentences = [language.at_start(line)]
    if names := _names(request):
        sentences.append(picker.choice(posts.point_lines).format(p=_listed(names, language)))
    text = joined(sentences, language)[:LONGEST_DESCRIPTION]
    return f"{text}\n{' '.join(_tags(request, stock, picker))}"


def _names(request: Request) -> list[str]:
    """Names of up to three points, without those that only have a label, as "Phone: ..."."""
    names = (name_in(point.title, request.language) for point in request.points)
    return [name for name in names if not re.search(r"：|:(?!\d)", name)][:3]


def _listed(names: list[str], language: WrittenLanguage) -> str:
    """As a row. Names with commas of their own are parted by a stronger mark."""
    are_rows = any(re.search(r"[，、]|, ", name) for name in names)
    return (language.STRONG_COMMA if are_rows else language.COMMA).join(names)


def _tags(request: Request, stock: Stock, picker: Picker) -> list[str]:
    themes = [point.theme.tag for point in request.points if point.theme and point.is_rich]
    topic = _tag_of_topic(request)
    typed = picker.unused(stock.posts.tags[request.video_type])[: 2 if topic else 3]
    platform = stock.posts.tags_on(request.brief.platform)
    return [f"#{tag}" for tag in dict.fromkeys([*topic, *themes[:1], *typed, *platform])][:5]


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
