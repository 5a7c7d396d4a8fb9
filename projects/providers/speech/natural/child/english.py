"""How English words sound, by hibari's reading of misaki's dictionary."""

from __future__ import annotations

import re
from functools import cache

from hibari.g2p import G2P

# A no-break space stands beside a letter that is said by its name: see speech/letters.py.
_SPELT = re.compile(
    r"(?<!\w)[A-Za-z](?:\u00a0[A-Za-z])+(?!\w)|(?<=\u00a0)[A-Za-z](?!\w)|(?<!\w)[A-Za-z](?=\u00a0)"
)
_LETTERS = re.compile(r"(?<![\w'’])[A-Za-z](?:[\s\u00a0]+[A-Za-z])*(?!\w)")
_MANY = re.compile("['’]s(?!\\w)")


def words(text: str) -> list[tuple[str, int]]:
    """(symbols, position) of each word and mark, read with the words around it."""
    return _read(text, _SPELT)


def words_in_chinese(text: str) -> list[tuple[str, int]]:
    """The same for words inside Chinese: letters that stand alone are said by their names."""
    return _read(text, _LETTERS)


def _read(text: str, letters: re.Pattern[str]) -> list[tuple[str, int]]:
    said: list[tuple[str, int]] = []
    at = 0
    for spelt in letters.finditer(text):
        said += _words(text[at : spelt.start()], at)
        names, _ = _reader().lexicon.get_NNP(spelt[0])
        many = _MANY.match(text, spelt.end())
        said.append((names + ("z" if many else ""), spelt.start()))
        at = many.end() if many else spelt.end()
    return said + _words(text[at:], at)


def _words(text: str, start: int) -> list[tuple[str, int]]:
    reader, said, at = _reader(), [], 0
    for token in reader.phonemize_tokens(reader.tokenize(text)):
        at = max(at, text.find(token.text, at))
        if token.phonemes:
            said.append((token.phonemes, start + at))
        at += len(token.text)
    return said


@cache
def _reader() -> G2P:
    """It takes some 100 MB, so it is made only for a text with Latin letters."""
    return G2P()
