"""Signs that carry a meaning: greater than, plus, minus, a fraction, "to"."""

from __future__ import annotations

import re

from ..letters import PARTED
from ..spoken import NUMBER, rule
from .calendar import month_and_day

_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_PER = (
    "hour|day|night|week|month|term|semester|season|year|person|adult|child|kid|student|pupil|family"
    "|class|lesson|session|group|team|head|minute|kg|item|piece|ticket|set|box|pack"
)
_SIGNS = {
    "&": "and",
    "+": "plus",
    "@": "at",
    "=": "equals",
    "×": "times",
    "÷": "divided by",
    ">": "greater than",
    "<": "less than",
    ">=": "greater than or equal to",
    "<=": "less than or equal to",
    "≥": "greater than or equal to",
    "≤": "less than or equal to",
    "≧": "greater than or equal to",
    "≦": "less than or equal to",
    "≠": "not equal to",
    "≈": "approximately",
    "±": "plus or minus",
    "√": "the square root of",
    "∞": "infinity",
    "↑": "up",
    "↓": "down",
}
_ARROW = "(?:-{1,2}>|={1,2}>|→)"
_SUM = rf"(?:{NUMBER}\s*[-−+×÷*/]\s*){{0,6}}{NUMBER}\s*[=<>≠≥≤≈]"


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    if 0 < above < below and below in _PARTS:
        return f"{above} {_PARTS[below]}" + ("s" if above > 1 and below > 2 else "")
    if above == below or (min(above, below) <= 12 and max(above, below) <= 31 and not match[3]):
        return month_and_day(above, below)
    return f"{above} over {below}"


def _power(match: re.Match[str]) -> str:
    named = {"2": "squared", "3": "cubed"}.get(match[2], f"to the power of {match[2]}")
    return f"{match[1]} {named}"


def _sign(match: re.Match[str]) -> str:
    return f" {_SIGNS[match[1]]} "


MARKS = [
    rule(r"</?[A-Za-z][^<>]{0,80}>", lambda m: re.sub("[<>]", " ", m[0])),
    rule(rf"(?<=[\w)%])\s*{_ARROW}\s*(?=[\w($€£])", " to "),
    rule(rf"{_ARROW}|<{{2,}}|>{{2,}}|={{3,}}", ", "),
    rule(r"^\s*[<>]+(?!\s*[\d.$€£=])", ""),
    rule(r"\s*(>=|<=|>|<)\s*(?=[\w$€£.+-])", _sign),
    rule(r"(?<![A-Za-z])([A-G])#(?!\w)", lambda m: f"{m[1]} sharp"),
    rule(r"(?<![A-Za-z\d])A\+(?!\+)", f"A{PARTED}plus"),
    rule(r"(?<![A-Za-z\d-])([A-F])[-−](?=\s*(?:[,;.!?)]|$|grades?\b))", lambda m: f"{m[1]} minus"),
    rule(rf"(?<=\d)\s*(?:[-–](?=\s*{_SUM})|−(?=\s*\d))\s*", " minus "),
    rule(rf"(?<=\d)\s*/\s*(?={_SUM})", " divided by "),
    rule(r"(?<=\d)\s?[xX*]\s?(?=\d)", " times "),
    rule(r"(\d|\b[A-Za-z])\^(\d{1,3})", _power),
    rule(r"(?<=\d)²", " squared"),
    rule(r"(?<=\d)³", " cubed"),
    rule(r"(?:^|(?<=[\s(,]))~\s?(?=[\d$€£])", "about "),
    rule(r"(?<=\d) ?‰", " per thousand"),
]
_SHORT_PER = {"mo": "month", "yr": "year", "wk": "week", "hr": "hour"}
PARTS = [
    rule(r"/ ?(mo|yr|wk|hr)\b\.?", lambda m: f" per {_SHORT_PER[m[1]]}"),
    rule(r"(?<=\d\.\d)/(?=(?:5|10)\b)", " out of "),
    rule(rf"(\d(?: [A-Za-z]+){{0,3}}(?: \d+)?) ?/ ?(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(rf"(?<= per )([a-z]+)/(?=(?:{_PER})\b)", lambda m: f"{m[1]} per "),
    rule(r"(?<![\w%)])[-−](?=[\d.])", "minus "),
    rule(r"(?<![\d/])24/7(?![\d/])", "24 7"),
    rule(r"(?<=\d) 1/2(?![\d/]| price)", " and a half"),
    rule(r"(?<![\d/])1/2(?=[ -][a-z])", "half"),
    rule(r"(?<![\d,.])(\d\d? )(?=[1-3]/[34]\b)", lambda m: f"{m[1]}and "),
    rule(r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/]|\.\d)(?=( of\b| inch)?)", _fraction),
]
LEFT = [rule(r"\s*([&+@=×÷><≥≤≧≦≠≈±√∞↑↓])\s*", _sign)]
