"""English in a form that espeak-ng's voices read right: money, dates, ranges and signs in words."""

from __future__ import annotations

import re

from ..spoken import NUMBER, RANGE, Spoken, one_of, rule
from .calendar import CALENDAR, month_and_day
from .figures import UNITS, money, phone


def spoken_form(text: str) -> Spoken:
    return Spoken.of(text).by(_RULES)


def _whole_word(match: re.Match[str]) -> str:
    return _ABBREVIATED[match[1].lower()]


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    if 0 < above < below and below in _PARTS:
        return f"{above} {_PARTS[below]}" + ("s" if above > 1 and below > 2 else "")
    if above == below or (min(above, below) <= 12 and max(above, below) <= 31 and not match[3]):
        return month_and_day(above, below)
    return f"{above} over {below}"


_ABBREVIATED = {
    "max": "maximum",
    "min": "minimum",
    "approx": "approximately",
    "tel": "telephone",
    "jr": "junior",
    "sr": "senior",
}
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_PER = (
    "hour|day|night|week|month|term|semester|season|year|person|adult|child|kid|student|pupil|family"
    "|class|lesson|session|group|team|head|minute"
)
_SIGNS = {"&": "and", "+": "plus", "@": "at", "=": "equals", "×": "times", "÷": "divided by"}
_UNIT_ENDS = r"(?![A-Za-z\d²]|/[A-Za-z]{1,2}\b)(?:\.(?=\s+[a-z]))?"
_ONE = r"(?<![\d.,])1 ((?:square )?(?:hour|minute|second|\w*metre|\w*gram|\w*litre))s\b"
_HOUR = r"(?:(?<=\d)|(?<=\d[ap]m)|(?<=\d [ap]m)|(?<=[ap]\.m\.)|(?<=o'clock)|(?<=\d(?:st|nd|rd|th)))"

_RULES = [
    rule(r"’", "'"),
    rule(r"[\[\]{}<>|\\^`*_“”\"‘《》]|#(?!\d)", " "),
    rule(r"(?<!\d)(?<!\d )\b(max|min|approx|tel|[js]r)\.(?=\s*[\w(+:$€£])", _whole_word, re.I),
    rule(r"(?<![\d.])\+?(?:\d{1,2}[- ])?\(?\d{3,4}\)?[- ]\d{3,4}[- ]\d{4}(?!\d)", phone),
    rule(r"(?<![\d.-])(?:1\d{10}|0\d{2,3}-\d{7,8}|\d{3}-\d{4})(?![\d-])", phone),
    *CALENDAR,
    rule(r"(?<![\d:.])(\d{1,3}):(?=\d{1,3}(?![\d:]))", lambda m: f"{m[1]} to "),
    rule(rf"([$€£￥¥])\s*({NUMBER})(?:{RANGE}\1\s*|[-–—])(?=\d)", lambda m: f"{m[2]} to {m[1]}"),
    rule(rf"([$€£￥¥])\s*({NUMBER})(\s?(?:million|billion|thousand)\b)?", money, re.I),
    one_of(UNITS, before=r"(?<=\d)\s*", after=_UNIT_ENDS),
    rule(_ONE, lambda m: f"1 {m[1]}"),
    rule(rf"(\d(?: [a-z]+){{0,2}}(?: \d+)?) ?/ ?(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(rf"(?<= per )([a-z]+)/(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(r"(?<![\w%)])[-−](?=\d)", "minus "),
    rule(r"(?<![\d/])24/7(?![\d/])", "24 7"),
    rule(r"(?<=\d) ?½|(?<=\d) 1/2(?![\d/]| price)", " and a half"),
    rule(r"(?<![\d/])1/2(?=[ -][a-z])", "half"),
    rule(r"(?<![\d,.])(\d\d? )(?=[1-3]/[34]\b)", lambda m: f"{m[1]}and "),
    rule(r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/]|\.\d)(?=( of\b| inch)?)", _fraction),
    rule(rf"{_HOUR}{RANGE}(?=\d|noon\b|midnight\b)", " to ", re.IGNORECASE),
    rule(r"(?:#|\bno\.\s*)(?=\d)", "number ", re.IGNORECASE),
    rule(r"\s*([&+@=×÷])\s*", lambda m: f" {_SIGNS[m[1]]} "),
    rule(r"[（）();；：:…—–]+|\.{2,}|--+|\s-+\s", ", "),
    rule(r"[^\w\s，、。！？,.!?'%-]+", " "),
    rule(r"\s*[，、,](?!\d{3})[\s，、,]*", ", "),
    rule(r"^[\s,]+|[\s,.!?。！？，]+$", ""),
]
