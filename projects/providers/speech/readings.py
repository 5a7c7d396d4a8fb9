"""How somebody wants words to be said, whatever speaks: 长隆 as "chang2 long2", STEAM as 斯蒂姆."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from projects.language import HANZI

from ..base import Word
from .natural.child.pinyin import symbols
from .spoken import Spoken, rule
from .zh.pronunciation import syllables
from .zh.pronunciation.dictionary import written_for

MOST, LONGEST_WORD, LONGEST_SAID = 50, 20, 60
_TOO_MANY_HANZI = 10  # a word that is longer is no word of the dictionary

_SPLIT = re.compile(r"\s*(?:=|→)\s*|\t+")
_WORDS = re.compile(r"[^\W_](?:[\w .·'’-]*[^\W_])?")  # no marks of any service: < > / ( ) [ ]
_HANZI = re.compile(rf"[{HANZI}]+")
_SYLLABLE = re.compile(r"[a-zêü]+[1-5]")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


class Unreadable(Exception):
    """A line that says no reading. `code`: `parts`, `word`, `said`, `pinyin` or `many`; `line`: the
    line."""

    def __init__(self, code: str, line: str = ""):
        super().__init__(f"{code}: {line}")
        self.code, self.line = code, line


def read(text: str) -> dict[str, str]:
    """What each line says, such as "长隆 = chang2 long2". Raises Unreadable."""
    found: dict[str, str] = {}
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if line.strip():
            word, said = _of_line(line.strip())
            found[word] = said
    if len(found) > MOST:
        raise Unreadable("many")
    return found


def written(readings: Mapping[str, str]) -> str:
    """As lines that `read` reads."""
    return "\n".join(f"{word} = {said}" for word, said in readings.items())


def used_in(text: str, readings: Mapping[str, str]) -> dict[str, str]:
    """Those of words that the text has."""
    return {word: said for word, said in readings.items() if word in text}


def _of_line(line: str) -> tuple[str, str]:
    parts = [" ".join(part.split()) for part in _SPLIT.split(line)]
    if len(parts) != 2:
        raise Unreadable("parts", line)
    word, said = parts
    if len(word) > LONGEST_WORD or not _WORDS.fullmatch(word):
        raise Unreadable("word", line)
    if is_pinyin(said := _tidy(said)):
        if not _fits(word, said):
            raise Unreadable("pinyin", line)
        return word, said
    looks_like_it = _HANZI.fullmatch(word) and not re.search(rf"[{HANZI}]", said)
    if looks_like_it or _SYLLABLE.search(said):
        raise Unreadable("pinyin", line)
    if len(said) > LONGEST_SAID or not _WORDS.fullmatch(said):
        raise Unreadable("said", line)
    return word, said


def is_pinyin(said: str) -> bool:
    return all(map(_SYLLABLE.fullmatch, said.split(" ")))


def _fits(word: str, said: str) -> bool:
    """A syllable that there is for each hanzi."""
    if not _HANZI.fullmatch(word) or len(word) > _TOO_MANY_HANZI:
        return False
    try:
        return len([symbols(each) for each in said.split(" ")]) == len(word)
    except ValueError:
        return False


def _tidy(said: str) -> str:
    """Pinyin as "chang2 long2", also if it was "Cháng lóng" or "CHANG2LONG2"; else as it is."""
    plain = re.sub(r"[-'’ ]+", " ", said.lower().replace("u:", "ü").replace("v", "ü"))
    marked = [*map(_with_figure, plain.split(" "))]
    if any(tone in unicodedata.normalize("NFD", plain) for tone in _TONES):
        plain = " ".join(each if each[-1:].isdigit() else f"{each}5" for each in marked)
    plain = " ".join(re.sub(r"(?<=[1-5])(?=[a-zü])", " ", plain).split())
    return plain if plain and is_pinyin(plain) else said


def _with_figure(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    tone = "".join(_TONES.get(letter, "") for letter in letters)
    bare = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", bare) + tone


@dataclass(frozen=True)
class Told:
    """A text as a voice is told it. `pinyin`: how it is to say words of it."""

    text: str
    pinyin: Mapping[str, str] = field(default_factory=dict)
    places: Sequence[int] = ()  # of each character, in the text that is written

    def in_written(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """At their places in the text that is written. What is several words there is one."""
        found: dict[int, Word] = {}
        for word in words:
            place = self.places[word.position]
            found.setdefault(place, Word(place, word.seconds))
        return tuple(found[place] for place in sorted(found))


def told(text: str, readings: Mapping[str, str], *, takes_pinyin: bool) -> Told:
    """The text with other words in place of those that are to be said so. A voice that takes no
    pinyin is told hanzi that sound so and in no other way, as far as there are any."""
    pinyin = {word: said for word, said in readings.items() if is_pinyin(said)}
    other = {word: said for word, said in readings.items() if word not in pinyin}
    spoken = Spoken(text, tuple(range(len(text))))
    if other:
        spoken = spoken.replacing(dict(_one_by_one(text, other)))
        rest = {word: said for word, said in other.items() if not _is_as_long(word, said)}
        spoken = spoken.by([rule(_any_of(rest), lambda match: rest[match[0]])]) if rest else spoken
    pinyin = used_in(spoken.text, pinyin)
    if pinyin and not takes_pinyin:
        spoken = spoken.replacing(dict(_in_hanzi(spoken.text, pinyin)))
        pinyin = {}
    return Told(spoken.text, pinyin, spoken.positions)


def _is_as_long(word: str, said: str) -> bool:
    return len(word) == len(said) and all(map(_HANZI.fullmatch, (word, said)))


def _one_by_one(text: str, other: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Hanzi in place of as many hanzi: each has the place of its own."""
    for found in re.finditer(_any_of(other), text):
        said = other[found[0]]
        if _is_as_long(found[0], said):
            yield from enumerate(said, start=found.start())


def _any_of(words: Mapping[str, str]) -> str:
    """The longest first; none within a longer word of Latin letters."""
    longest = sorted(words, key=len, reverse=True)
    edges = [(_edge(word[0], "(?<![A-Za-z])"), _edge(word[-1], "(?![A-Za-z])")) for word in longest]
    return "|".join(
        before + re.escape(word) + after
        for word, (before, after) in zip(longest, edges, strict=True)
    )


def _edge(letter: str, pattern: str) -> str:
    return pattern if letter.isascii() and letter.isalpha() else ""


def _in_hanzi(text: str, pinyin: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    said = syllables(text, pinyin)
    at = 0
    while at < len(said):
        word = _word_at(text, said[at].position, pinyin) if said[at].starts_word else ""
        for one in said[at : at + len(word)]:
            yield one.position, written_for(one.pinyin, text[one.position])
        at += max(1, len(word))


def _word_at(text: str, position: int, pinyin: Mapping[str, str]) -> str:
    return max((word for word in pinyin if text.startswith(word, position)), key=len, default="")
