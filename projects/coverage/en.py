"""Amounts and words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.language import MONTH
from videostudio.patterns import late

from .found import Clock, Day, Half, Number, Weekday
from .numbers import WORDS, number_of_words, word_set

_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s?(?:[~—–-]|to|until|till|and|,|&)\s?"
_NAMED = late(
    rf"(?<![\d:.])\b(?:(?P<first>{_D}){_TO})?(?P<day>{_D})\s(?:of\s)?(?P<month>{MONTH})\b\.?"
    rf"|\b(?P<month_>{MONTH})(?:(?<=\b\w\w\w)\.)?\s(?:the\s)?(?P<day_>{_D})\b(?![:.,]\d)(?:{_TO}(?P<last>{_D})\b(?![:.]\d|\s?[ap]\.?m))?",
    re.IGNORECASE,
)
_MONTH_ALONE = late(
    r"\b(?:January|February|April|June|July|August|September|October|November|December)\b"
    r"|(?<=\b(?:in|of|by) )(?:March|May)\b|(?<=\b(?:from|till) )(?:March|May)\b"
    r"|(?<=\b(?:since|until) )(?:March|May)\b"
)
"""These two are also a walk and a word for "can"."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def dates(text: str) -> Iterator[Day]:
    taken: list[tuple[int, int]] = []
    for found in _NAMED.finditer(text):
        taken.append(found.span())
        month = _MONTHS.index((found["month"] or found["month_"])[:3].lower()) + 1
        yield from _days(found, month)
    for found in _MONTH_ALONE.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            yield Day(found[0], found.start(), _MONTHS.index(found[0][:3].lower()) + 1, 0)


def _days(found: re.Match[str], month: int) -> Iterator[Day]:
    """One day, or both ends of a stretch: the one beside the month has its name."""
    if found["first"]:
        yield _day(found, found.start("first"), found.end("first"), "first", month)
    if found["day"]:
        yield _day(found, found.start("day"), found.end(), "day", month)
    if found["day_"]:
        yield _day(found, found.start(), found.end("day_"), "day_", month)
    if found["last"]:
        yield _day(found, found.start("last"), found.end("last"), "last", month)


def _day(found: re.Match[str], start: int, end: int, name: str, month: int) -> Day:
    day = int(re.sub(r"\D", "", found[name]))
    return Day(found.string[start:end], start, month, day)


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = late(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\b)"
)


def weekdays(text: str) -> Iterator[Weekday]:
    for found in _WEEKDAYS.finditer(text):
        yield Weekday(found[0], found.start(), _DAYS.index(found[0][:3].lower()))


_SMALL = "|".join(word for word, value in WORDS.items() if 1 <= value <= 12)
_CLOCK = late(
    r"(?<![\d:.,$€£-])\b(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?|o['’]clock)"
    r"(?P<in>\sin\sthe\s(?:morning|afternoon|evening))?"
    r"|(?<![\d:.])\b(?P<hour_>[01]?\d|2[0-4]):(?P<minute_>[0-5]\d)\b"
    rf"|\b(?P<word>{_SMALL})\s?(?P<half_>[ap]\.?m\b\.?|o['’]clock)(?P<in_>\sin\sthe\s(?:morning|afternoon|evening))?"
    rf"|\b(?P<part>half|quarter)\s(?P<side>past|to)\s(?P<word_>{_SMALL}|1?\d)\b(?:\s?(?P<half__>[ap]\.?m\b\.?))?"
    r"|\b(?P<noon>noon|midday|midnight)\b",
    re.IGNORECASE,
)


def times(text: str) -> Iterator[Clock]:
    for found in _CLOCK.finditer(text):
        if noon := found["noon"]:
            hour = 0 if noon.lower() == "midnight" else 12
            yield Clock(found[0], found.start(), hour, 0, "exact")
        else:
            yield Clock(found[0], found.start(), *_clock(found), _half(found))


def _clock(found: re.Match[str]) -> tuple[int, int]:
    named = found["hour"] or found["hour_"] or found["word"] or found["word_"]
    hour = int(named) if named.isdigit() else number_of_words(named)
    minute = int(found["minute"] or found["minute_"] or 0)
    if part := found["part"]:
        minute = 30 if part.lower() == "half" else 15
        if found["side"].lower() == "to":
            hour, minute = hour - 1 or 12, 60 - minute
    return hour, minute


