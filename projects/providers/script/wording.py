"""Text that people have typed, made fit to be spoken and drawn. It is never an instruction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from projects.key_points import read_one
from projects.key_points.unparted import cut_back, may_part
from projects.language import is_spoken

from .languages import WrittenLanguage

ELLIPSIS = "…"
_SYMBOLS_KEPT = frozenset("°℃℉©®™№+<>=~^`|") | {chr(unit) for unit in range(0x3300, 0x3400)}
_CLOSING_MARKS = "”’\"'」』）)》"
_SENTENCE_ENDS = frozenset("。！？!?….")
_MAY_END = frozenset("。！？!?…”’\"'」』")
_LOOSE_ENDS = " ，、；：,;:—-·|/。."
_CLAUSE = re.compile(
    r"[，。！？；：;!?…\n]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|(?P<point>\.)(?=\s|$)|\s[-–—]\s"
)
_ENDS_SENTENCE = re.compile(r"[。！？!?…\n.]\s*$")
_ABBREVIATED = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|st|jr|sr|no|vs|tel|max|min|approx|incl|e\.g|i\.e|[ap]\.m|[a-z])$", re.I
)


def clean(text: str, longest: int = 6000) -> str:
    """One line of plain words, without control characters, emoji, bullets and marks of Markdown; at
    most `longest` characters."""
    return read_one(re.sub(r"\s+", " ", "".join(map(_kept, read_one(text[:longest])))))


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if kind.startswith("C") or "\ufe00" <= character <= "\ufe0f" or character == "\u20e3":
        return ""
    return "" if kind in ("So", "Sk") and character not in _SYMBOLS_KEPT else character


def bare(text: str) -> str:
    """The text without a full stop or comma at its end. Question and exclamation marks stay."""
    return text.strip().rstrip(_LOOSE_ENDS)


def folded(text: str) -> str:
    """Its letters and digits alone, in small letters: for comparing texts as people would."""
    return "".join(character for character in text.casefold() if character.isalnum())


def statement(text: str, language: WrittenLanguage) -> str:
    """The text as a sentence of its own, with a full stop where it has no end."""
    body = bare(text)
    ended = body.rstrip(_CLOSING_MARKS)[-1:] in _SENTENCE_ENDS and body[-1:] in _MAY_END
    return language.at_start(body) + ("" if ended else language.FULL_STOP)


def width(text: str) -> float:
    """In hanzi: Latin letters and digits are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def joined(sentences: list[str], language: WrittenLanguage) -> str:
    return language.SPACE.join(sentences)


def clauses(text: str) -> list[str]:
    """The parts between marks.

    Rows with `、`, numbers, "Mr.", addresses and what stands in brackets are not parted.
    """
    marks = list(_marks(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    parts = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [part for part in parts if is_spoken(part)]


def beginnings(text: str) -> list[str]:
    """The text up to each of its marks."""
    return [text[: mark.start()] for mark in _marks(text)]


def _marks(text: str) -> Iterator[re.Match[str]]:
    for mark in _CLAUSE.finditer(text):
        is_abbreviation = mark["point"] and _is_abbreviation(text, mark)
        if not is_abbreviation and may_part(text, mark.start()):
            yield mark


def _is_abbreviation(text: str, point: re.Match[str]) -> bool:
    following = text[point.end() : point.end() + 2].strip()[:1]
    word = text[max(0, point.start() - 10) : point.start()]
    return following.islower() or bool(_ABBREVIATED.search(word))


def sentences_in(text: str) -> list[str]:
    """Its sentences, without full stops at their ends."""
    ends = [mark.end() for mark in _marks(text) if _ENDS_SENTENCE.search(text[: mark.end()])]
    starts = [0, *ends]
    parts = (text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True))
    return [bare(part) for part in parts if is_spoken(part)]


def clipped(text: str, longest: int, language: WrittenLanguage) -> str:
    """At most `longest` characters, cut after a clause or a word, with an ellipsis if cut."""
    if len(text) <= longest:
        return text
    head = text[: max(1, longest - 1)]
    marks = [mark.start() for mark in _marks(head)]
    if marks and marks[-1] >= len(head) // 2:
        return head[: marks[-1]] + ELLIPSIS
    words = language.whole_words(head, text) or head
    return (text[: cut_back(text, len(words))].rstrip() or words) + ELLIPSIS


def parted(text: str, longest: int, language: WrittenLanguage) -> list[str]:
    """All of the text, in parts of at most `longest` characters that end with a sentence, else with
    a clause, else with a word."""
    parts = []
    while len(text) > longest:
        head = text[: longest + 1]
        ends = [mark.end() for mark in _marks(head) if mark.end() > longest // 3]
        of_sentences = [end for end in ends if _ENDS_SENTENCE.search(head[:end])]
        words = language.whole_words(head[:-1], text) or head[:-1]
        at = max(of_sentences or ends, default=0) or cut_back(text, len(words)) or longest
        parts.append(bare(text[:at]))
        text = text[at:].lstrip(_LOOSE_ENDS)
    return [part for part in [*parts, text] if is_spoken(part)]
