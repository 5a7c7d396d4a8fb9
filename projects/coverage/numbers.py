"""What number a text in figures or in words is."""

from __future__ import annotations

_MUCH = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: value for value, word in enumerate(_ONES.split())}
WORDS |= {word: 10 * tens for tens, word in enumerate(_TENS.split(), start=2)}


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def number_of(figures: str) -> float:
    """1,200 and 1.2万."""
    much = _MUCH.get(figures[-1], 1)
    return float(figures.rstrip("百千万亿").replace(",", "")) * much


def number_of_words(words: str) -> int:
    """twenty-five, two hundred and ten; 0 for what is none."""
    total, part = 0, 0
    for word in words.lower().replace("-", " ").split():
        if word == "hundred":
            part = max(1, part) * 100
        elif word == "thousand":
            total, part = total + max(1, part) * 1000, 0
        else:
            part += WORDS.get(word, 0)
    return total + part
