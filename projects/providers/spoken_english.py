"""English as espeak-ng's voices read it right: money, dates, ranges and signs need words."""

from __future__ import annotations

import re

from .spoken import NUMBER, RANGE, Spoken, one_of, phone_groups, rule


def in_english(text: str) -> Spoken:
    return Spoken.of(text).by(_RULES)


def _whole_word(match: re.Match[str]) -> str:
    return _ABBREVIATED[match[1].lower()]


def _phone(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in phone_groups(match[0]))


def _date(match: re.Match[str]) -> str:
    return f"{_MONTHS[int(match[2]) - 1]} {_ordinal(int(match[3]))}, {_year(match[1])}"


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _year(year: str) -> str:
    """In two halves, as people say it; 2005 and 1900 stay whole."""
    return year if year[2] == "0" else f"{year[:2]} {year[2:]}"


def _decade(match: re.Match[str]) -> str:
    return f"{match[1] or ''} {_DECADES[int(match[2])]}".strip()


def _time(match: re.Match[str]) -> str:
    hour, minute = str(int(match[1])), match[2]
    if minute == "00":
        return hour if match[3] or int(hour) > 12 else f"{hour} o'clock"
    return f"{hour} oh {minute[1]}" if minute[0] == "0" else f"{hour} {minute}"


def _money(match: re.Match[str]) -> str:
    whole, _, cents = match[2].partition(".")
    one, many = _CURRENCY[match[1]]
    unit = one if whole == "1" and not match[3] else many
    if match[3]:
        return f"{match[2]} {match[3].strip()} {unit}"
    return f"{whole} {unit}" + (f" {int(cents)}" if cents.strip("0") else "")


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    if not 0 < above < below or below not in _PARTS:
        return f"{above} {below}" if match[0] == "24/7" else f"{above} over {below}"
    return f"{above} {_PARTS[below]}" + ("s" if above > 1 and below > 2 else "")


_ABBREVIATED = {
    "max": "maximum",
    "min": "minimum",
    "approx": "approximately",
    "tel": "telephone",
    "jr": "junior",
    "sr": "senior",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DECADES = ("", "tens", "twenties", "thirties", "forties", "fifties", "sixties") + (
    *("seventies", "eighties", "nineties"),
)
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_CURRENCY = {
    "$": ("dollar", "dollars"),
    "€": ("euro", "euros"),
    "£": ("pound", "pounds"),
    "￥": ("yuan", "yuan"),
    "¥": ("yuan", "yuan"),
}
_UNITS = {
    "km/h": " kilometres an hour",
    "km²": " square kilometres",
    "km": " kilometres",
    "㎡": " square metres",
    "m²": " square metres",
    "m2": " square metres",
    "m": " metres",
    "cm": " centimetres",
    "mm": " millimetres",
    "kg": " kilograms",
    "g": " grams",
    "℃": " degrees Celsius",
    "°C": " degrees Celsius",
    "℉": " degrees Fahrenheit",
    "°F": " degrees Fahrenheit",
    "ml": " millilitres",
    "L": " litres",
    "min": " minutes",
}
_PER = (
    "hour|day|night|week|month|term|semester|season|year|person|adult|child|kid|student|pupil|family"
    "|class|lesson|session|group|team|head|minute|kilometres?|kilograms?"
)
_SIGNS = {"&": "and", "+": "plus", "@": "at", "=": "equals", "×": "times", "÷": "divided by"}
_BEFORE_YEAR = (
    r"\b((?:in|of|since|until|by|from|year|spring|summer|autumn|fall|winter"
    rf"|(?:{'|'.join(_MONTHS)})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?)\s+)"
)

_RULES = [
    rule(r"’", "'"),
    rule(r"[\[\]{}<>|\\^`*_“”\"‘《》]|#(?!\d)", " "),
    rule(r"(?<!\d)(?<!\d )\b(max|min|approx|tel|[js]r)\.(?=\s*[\w(+:$€£])", _whole_word, re.I),
    rule(r"(?<![\d.])\+?(?:\d{1,2}[- ])?\(?\d{3,4}\)?[- ]\d{3,4}[- ]\d{4}(?!\d)", _phone),
    rule(r"(?<![\d.-])(?:1\d{10}|0\d{2,3}-\d{7,8}|\d{3}-\d{4})(?![\d-])", _phone),
    rule(r"(?<!\d)(\d{4})[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)", _date),
    rule(_BEFORE_YEAR + r"((?:19|20)\d\d)\b", lambda m: m[1] + _year(m[2]), re.IGNORECASE),
    rule(r"\b(19|20)?([1-9])0'?s\b", _decade),
    rule(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])(?=(\s*[ap]\.?m\b)?)", _time, re.I),
    rule(rf"([$€£￥¥])\s*({NUMBER})(\s?(?:million|billion|thousand)\b)?", _money, re.I),
    one_of(_UNITS, before=r"(?<=\d)\s*", after=r"(?![A-Za-z\d²]|/[A-Za-z]{1,2}\b)"),
    rule(rf"(\d(?: [a-z]+){{0,2}}(?: \d+)?) ?/ ?(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(rf"(?<= per )([a-z]+)/(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(r"(?<![\w%)])[-−](?=\d)", "minus "),
    rule(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])", _fraction),
    rule(rf"(?<=\d){RANGE}(?=\d)", " to "),
    rule(r"(?:#|\bno\.\s*)(?=\d)", "number ", re.IGNORECASE),
    rule(r"\s*([&+@=×÷])\s*", lambda m: f" {_SIGNS[m[1]]} "),
    rule(r"[（）();；：:…—–]+|\.{2,}|--+|\s-+\s", ", "),
    rule(r"[^\w\s，、。！？,.!?'%-]+", " "),
    rule(r"\s*[，、,](?!\d{3})[\s，、,]*", ", "),
    rule(r"^[\s,]+|[\s,.!?。！？，]+$", ""),
]
