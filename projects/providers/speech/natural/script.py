"""What the voice process is told: sentences in plain form, and where each character is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from projects.language import LANGUAGES, Writing

from ..languages import spoken_language
from ..sentences import Piece, pieces

_PAUSES = {"。": 0.42, "！": 0.42, "？": 0.45, "…": 0.5}  # seconds after a sentence, by its end
_PARAGRAPH = 0.65
_ENDS = {"?": "？", "!": "！", ".": "。"}
_KEPT = "；;：:—…"  # marks that plain form makes commas of, and that a speaker makes more of


@dataclass(frozen=True)
class Sentence:
    """`text[n]` stands for what is at `places[n]` in the narration. The last one is its end mark.

    `english`: the first and last place of what is to be read as English.
    """

    text: str
    places: tuple[int, ...]
    english: tuple[tuple[int, int], ...]

    @property
    def pause(self) -> float:
        return _PAUSES[self.text[-1]]


def sentences(text: str, language: str) -> list[tuple[Sentence, float]]:
    """The sentences of a narration that have a word, and the pause after each, in seconds."""
    found = [*filter(None, map(_sentence, _pieces_by_sentence(text, language)))]
    pauses = [
        _PARAGRAPH if "\n" in text[one.places[-1] : other.places[0]] else one.pause
        for one, other in pairwise(found)
    ]
    return [*zip(found, [*pauses, 0.0], strict=False)]


def _pieces_by_sentence(text: str, language: str) -> Iterator[list[Piece]]:
    of_one: list[Piece] = []
    for piece in pieces(text, language):
        of_one.append(piece)
        if piece.ends_sentence:
            yield of_one
            of_one = []


def _sentence(of_one: Sequence[Piece]) -> Sentence | None:
    said, english = "", []
    places: list[int] = []
    for piece in of_one:
        spoken = spoken_language(piece.language).plain_form(piece.text)
        if not spoken.text:
            continue
        if said:
            said, places = said + " ", [*places, piece.position]
        if LANGUAGES[piece.language].writing is Writing.LATIN:
            english.append((len(said), len(said) + len(spoken.text)))
        said += "".join(
            _mark(character, piece.text[place])
            for character, place in zip(spoken.text, spoken.positions, strict=True)
        )
        places += [piece.position + place for place in spoken.positions]
    if not said:
        return None
    last = of_one[-1]
    end = last.position + len(last.text.rstrip()) - 1
    return Sentence(said + _end(last), (*places, max(end, places[-1])), tuple(english))


def _mark(character: str, written: str) -> str:
    """The mark as it was written, where plain form has a comma for it."""
    return written if character in "，," and written in _KEPT else character


def _end(piece: Piece) -> str:
    """The mark that makes the voice fall or rise at the end of a sentence."""
    stop = re.search(r"[?？!！…]", piece.text[-4:])
    return _ENDS.get(stop[0], stop[0]) if stop else "。"
