"""The title of a film, and the words to post beside it."""

from __future__ import annotations

import re

from ..sentences import is_spoken
from .picker import Picker
from .request import Request
from .stock import Stock
from .wording import bare, capitalised, clauses, clean, clipped, heading, statement

LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 400
_TITLE_WIDTH = {"zh": (8, 24), "en": (12, LONGEST_TITLE)}


def title_of(request: Request, stock: Stock, picker: Picker) -> str:
    """The wished title, or the topic with a few words that say what the film does with it."""
    language = request.brief.language
    wished = clean(request.brief.title)
    if is_spoken(wished):
        return clipped(wished, LONGEST_TITLE, language)
    topic = bare(request.topic) if language == "zh" else capitalised(request.topic)
    if request.topic_is_sentence:
        return clipped(topic, LONGEST_TITLE, language)
    shortest, longest = _TITLE_WIDTH[language]
    titles = [pattern.format(t=topic) for pattern in stock.titles[request.video_type]]
    fitting = [title for title in titles if shortest <= len(title) <= longest]
    return picker.choice(fitting) if fitting else clipped(topic, LONGEST_TITLE, language)


def description_of(request: Request, stock: Stock, picker: Picker) -> str:
    """One or two sentences and three to five hashtags."""
    language, post = request.brief.language, stock.post
    if request.topic_is_sentence:
        sentences = [statement(request.topic, language)]
    else:
        line = picker.choice(post.topic_lines[request.video_type]).format(t=request.topic)
        sentences = [line if language == "zh" else capitalised(line)]
    names = [point.title for point in request.points if len(point.title) <= 30][:3]
    if names:
        words = ("、" if language == "zh" else ", ").join(names)
        sentences.append(picker.choice(post.point_lines).format(p=words))
    text = ("" if language == "zh" else " ").join(sentences)
    return f"{text[:LONGEST_DESCRIPTION]}\n{' '.join(_tags(request, stock, picker))}"


def _tags(request: Request, stock: Stock, picker: Picker) -> list[str]:
    themes = [point.theme.tag for point in request.points if point.theme and point.is_rich]
    typed = picker.unused(stock.post.tags[request.video_type])
    topic = _as_tag(heading(request.topic, request.brief.language, of_topic=True), request)
    platform = stock.post.platform_tags.get(request.platform, ())
    return [f"#{tag}" for tag in dict.fromkeys([*topic, *themes[:1], *typed[:2], *platform])][:5]


def _as_tag(text: str, request: Request) -> list[str]:
    if len(clauses(text)) != 1:
        return []
    is_chinese = request.brief.language == "zh"
    words = text.split() if is_chinese else map(capitalised, text.split())
    ranges = re.sub(r"(?<=\d)[-–—~](?=\d)", "到" if is_chinese else "To", "".join(words))
    tag = re.sub(r"\W", "", ranges)
    return [tag] if 2 <= len(tag) <= 24 and not tag.isdigit() else []
