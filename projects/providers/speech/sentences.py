"""A text, cut into pieces that are spoken one by one, each in the language it is written in.

The letters decide the language, and not the setting of the narration: an English voice names every
hanzi "Chinese letter", and the Mandarin voice may read a whole English sentence letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from projects.addresses import ADDRESS
from projects.language import ABBREVIATED, HANZI, LANGUAGES, LATIN, Writing, count_hanzi, is_spoken


@dataclass(frozen=True)
class Piece:
    """A sentence, or the part of one that is in another language than the rest of it."""

    text: str
    position: int  # of its first character in the whole text
    language: str  # its code
    ends_sentence: bool


def pieces(text: str, language: str) -> list[Piece]:
    """`text` in pieces. Pieces without a letter, such as a telephone number, are in `language`."""
    shape = ADDRESS.sub(lambda address: "0" * len(address[0]), text)  # its letters are not said
    found = (
        piece for start, end in _sentences(shape) for piece in _split(shape, start, end, language)
    )
    return [
        replace(piece, text=text[piece.position : piece.position + len(piece.text)])
        for piece in found
    ]


_WORD = rf"[{LATIN}]+(?:['’-][{LATIN}]+)*"
_LATIN_WORD = re.compile(rf"(?<![{LATIN}\d/°μµ]){_WORD}")  # not the km of 5km
_SHORT_FORM = re.compile(
    r"[A-Z]{1,4}|[a-z]|No|Tel|(?i:vip|iq|eq|diy|[ap]m)|km|kg|cm|mm|mg|ml|mL|min|dB|kWh|Mbps"
)
_CAPITALS = re.compile(r"(?<![A-Z])[A-Z]+(?: [A-Z]+){2}")
"""In a Chinese film, VIP, No.1 and 5 kg alone are Chinese."""
_FOREIGN = {
    # Fewer words stay with the Mandarin voice, which says them in English without a break.
    Writing.HAN: re.compile(rf"{_WORD}(?:[ ,&:]+(?:{_WORD}|\d+)){{2,}}"),
    Writing.LATIN: re.compile(rf"[{HANZI}](?:[\d\s，、：；·“”《》%-]*[{HANZI}])*"),
}
"""By the main writing of a sentence: the phrases in the other one, which another voice speaks."""
_STOP = re.compile(rf"(?:[。！？!?…]+|\.+(?=[\s\"”’)\]]|$|[{HANZI}]))[\"”’」』）)\]》]*|[\r\n]+")
_ABBREVIATION = re.compile(rf"(?:^|\s)\d\d?$|(?:^|\W)(?:{ABBREVIATED})$", re.I)
_BEFORE_FIGURES = re.compile(
    r"(?<![A-Za-z])(?:(?i:nos?|max|min|approx|tel|temp|ext|fl|fig|ch|pp?|lbs?|oz|ft)"
    r"|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
"""These are short only before figures, as in "Oct. 5": a sentence may end in "no" or "Max"."""
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
    main = _main_writing(sentence) or LANGUAGES[language].writing
    other = Writing.LATIN if main == Writing.HAN else Writing.HAN
    at = 0
    for match in _FOREIGN[main].finditer(sentence):
        if main == Writing.HAN and _count_words(match[0]) < 2:
            continue
        yield at, _read_as(main, language), sentence[at : match.start()]
        yield match.start(), _read_as(other, language), match[0]
        at = match.end()
    yield at, _read_as(main, language), sentence[at:]


def _main_writing(sentence: str) -> Writing | None:
    """None where there are no letters at all."""
    hanzi, words = count_hanzi(sentence), _count_words(sentence)
    if not hanzi:
        return Writing.LATIN if words else None
    return Writing.HAN if hanzi + 2 >= 2 * words else Writing.LATIN


def _count_words(sentence: str) -> int:
    """Short forms count only where they make a sentence, as in WE LOVE YOU."""
    words = _LATIN_WORD.findall(sentence)
    in_full = sum(not _SHORT_FORM.fullmatch(word) for word in words)
    return len(words) if in_full > 1 or _CAPITALS.search(sentence) else in_full


def _read_as(writing: Writing, narration: str) -> str:
    """The narration's own language where it is written so, else the last one that is."""
    others = [language for language in LANGUAGES.values() if language.writing == writing]
    return narration if LANGUAGES[narration].writing == writing else others[-1].code
