"""Facts in English."""

from __future__ import annotations

import re

from projects.language import MONTH
from videostudio.patterns import late

from .grammar import Grammar

_N = r"\d+(?:[.,]\d+)*"
_TO = r"\s?(?:[~—–-]|to|until|till)\s?"
_CLAUSE = r"[^,.;!?\n]"
_WEEKDAY = "Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun"
_DAY_OF_WEEK = rf"(?:{_WEEKDAY})(?:day)?s?\b\.?"
_D = r"3[01]|[12]\d|0?[1-9]"
_FLAGS = re.IGNORECASE | re.VERBOSE

DATES = late(
    rf"""(?:\b(?P<weekday>{_DAY_OF_WEEK}),?\s)?(?:the\s)?
      (?: (?<![\d:])\b(?P<day>{_D})(?:st|nd|rd|th)?(?:{_TO}(?P<until_day>{_D})(?:st|nd|rd|th)?)?
            \s(?:of\s)?(?P<month>{MONTH})\b(?:{_TO}(?P<until_day__>{_D})\s(?P<until_month>{MONTH})\b)?
        | \b(?P<month_>{MONTH})\.?\s(?P<day_>{_D})(?:st|nd|rd|th)?\b(?!:)
            (?:{_TO}(?:(?P<until_month_>{MONTH})\s)?(?P<until_day_>{_D})(?:st|nd|rd|th)?\b)?
      )(?:,?\s(?P<year>20\d\d)\b)?
    | \b(?P<year__>20\d\d)-(?P<month__>1[0-2]|0[1-9])-(?P<day__>{_D})\b
    | \b(?:in|from|of|since)\s(?P<only_month>{MONTH})\b(?!\s\d)
    | \b(?:every|each|this|next|on)?\s?(?P<only_weekday>(?:{_WEEKDAY})(?:day)s?)\b
        (?!,?\s(?:the\s)?(?:\d\d?(?!\d?[:.]\d|\s?[ap]\.?m|[-–])|(?:{MONTH})\s\d))
        (?:(?:,|\sand|\sor|{_TO})\s?{_DAY_OF_WEEK})*(?!:)
    """,
    _FLAGS,
)
_HALF = r"[ap]\.?m\b\.?|o'clock|noon"
_CLOCK = r"(?P<%(p)shour>[01]?\d|2[0-4])(?:[:.](?P<%(p)sminute>[0-5]\d))?"
TIMES = late(
    rf"""(?<![\d:.,$€£-])\b{_CLOCK % {"p": ""}}\s?(?P<half>{_HALF})?
      {_TO}{_CLOCK % {"p": "until_"}}\s?(?P<late_half>{_HALF})
    | (?<![\d:.,$€£-])\b(?P<hour_>[01]?\d|2[0-4]):(?P<minute_>[0-5]\d)
      (?:{_TO}(?P<until_hour_>[01]?\d|2[0-4]):(?P<until_minute_>[0-5]\d))?\b
      (?:\s?(?P<half_>{_HALF}))?
    | (?<![\d:.,$€£-])\b(?P<hour__>[01]?\d)(?:\.(?P<minute__>[0-5]\d))?\s?(?P<half__>{_HALF})
    """,
    _FLAGS,
)

_BOUND = r"""(?:\b(?P<before>at\smost|at\sleast|no\smore\sthan|no\sfewer\sthan|up\sto|more\sthan
    |fewer\sthan|less\sthan|over|under|about|around|nearly|almost|only|just|from)\s)?"""
_PER = r"""(?:\s?(?:/|\ba\b|\bper\b|\beach\b|\bevery\b)
    \s?(?P<per>month|year|term|day|week|class|lesson|session|child|family|person|head))?"""
