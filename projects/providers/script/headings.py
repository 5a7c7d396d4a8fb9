"""Headings: a few words, out of what was typed, that are drawn big."""

from __future__ import annotations

import re

from projects.language import is_spoken

from .languages import WrittenLanguage
from .wording import clauses, width

_LABEL = re.compile(r"(?P<label>[^：:]{1,12}?)\s*(?:：|:(?!\d))\s*(?P<value>.+)")
_WIDEST_LABEL = 6


def heading(text: str, language: WrittenLanguage) -> str:
    """The whole point if a card has room for it, else its first clause or the beginning of that."""
    said = _without_label(text, language)
    if width(said) > language.WIDEST_POINT:
        said = next(iter(clauses(said)), "")
    if width(said) <= language.WIDEST_CLAUSE:
        return _drawn(said, language)
    return language.beginning(re.sub(r"[“”\"《》「」]", "", said).strip(" '()（）"))


def topic_heading(text: str, language: WrittenLanguage) -> str:
    """The whole topic, else its longest clause that a card has room for, else a part of one."""
    if not (parts := clauses(text)):
        return ""
    for part in [text, *sorted(parts, key=width, reverse=True)]:
        if width(part) <= language.WIDEST_TOPIC:
            return _drawn(part, language)
    return language.part_of_topic(parts[0])


def _drawn(text: str, language: WrittenLanguage) -> str:
    return language.drawn(text) if is_spoken(text) else ""


def _without_label(text: str, language: WrittenLanguage) -> str:
    """What stands after "Date:". A bare number, or a name that nobody knows, keeps its label."""
    if not (found := _LABEL.fullmatch(text)) or width(found["label"]) > _WIDEST_LABEL:
        return text
    is_clear = not language.CONTACT.search(found["label"])
    return found["value"] if is_clear and language.stands_alone(found["value"]) else text
