"""A text as the pieces that are spoken one by one, each with the language it is written in.

The script decides the language, not the narration's setting: an English voice names every hanzi
"Chinese letter", and the Mandarin voice reads a whole English sentence letter by letter at worst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A sentence, or the part of one that is in another language than the rest of it."""

    text: str
    position: int  # of its first character in the whole text
    language: str  # zh or en
    ends_sentence: bool


def pieces(text: str, language: str) -> list[Piece]:
    """`text` in pieces; `language` is for those without a letter, as a telephone number."""
    return [
        piece for start, end in _sentences(text) for piece in _split(text, start, end, language)
    ]


def is_spoken(text: str) -> bool:
    """Whether there is anything in it that a voice says."""
    return any(character.isalnum() for character in text)


_HANZI = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_WORD = r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*"
_HANZI_CHARACTER = re.compile(_HANZI)
_LATIN_WORD = re.compile(rf"(?<![A-Za-z\u00c0-\u024f\d/°]){_WORD}")  # not the km of 5km
_LATIN_PHRASE = re.compile(rf"{_WORD}(?:[ ,&:]+(?:{_WORD}|\d+)){{2,}}")
"""Shorter ones stay with the Mandarin voice, which says them in English without a break."""
_HANZI_PHRASE = re.compile(rf"{_HANZI}(?:[\d\s，、：；·“”《》%-]*{_HANZI})*")
_STOP = re.compile(
    r"(?:[。！？!?…]+|\.+(?=[\s\"”’)\]]|$|[\u3400-\u9fff]))[\"”’」』）)\]》]*|[\r\n]+"
)
_ABBREVIATION = re.compile(
    r"(?:^|\s)\d\d?$|(?:^|\W)(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|etc|e\.g|i\.e|[ap]\.m|[a-z])$", re.I
)
_BEFORE_FIGURES = re.compile(
    r"(?<![A-Za-z])(?:(?i:no|max|min|approx|tel)|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
"""Short only in "Max. 12" and "Oct. 5": a sentence may well end in "no" or in "Max"."""
_FIGURES = re.compile(r"\s*[+($€£￥¥]?\d")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if not _is_abbreviation(text, start, stop):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _is_abbreviation(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0] != "." or stop.end() == len(text):
        return False
    before = text[start : stop.start()]
    if _ABBREVIATION.search(before):
        return True
    if _FIGURES.match(text, stop.end()):
        return bool(_BEFORE_FIGURES.search(before))
    return text[stop.end() :].lstrip()[:1].islower()


def _split(text: str, start: int, end: int, language: str) -> Iterator[Piece]:
    spans = [span for span in _by_language(text[start:end], language) if is_spoken(span[2])]
    for number, (at, of_piece, said) in enumerate(spans, 1):
        yield Piece(said, start + at, of_piece, number == len(spans))


def _by_language(sentence: str, language: str) -> Iterator[tuple[int, str, str]]:
    """(position, language, text) of the runs of one language in a sentence."""
    main = _main_language(sentence, language)
    foreign, phrase = ("en", _LATIN_PHRASE) if main == "zh" else ("zh", _HANZI_PHRASE)
    at = 0
    for match in phrase.finditer(sentence):
        yield at, main, sentence[at : match.start()]
        yield match.start(), foreign, match[0]
        at = match.end()
    yield at, main, sentence[at:]


def _main_language(sentence: str, language: str) -> str:
    hanzi = len(_HANZI_CHARACTER.findall(sentence))
    words = len(_LATIN_WORD.findall(sentence))
    if not hanzi:
        return "en" if words else language
    return "zh" if hanzi + 2 >= 2 * words else "en"