PRICES = late(
    rf"""{_BOUND}(?:(?P<sign>(?:US|HK)?[￥¥$€£])\s?(?P<value>{_N}(?:{_TO}{_N})?)
      | (?P<value_>{_N}(?:{_TO}{_N})?)
        \s(?P<unit>RMB|yuan|CNY|USD|dollars?|euros?|pounds?)\b){_PER}""",
    _FLAGS,
)
SHARES = late(rf"{_BOUND}(?P<value>{_N})\s?(?P<unit>%|percent|per\scent)(?P<off>\soff)?", _FLAGS)
RATIOS = late(
    r"(?<![\d:])(?P<value>\d{1,2}:\d(?!\d))(?=\s|[,.]|$)|\b(?P<low>\d{1,2})\sto\s(?P<high>1)\b",
    _FLAGS,
)
SPANS = late(
    rf"""(?:\b(?:(?P<label>ages?|aged)|from|between)\s)?
      (?<![\d:.])\b(?P<low>\d{{1,2}}){_TO}(?P<high>\d{{1,2}})\b(?![:.]\d)
      (?:\s(?P<unit>years(?:\sold)?|months|weeks|days|hours|minutes))?""",
    _FLAGS,
)
_ENDS = (
    "she|he|they|we|it|you|i|and|or|in|on|at|with|for|is|are|of|the|to|have|has|after|before|from"
    "|each|every|per|a"
)
_NOUN = rf"[a-z][a-z'-]*(?:\s(?!(?:{_ENDS})\b)[a-z][a-z'-]*){{0,2}}"
_NO_NOUN = rf"{MONTH}|am\b|pm\b|a\.m|p\.m|to\b|and\b|o'clock|road\b|street\b|lane\b|avenue\b"
COUNTS = late(
    rf"""{_BOUND}(?<![\d:.,/$€£#+-])(?<!no\.\s)(?<!class\s)(?<!room\s)(?<!year\s)
      \b(?!(?:19\d|20[2-9])\d\b)(?P<value>{_N})(?P<more>\+)?[ ]
      (?P<unit>(?!{_NO_NOUN}){_NOUN}(?:\s(?:in|per|a)\s(?:a\s|each\s|every\s)?(?:class|group|day|week|year|room))?)""",
    _FLAGS,
)
FREE = late(r"\bfree(?:\sof\scharge)?\b(?!\s(?:time|play|from))", _FLAGS)

_KNOWN = (
    "hall|library|playground|garden|field|gym|gymnasium|auditorium|theat(?:re|er)|park|classrooms?"
    "|office|gate|zoo|museum|stadium|cafeteria"
)
_NO_NAME = "in|at|the|to|a|an|our"
PLACES = late(
    rf"""\b(?:place|venue|location|where):\s?(?P<labelled>{_CLAUSE}{{3,40}})
      | \b(?:in|at|to)\s(?:the\s|our\s)(?P<name>(?:[a-z]+\s){{0,3}}?(?:{_KNOWN}))\b
      | (?:^|(?<=[,.]\s))(?!(?:{_NO_NAME})\s)(?P<bare>(?:[a-z]+\s){{0,2}}(?:{_KNOWN}))(?=[,.]|$)
    """,
    _FLAGS,
)
ADDRESSES = late(
    r"(?<![\d:.])\b(?:No\.\s?)?\d{1,5}[A-Z]?\s(?:[A-Z][A-Za-z'-]+\s){1,4}"
    r"(?:Road|Street|Avenue|Lane|Drive|Boulevard|Way|Square|Rd|St|Ave)\b"
)

