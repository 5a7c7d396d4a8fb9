"""English in plain form: money, dates, ranges, signs and short forms in words, for every voice."""

from __future__ import annotations

import re

from ..addresses import addresses
from ..letters import PARTED, letters
from ..spoken import RANGE, Spoken, one_of, rule
from .calendar import CALENDAR
from .codes import CODES
from .measures import MEASURES
from .signs import LEFT, MARKS, PARTS


def plain_form(text: str) -> Spoken:
    """Its figures are read one by one where blanks part them. Its marks are , . ! ? and - or '."""
    return Spoken.of(text).by(_RULES)


def _whole_word(match: re.Match[str]) -> str:
    return _ABBREVIATED[match[1].lower()]


def _before_figures(match: re.Match[str]) -> str:
    said = _BEFORE_FIGURES[match[1].lower()]
    return f"{said.capitalize() if match[1][0].isupper() else said} "


ADDRESSES = addresses(
    web="the address on the screen",
    mail="the e-mail address on the screen",
    dot="dot",
    named="websites?:|link:|url:|e-?mail:|mail:",
    shown=" on the screen",
)
_ABBREVIATED = {
    "max": "maximum",
    "min": "minimum",
    "approx": "approximately",
    "tel": "telephone",
    "jr": "junior",
    "sr": "senior",
}
_BEFORE_FIGURES = {
    "no": "number",
    "nos": "numbers",
    "rm": "room",
    "bldg": "building",
    "apt": "apartment",
    "fl": "floor",
    "temp": "temperature",
    "vol": "volume",
    "fig": "figure",
    "ch": "chapter",
    "p": "page",
    "pp": "pages",
}
_IN_FULL = {
    "e.g.": "for example",
    "E.g.": "For example",
    "I.e.": "That is",
    "i.e.": "that is",
    "vs.": "versus",
    "vs": "versus",
    "etc.": "et cetera",
    "incl.": "including",
    "w/o": "without",
    "c/o": "care of",
    "n/a": "not applicable",
    "N/A": "not applicable",
    "Ave.": "Avenue",
    "Rd.": "Road",
    "Blvd.": "Boulevard",
    "Mt.": "Mount",
}
_HOUR = (
    r"(?:(?<=[\d%])|(?<=\d[ap]m)|(?<=\d [ap]m)|(?<=[ap]\.m\.)|(?<=o'clock)|(?<=\d(?:st|nd|rd|th)))"
)
_LETTERED = "class|grade|plan|team|group|vitamin|letter|part|type|block|gate|hall|and|or"
_WORDS = [
    rule(r"(?<!\d)(?<!\d )\b(max|min|approx|tel|[js]r)\.(?=\s*[\w(+:$€£])", _whole_word, re.I),
    rule(r"(?<![A-Za-z])([Tt])el\b\.?:? ?(?=[\d(+])", lambda m: f"{m[1]}elephone "),
    rule(rf"(?<![\w.])({'|'.join(_BEFORE_FIGURES)})\.\s*(?=\d)", _before_figures, re.I),
    rule(r"#\s?(?=\d)", "number "),
    rule(r"\bMs(?= [A-Z])", "Ms."),
    one_of(_IN_FULL, before=r"(?<![\w.])", after=r"(?!\w)"),
    rule(r"(?<![\w/])w/\s?(?=\w)", "with "),
    rule(r"(?<=[a-z] )St\.?(?=\s*(?:[,;)]|$))", "Street"),  # St. Mary's stays for the voice
]
_TO = [
    rule(r"(?<![A-Za-z])K[–—](?=\d)", "K "),
    rule(r"\b([A-Z][a-z]+ \d{1,2})\s*[-–—~]\s*(?=[A-Z][a-z]+ \d)", lambda m: f"{m[1]} to "),
    rule(r"(?<![A-Za-z])([A-Z])(?:\s*[–~—]\s*|-)(?=[A-Z](?![A-Za-z\d]))", lambda m: f"{m[1]} to "),
    rule(
        rf"(?<![A-Za-z])([A-Z]\d{{1,3}}){RANGE}(?=[A-Z]?\d{{1,3}}(?![A-Za-z\d]))",
        lambda m: f"{m[1]} to ",
    ),
    rule(rf"{_HOUR}{RANGE}(?=\d|noon\b|midnight\b)", " to ", re.IGNORECASE),
]

_RULES = [
    ADDRESSES,
    rule(r"’", "'"),
    rule(r"(?<![\w.])\.(?=\d)", "0."),
    *_WORDS,
    *MARKS,
    rule(r"[\[\]{}|\\^`*_“”‘《》#]", " "),
    *CODES,
    *CALENDAR,
    rule(r"(?<![\d:.])(\d{1,3}):(?=\d{1,3}(?![\d:]))", lambda m: f"{m[1]} to "),
    *MEASURES,
    rule(r"[<>\"]", " "),
    *PARTS,
    *_TO,
    *LEFT,
    rule(r"(?<=\d) ?([ap])\.?m\b\.?", lambda m: f" {m[1].upper()}{PARTED}M", re.IGNORECASE),
    *letters(),
    rule(
        rf"\b((?i:{_LETTERED})) A(?=[,.;]|$| (?:and|or|is|are|has)\b)", lambda m: f"{m[1]}{PARTED}A"
    ),
    rule(r"\bA(?= (?:to|or|and) [A-Z]\b)", f"A{PARTED}"),
    rule(r"[（）();；：:…—–]+|\.{2,}|--+|\s-+\s", ", "),
    rule(r"[^\w\s，、。！？,.!?'%-]+", " "),
    rule(r"\s*[，、,](?!\d{3})[\s，、,]*", ", "),
    rule(r"^[\s,]+|[\s,.!?。！？，]+$", ""),
]