def _half(found: re.Match[str]) -> Half:
    named = (found["half"] or found["half_"] or found["half__"] or "").lower()
    told = f"{found['in'] or ''}{found['in_'] or ''}".lower()
    if named.startswith("p") or "noon" in told or "evening" in told:
        return "late"
    return "early" if named.startswith("a") or "morning" in told else ""


_FROM_ONE = "|".join(word for word in WORDS if word != "zero")
_NUMBER = late(rf"\b(?:{_FROM_ONE})(?:[- ](?:{_FROM_ONE}|hundred|thousand))*\b", re.IGNORECASE)
_NOT_COUNTED = late(
    r"\bno one\b|\b(?:any|every|each|some|this|that|another|which|the)\s?one\b", re.IGNORECASE
)


def numbers(text: str) -> Iterator[Number]:
    none = [found.span() for found in _NOT_COUNTED.finditer(text)]
    for found in _NUMBER.finditer(text):
        if not any(start <= found.start() < end for start, end in none):
            yield Number(found[0], found.start(), number_of_words(found[0]))


_NO_THINGS = "and|or|to|of|in|on|at|for|is|are|was|has|have|from|until|with"
UNITS = (
    ("money", r"[$€£￥¥]", r"(?:RMB|yuan|CNY|USD|dollars?|euros?|pounds?)\b"),
    ("percent", "", r"(?:%|per\s?cent\b)"),
    ("age", r"\bages?|\baged", r"years?[ -]olds?\b"),
    ("duration", "", r"-?(?:minutes?|hours?|days?|weeks?|months?|years?|terms?|mins?)\b"),
    (
        "things",
        "",
        r"(?=\s?(?!(?:and|or|to|of|in|on|at|for|is|are|was|has|have|from|until|with)\b)[a-z][a-z-]{2,}(?<!am)\b)",
    ),
)

NEGATED = late(
    r"\b(?:no(?! (?:more|fewer|less|later) than| matter| problem)|not(?! (?:only|just|to be))"
    r"|never|without|cannot|neither|nor|cancell?ed|nobody)\b"
    r"|n['’]t\b(?! (?:miss|forget|wait))",
    re.IGNORECASE,
)
WORD = late(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*\d*|[A-Za-z]*\d+[A-Za-z]+\d*")
_SOFT = word_set(
    """a an the and or but of in on at to by for from with as is are was were be been being am it
    its this that these those there here we our ours you your yours they their them he his him she
    her i my me us will would can could may might shall should do does did have has had not no so if
    then than also too very just all any some each every both more most least at up about over
    under into
    out off only please let's lets let who which what when where how date time place venue
    address phone tel website"""
)
_FORMS = """child children|meet met|come came|take took taken|sing sang sung|foot feet|tooth teeth
    |man men|woman women|hold held|give gave given|go went gone|make made|wear wore worn
    |bring brought|eat ate eaten|see saw seen|tell told|buy bought|run ran|win won|build built
    |draw drew drawn|leave left leaves|teach taught|speak spoke spoken|say said|find found
    |keep kept|grow grew grown|show shown|write wrote written|begin began begun|send sent
    |spend spent|sell sold|swim swam swum|ride rode ridden|throw threw thrown"""
_IRREGULAR = {
    form: word for word, *forms in (row.split() for row in _FORMS.split("|")) for form in forms
}
_ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s")


def stem(word: str) -> str:
    """So that "tasting" is "taste", and "cities" is "city"."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if known := _IRREGULAR.get(word):
        word = known
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + ("i" if ending in ("ied", "ies") else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return re.sub("(?<=...)(?:e|y)$", lambda end: "i" if end[0] == "y" else "", word)


def is_soft(word: str) -> bool:
    return word.lower().replace("’", "'") in _SOFT


def names(text: str) -> list[str]:
    """Words with a capital inside a sentence, where not nearly all have one."""
    words = [found for found in WORD.finditer(text) if not is_soft(found[0])]
    inner = [
        found[0]
        for found in words
        if found[0][0].isupper() and _INSIDE.search(text[: found.start()])
    ]
    return inner if 2 * len(inner) <= len(words) or len(words) < 3 else []


_INSIDE = late(r"[a-z,] $")
