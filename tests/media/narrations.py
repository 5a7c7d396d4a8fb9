"""Narrations as a voice would speak them, told without a voice: when each of their words begins."""

from __future__ import annotations

from projects.language import count_hanzi
from projects.media.sound.narration import LEAD, PAUSE
from projects.providers.speech.natural.script import sentences

HANZI_A_SECOND, LETTERS_A_SECOND, COMMA = 5.2, 15.0, 0.22  # as the quicker natural voices speak


def spoken(text: str, language: str, speed: float = 1.0) -> tuple[list[tuple[int, float]], float]:
    """The word times of a narration, and its seconds. Figures take as long as their words."""
    at, before, words = LEAD, " ", list[tuple[int, float]]()
    for sentence, pause in sentences(text, language):
        for letter, place in zip(sentence.text, sentence.places, strict=True):
            is_hanzi = bool(count_hanzi(letter))
            if letter.isalnum():
                begins = is_hanzi or not before.isalnum() or count_hanzi(before)
                if begins and (not words or place > words[-1][0]):
                    words.append((place, at))
                at += 1 / (HANZI_A_SECOND if is_hanzi else LETTERS_A_SECOND) / speed
            else:
                at += (0.02 if letter == " " else COMMA) / speed
            before = letter
        at += pause / speed
    return words, round((at + PAUSE) * 30) / 30
