"""What a number is that counts the parts of a list: 1, 一, 壹, ①, Ⅰ, iv, b, third."""

from __future__ import annotations

import unicodedata

HANZI_DIGITS = "一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾"
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_USUAL = str.maketrans("拾两兩", "十二二")
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
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
    return _of_hanzi(word)


def _of_hanzi(word: str) -> int:
    """Below a hundred million: 十二, 二十, 两百五十."""
    total, digit = 0, 0
    for sign in word.translate(_USUAL):
        if place := _PLACES.get(sign):
            total += (digit or 1) * place
            digit = 0
        elif digit or (value := unicodedata.numeric(sign, -1)) < 0:
            return 0
        else:
            digit = int(value)
    return total + digit


def letter(word: str) -> int:
    plain = unicodedata.normalize("NFKC", word).casefold().strip("()")
    return ord(plain) - ord("a") + 1 if len(plain) == 1 and plain.isascii() else 0


def roman(word: str) -> int:
    values = [_ROMAN[numeral] for numeral in word.casefold()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
