"""Headings: a few words, out of what was typed, that are drawn big."""

from __future__ import annotations

import re

from projects.key_points.labels import is_known
from projects.key_points.unparted import LONGEST_SHOWN, addresses_in, enclosed, may_part, shown
from projects.language import is_spoken

from .languages import Form, WrittenLanguage
from .wording import clauses, width

_LABEL = re.compile(r"(?P<label>[^：:]{1,30}?)(?P<mark>\s*(?:：|:(?!\d))\s*)(?P<value>.+)")
_WIDEST_LABEL = 6
_QUOTES = re.compile(r"[“”\"《》「」]")
_IN_BRACKETS = re.compile(r"[（(【\[].*?[】\])）]|[（()）]")


def heading(text: str, language: WrittenLanguage) -> str:
    """The whole point if a card has room for it, else its first clause or the beginning of that.

    An address is whole, or there is none. A label does not stand without its value.
    """
    said = _first_said(shown(text), language)
    if width(said) <= _widest(said, language):
        return _drawn(said, language)
    return _beginning(said, language)


def _widest(said: str, language: WrittenLanguage) -> float:
    """An address may have a line of its own, but no more than that."""
    if not (found := addresses_in(said)):
        has_narrow = any(character.isascii() and character.isalnum() for character in said)
        return language.WIDEST_CLAUSE if has_narrow else language.WIDEST_POINT
    is_torn = any(end - start > LONGEST_SHOWN for start, end in found)
    return 0 if is_torn else language.WIDEST_TOPIC


def _first_said(text: str, language: WrittenLanguage) -> str:
    said = _without_label(text, language)
    if width(said) <= language.WIDEST_POINT:
        return said
    if not (found := _label(said)):
        return next(iter(clauses(said)), "")
    if (name := name_in(said, language)) != said:
        return name
    value = next(iter(clauses(found["value"])), "")
    whole = f"{found['label']}{found['mark']}{value}" if value else ""
    stays = width(whole) <= _widest(whole, language) or language.DENIED.search(found["label"])
    return whole if stays else found["label"]


def name_in(title: str, language: WrittenLanguage) -> str:
    """The label if it is the name of a thing, as in "Small classes: at most 18", else the title."""
    if not (found := _label(title)) or is_known(found["label"]):
        return title
    return found["label"] if language.form_of(found["label"]) == Form.THING else title


def _beginning(said: str, language: WrittenLanguage) -> str:
    plain = _QUOTES.sub("", said).strip()
    if enclosed(plain) == ((0, len(plain)),):
        plain = plain[1:-1]
    label = found["label"] if (found := _label(said)) else ""
    for words in (plain, _IN_BRACKETS.sub("", plain)):
        begun = language.beginning(words.strip()).strip()
        if is_spoken(begun) and begun not in label:
            return begun
    return ""


def topic_heading(text: str, language: WrittenLanguage) -> str:
    """The whole topic, else its longest clause that a card has room for, else a part of one."""
    text = shown(text)
    if not (parts := clauses(text)):
        return ""
    for part in [text, *sorted(parts, key=width, reverse=True)]:
        if width(part) <= language.WIDEST_TOPIC:
            return _drawn(part, language)
    return language.part_of_topic(parts[0])


def _drawn(text: str, language: WrittenLanguage) -> str:
    return language.drawn(text) if is_spoken(text) else ""


def _without_label(text: str, language: WrittenLanguage) -> str:
    """What stands after "Date:". Other labels stay: "截止：6月30日" is not "6月30日"."""
    found = _label(text)
    if not found or has_label(text, language):
        return text
    return found["value"] if language.stands_alone(found["value"]) else text


def has_label(text: str, language: WrittenLanguage) -> bool:
    """Whether it has a label that its heading has to keep."""
    found = _label(text)
    return found is not None and not language.NEEDLESS_LABEL.fullmatch(found["label"].strip())


def label_of(text: str) -> str:
    """The label of a text that has one; else ""."""
    return found["label"].strip() if (found := _label(text)) else ""


def value_of(text: str) -> str:
    """What stands after the label of a text that has one; else the text."""
    return found["value"].strip() if (found := _label(text)) else text


def _label(text: str) -> re.Match[str] | None:
    """A label and its value: a known one, or any of a few characters."""
    found = _LABEL.fullmatch(text)
    if not found or not may_part(text, found.start("mark")):
        return None
    return found if is_known(found["label"]) or width(found["label"]) <= _WIDEST_LABEL else None
