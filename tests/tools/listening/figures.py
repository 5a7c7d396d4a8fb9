"""The ways in which a figure can be said, because a recogniser writes some in figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

DIGITS = "零一二三四五六七八九"
UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ONES += ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")
ONES += ("eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
MOST_WAYS = 256
CHOICE = re.compile(r"(\{[^}]*\}|\d+)")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def ways_to_say(text: str, language: str) -> Iterator[str]:
    """The text with every figure in words, in each way. `{a|b}` in it stands for either."""
    parts = CHOICE.split(_without_signs(unicodedata.normalize("NFKC", text), language))
    choices = [_choices(part, language) for part in parts]
    yield from islice(map("".join, product(*choices)), MOST_WAYS)


def _without_signs(text: str, language: str) -> str:
    if language == "en":
        text = re.sub(r"\$(\d[\d,]*)", r"\1 dollars", CLOCK.sub(r"\1 \2", text))
        text = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text)
        return re.sub(r"(\d)-(\d)", r"\1 \2", re.sub(r"(\d),(\d{3})", r"\1\2", text))
    return CLOCK.sub(_chinese_clock, text).replace("-", "")


def _chinese_clock(match: re.Match[str]) -> str:
    hour, minute = match.groups()
    usual = {"00": f"{hour}点", "30": f"{{{hour}点半|{hour}点三十分|{hour}点三十}}"}
    return usual.get(minute, f"{hour}点{minute}分")


def _choices(part: str, language: str) -> list[str]:
    if part.isdigit():
        return _english(part) if language == "en" else _chinese(part)
    if part.startswith("{"):
        return [way for choice in part[1:-1].split("|") for way in ways_to_say(choice, language)]
    return [part]


def _chinese(figures: str) -> list[str]:
    ways = ["".join(DIGITS[int(digit)] for digit in figures)]
    if len(figures) < 9:
        ways.insert(0, _chinese_number(int(figures)))
    return [*ways, "两"] if figures == "2" else list(dict.fromkeys(ways))


def _chinese_number(number: int) -> str:
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    unit, name = next(each for each in UNITS if number >= each[0])
    rest = number % unit
    gap = "零" if 0 < rest < unit // 10 else ""
    return _chinese_number(number // unit) + name + gap + (_chinese_number(rest) if rest else "")


def _english(figures: str) -> list[str]:
    number, digits = int(figures), [ONES[int(digit)] for digit in figures]
    ways = [" ".join(digits), " ".join(digits).replace("zero", "oh")]
    if len(figures) < 7:
        words = _english_number(number)
        ways = [words, _ordinal(words), words.replace("hundred ", "hundred and "), *ways]
    if len(figures) == 4:
        ways.append(" ".join(_english_number(int(pair)) for pair in (figures[:2], figures[2:])))
    return [f" {way} " for way in dict.fromkeys(ways)]


def _english_number(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return f"{TENS[number // 10]} {ONES[number % 10] if number % 10 else ''}".strip()
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = _english_number(number % unit) if number % unit else ""
    return f"{_english_number(number // unit)} {name} {rest}".strip()


def _ordinal(words: str) -> str:
    before, _, last = words.rpartition(" ")
    last = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{before} {last}".strip()
