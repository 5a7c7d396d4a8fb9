"""What an English key point is for, and which of them may stand in a row."""

from __future__ import annotations

import re

from projects.language import MONTH

from ..languages import Role
from .grammar import PREPOSITIONS

_LABELS = (
    (Role.JOIN, r"sign.?up|register|registration|deadline|book|apply|enrol"),
    (Role.CONTACT, r"tel|phone|mobile|call|e-?mail|web|wechat|contact|nurse|office|questions"),
    (Role.PRICE, r"fee|cost|price|tuition|salary|pay|ticket"),
    (Role.LIMIT, r"places|seats|limit"),
    (Role.WHEN, r"date|time|when|hours|day"),
    (Role.WHERE, r"place|venue|where|address|location|meeting point"),
    (Role.WHO, r"for whom|age|who|requirements?"),
    (Role.ASK, r"bring|wear|note|please|reminder"),
)
_LABEL = re.compile(r"([^:,.]{1,30}):(?!\d)")
_CONTACT = re.compile(
    r"@|\bwww\.|\b(?:call|phone|ring|e-?mail|contact) |\+?\d{2,4}[- ]\d{3,4}[- ]?\d{3,4}", re.I
)
_JOIN = re.compile(
    r"^(?:book|register|sign up|apply|send (?:your|us)|return the|scan|enrol|reserve|rsvp"
    r"|come (?:and|along)|join us|welcome|thank you|thanks)\b",
    re.I,
)
_ASK = re.compile(
    r"^(?:please|bring|wear|pack|do not|don['’]t|remember|keep|leave|wash|stay|walk|no |take|check"
    r"|tell (?:us|the|your)|arrive|be |come back|meet at)\b",
    re.I,
)
_PRICE = re.compile(
    r"[￥¥$€£]\s?\d|\d\s?(?:rmb|yuan|cny|usd)\b|^free$"
    r"|\bfree (?:of charge|entry|admission|trial|lesson|class)|\b(?:is|are) free\b|\bdiscount\b"
    r"|\d\s?% off",
    re.I,
)
_LIMIT = re.compile(
    r"^(?:at most|max\.?|up to|only|limited to)\b.*\b(?:places|seats|famil)"
    r"|^(?:one|two|three|\d+) seats",
    re.I,
)
_WHO = re.compile(
    r"\b(?:are|is) welcome$|^(?:for (?:children|kids|families|ages|beginners|parents)|ages?\b"
    r"|from \d+ to \d+)",
    re.I,
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_TIME = re.compile(
    rf"\b(?:{_DAY}|(?:{MONTH})\b\.?|\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}}|\d{{1,2}}[:.]\d\d"
    r"|[ap]\.?m\.?|every|each|from|to|until|at|on|and|weekdays?|weekends?|morning|afternoon|evening|o['’]clock|noon|in|the)\b|[\s,\-–—.:]",
    re.I,
)
_CLOCK = re.compile(rf"\b{_DAY}\b|\b(?:{MONTH})\b|\d[:.]\d\d|\d ?[ap]\.?m\b", re.I)
_REPEATED = re.compile(
    rf"^(?!open|closed)\w+ (?:every (?:{_DAY}|day)|on {_DAY}(?<=s))$",
    re.I,
)
"""What there is on such days: "fish every Thursday" is no time to come."""

_STARTS = re.compile(r"^(?:closed|open|starts?|begins?|start) (?:on|from|in|at)\b", re.I)
_PLACE = re.compile(
    r"^(?:in the |at the |the )?(?:[\w']+ ){0,2}"
    r"(?:hall|field|gate|auditorium|gym|theatre|library|office|room \w+)$"
    r"|^\d+ [A-Z]\w+ (?:Road|Street|Avenue|Lane)",
    re.I,
)
_LONGEST_REST = 12
"""Letters that may stand with a time which is the point itself: "school field"."""

_MANY = re.compile(r" (?:with|for|to|from|by|in|at|on) |\d|[^\w\s'’-]", re.I)
_MOST_WORDS_IN_A_ROW = 4


def role_of(text: str) -> Role:
    if found := _LABEL.match(text):
        named = (role for role, words in _LABELS if re.search(rf"\b(?:{words})", found[1], re.I))
        return next(named, Role.WHAT)
    rules = (
        (_JOIN, Role.JOIN),
        (_CONTACT, Role.CONTACT),
        (_ASK, Role.ASK),
        (_WHO, Role.WHO),
        (_PRICE, Role.PRICE),
        (_LIMIT, Role.LIMIT),
    )
    for rule, role in rules:
        if rule.search(text):
            return role
    if _is_time(text):
        return Role.WHEN
    return Role.WHERE if _PLACE.search(text) else Role.WHAT


def _is_time(text: str) -> bool:
    if not _CLOCK.search(text) or _REPEATED.search(text):
        return False
    return bool(_STARTS.search(text)) or len(_TIME.sub("", text)) <= _LONGEST_REST


def is_a_day(text: str) -> bool:
    day = _LABEL.sub("", text, count=1)
    is_once = not re.search(rf"\b(?:every|each|from)\b|{_DAY}(?<=s)\b", day, re.I)
    return is_once and bool(_HAS_DAY.search(day)) and not _STARTS.search(day) and _is_time(text)


_HAS_DAY = re.compile(rf"\b{_DAY}\b|\b(?:{MONTH})\b", re.I)


def headline(text: str) -> str:
    return re.sub(r"^dear [\w ]+[,:]\s*", "", text, flags=re.I)


def shorter(title: str) -> str:
    first = title.partition(",")[0]
    before = re.split(rf" (?:{'|'.join(PREPOSITIONS)}|and|or) ", first)
    part = before[0] if len(before) > 1 else first
    if re.fullmatch(_DAY, part, re.I):
        part = ",".join(title.split(",")[:2])
    return part if part != title and " " in part else ""


def is_deed(text: str) -> bool:
    return False


def is_one_thing(text: str) -> bool:
    return not re.search(r" and |,", text) and len(text.split()) <= _MOST_WORDS_IN_A_ROW


def are_alike(one: str, other: str) -> bool:
    return all(
        not _MANY.search(text) and len(text.split()) <= _MOST_WORDS_IN_A_ROW
        for text in (one, other)
    )


def may_pause(one: str, other: str) -> bool:
    return False


def row(words: list[str]) -> str:
    mark = ", and " if any(" and " in word for word in words) else " and "
    return mark.join(filter(None, [", ".join(words[:-1]), words[-1]]))
