"""How English words sound, by hibari's reading of misaki's dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from hibari.g2p import G2P

_LETTERS = re.compile(r"(?<![^\W_])[A-Za-z](?:[\s\u00a0]+[A-Za-z])*(?![^\W_])")


def words(text: str) -> list[tuple[str, int]]:
    """(symbols, position) of each word and mark, read with the words around it."""
    reader, said, at = _reader(), [], 0
    for token in reader.phonemize_tokens(reader.tokenize(text)):
        at = max(at, text.find(token.text, at))
        if token.phonemes:
            said.append((token.phonemes, at))
        at += len(token.text)
    return said


def words_in_chinese(text: str) -> list[tuple[str, int]]:
    """The same for words inside Chinese: letters that stand alone are said by their names."""
    return [word for at, part in _parts(text) for word in _part(part, at)]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for letters in _LETTERS.finditer(text):
        yield at, text[at : letters.start()]
        yield letters.start(), letters[0]
        at = letters.end()
    yield at, text[at:]


def _part(part: str, at: int) -> list[tuple[str, int]]:
    if _LETTERS.fullmatch(part):
        said, _ = _reader().lexicon.get_NNP(part)
        return [(said, at)]
    return [(said, at + position) for said, position in words(part)]


@cache
def _reader() -> G2P:
    """It takes some 100 MB, so it is made only for a text with Latin letters."""
    return G2P()
