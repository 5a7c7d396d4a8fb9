"""What a number is that counts the parts of a list: 1, 一, 壹, ①, Ⅰ, iv, b, third."""

from __future__ import annotations

import re
import unicodedata

HANZI_DIGITS = "一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾"
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_ROMAN = {"i": 1, "v": 5, "x": 10}


def value_of(number: str) -> int:
    """0 for what is no number."""
    word = number.casefold().strip("()（） .\ufe0f\u20e3")
    for row in (ORDINALS.split("|"), NUMBERS.split("|")):
        if word in row:
            return row.index(word) + 1
    if word.isdecimal():
        return int(word)
    if len(word) == 1 and (value := unicodedata.numeric(word, 0)):
        return int(value)
    return _of_hanzi(word) if word and word[0] in HANZI_DIGITS else 0


def _of_hanzi(word: str) -> int:
    """Up to ninety-nine: 十二, 二十, 二十一."""
    tens, ten, ones = re.sub("拾", "十", word).partition("十")
    digits = [int(unicodedata.numeric(digit, 0)) for digit in (tens, ones) if len(digit) == 1]
    if not ten or len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (digits.pop(0) if tens else 1) + (digits.pop() if ones else 0)


def letter(word: str) -> int:
    plain = unicodedata.normalize("NFKC", word).casefold().strip("()")
    return ord(plain) - ord("a") + 1 if len(plain) == 1 and plain.isascii() else 0


def roman(word: str) -> int:
    values = [_ROMAN[numeral] for numeral in word.casefold()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