_STEP = rf"({_CLAUSE}{{3,40}})"
_THEN = rf"[,.;]\s(?:and\s)?(?:then|next),?\s{_STEP}"
_LAST = rf"[,.;]\s(?:and\s)?(?:finally|then|last),?\s{_STEP}"
STEPS = (
    late(rf"\bfirst,?\s{_STEP}{_THEN}{_LAST}", re.IGNORECASE),
    late(rf"\bfirst,?\s{_STEP}{_THEN}", re.IGNORECASE),
)
STAGES = late(
    rf"""\b[Ss]tep\s(?P<number>\d|one|two|three|four):?\s(?P<text>{_CLAUSE}{{3,40}})
      | \b(?P<label>\d{{1,2}}[:.]\d\d)\s(?P<text_>[A-Z][A-Za-z' -]{{2,24}})(?=[,.;]|$)
      | \b(?P<text__>[A-Z][A-Za-z]+(?:\s\d)?)\sat\s(?P<label_>\d{{1,2}}[:.]\d\d)""",
    re.VERBOSE,
)
_NAME = r"she|he|we|they|[A-Z][A-Za-z.]*(?:\s[A-Z][A-Za-z.]*){0,2}"
_SAYS = r"(?:says?|said|writes|wrote|told\sus)"
QUOTES = late(
    rf"""(?P<who>{_NAME})\s{_SAYS}[,:]\s[“"](?P<words>[^”"]{{8,120}})[”"]
      | [“"](?P<words_>[^”"]{{8,120}}?),?[”"],?\s(?:{_SAYS}\s)?(?P<who_>{_NAME})(?:\s{_SAYS})?""",
    re.VERBOSE,
)
CHANGES = late(
    rf"""\b(?P<left_label>before|in\sthe\spast|at\sfirst|used\sto)[,:]?\s(?P<left>{_CLAUSE}{{3,40}})
      [,.;]\s(?:but\s)?(?P<right_label>now|today|after|afterwards)[,:]?\s(?P<right>{_CLAUSE}{{3,40}})""",
    _FLAGS,
)
_ENTRY = r"[A-Za-z][A-Za-z' -]{1,24}"
LISTS = late(
    rf"{_ENTRY}(?:,\s{_ENTRY})+,?\s(?:and|or)\s(?!(?:it|we|you|they|he|she|everybody|no)\s){_ENTRY}"
    r"(?![A-Za-z' -])"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(text: str) -> int:
    return int(text)


def _in_24(half: str, hour: int) -> int:
    is_late = half.lower().startswith("p")
    is_midnight = half.lower().startswith("a") and hour == 12
    return 0 if is_midnight else (hour + 12 if is_late and hour < 12 else hour) % 24


def _time(half: str, hour: int, minute: str) -> str:
    shown = f"{hour}:{minute}" if minute else str(hour)
    short = half.replace(".", "").lower()
    return f"{shown} {short}".strip()


def _time_range(first: str, last: str) -> str:
    half = last.rpartition(" ")[2]
    return f"{first.removesuffix(f' {half}')}–{last}"


def _price_unit(currency: str, per: str) -> str:
    return f"{currency} a {per}".strip() if per else currency


GRAMMAR = Grammar(
    dates=DATES,
    times=TIMES,
    prices=PRICES,
    shares=SHARES,
    ratios=RATIOS,
    spans=SPANS,
    counts=COUNTS,
    free=FREE,
    places=PLACES,
    addresses=ADDRESSES,
    stages=STAGES,
    steps=STEPS,
    quotes=QUOTES,
    changes=CHANGES,
    lists=LISTS,
    apart=late(r",\s(?:and\s|or\s)?|\s(?:and|or)\s(?=[^,]*$)"),
    leads=late(
        r"^(?:(?:we|you|they|there|come|bring|wear|with|have|has|can|will|be|is|are|our|clean|enjoy|serve|offer|try|learn|play|provide|make|include|including|please)\s)+",
        re.IGNORECASE,
    ),
    pronouns=frozenset(("she", "he", "we", "they", "i")),
    clause_ends=".,;:!?\n",
    needless=late(r"\b(?:is|are|has|have|of|for|with|we|and|a|the|in|costs?)\s*$", re.IGNORECASE),
    longest_label=22,
    weekday_names=_WEEKDAYS,
    month_names=_MONTHS,
    weekdays={name[:3].lower(): index for index, name in enumerate(_WEEKDAYS)},
    months={name[:3].lower(): index for index, name in enumerate(_MONTHS, start=1)},
    number=number,
    in_24=_in_24,
    time=_time,
    time_range=_time_range,
    quarters={},
    price_unit=_price_unit,
)
