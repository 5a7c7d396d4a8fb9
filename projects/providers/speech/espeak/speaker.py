"""Speaks with espeak-ng, in a child process for each text."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from projects.vocabulary import VoiceStyle, known
from videostudio.server.lifeline import ends_with_us
from videostudio.server.processes import output_of

from ...base import ProviderError, Speaker, Speech
from ...work import Beat, Work
from ..duration import seconds_of
from ..languages import spoken_language
from ..recording import check, failure, recording_to, word_times
from ..sentences import Piece, pieces
from ..spoken import Spoken
from ..voices import VOICES

RATE = 22050
SENTENCE_PAUSE, COMMA_PAUSE, LANGUAGE_PAUSE = 0.32, 0.16, 0.04  # seconds
CHARACTERS_A_SECOND = 500  # that the slowest machine still speaks; a common one does 3,000
# Started by its path: as a module of the package it would import Django for every scene.
WORKER = (sys.executable, "-P", str(Path(__file__).with_name("voice_worker.py")))
_LOUDNESS = 62  # of espeak's 0-200; at its usual 100 every voice clips


class EspeakSpeaker(Speaker):
    """Needs no network. The same words give the same bytes.

    `patience`: seconds without an end, beyond those the text may take, after which the voice
    counts as hung. Raises ProviderError: timed_out, disk_full, voice_failed or voice_gone.
    """

    takes_pinyin = True

    def __init__(self, *, patience: float = 20.0):
        self._patience = patience

    def price_of(self, text: str) -> Decimal:
        return Decimal(0)

    def narrator(self) -> str:
        return ""

    def speak(
        self,
        text: str,
        *,
        narrator: str,
        voice_style: str,
        language: str,
        speed: float,
        out: Path,
        work: Work,
        readings: Mapping[str, str] | None = None,
    ) -> Speech:
        """For a text without a word it writes a short silent file: 0.0 seconds, no words."""
        if narrator:
            raise ProviderError("voice_gone", f"espeak-ng is not the narrator {narrator}")
        style = known(VoiceStyle, voice_style)
        said = [(piece, _spoken_form(piece, readings)) for piece in pieces(text, language)]
        said = [(piece, spoken) for piece, spoken in said if spoken.text]
        parts = [_part(piece, spoken, style, speed) for piece, spoken in said]
        with recording_to(out) as file:
            answer = self._run({"out": str(file), "parts": parts}, len(text), work.beat)
            check(file, answer["samples"], RATE)
        places = [[piece.position + at for at in spoken.positions] for piece, spoken in said]
        return Speech(answer["samples"] / RATE, word_times(places, answer["words"], RATE))

    def estimate(self, text: str, *, voice_style: str, language: str, speed: float = 1.0) -> float:
        return seconds_of(text, voice_style, language) / speed

    def _run(self, request: dict[str, Any], length: int, beat: Beat) -> dict[str, Any]:
        beat()
        patience = self._patience + length / CHARACTERS_A_SECOND
        child = subprocess.Popen(
            WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=ends_with_us(signal.SIGKILL),  # this thread waits for it
        )
        asked = json.dumps(request).encode()
        try:
            printed, log = output_of(child, patience=patience, beat=beat, request=asked)
        except subprocess.TimeoutExpired:
            raise ProviderError("timed_out", "the voice program stood still") from None
        if child.returncode:
            raise failure(child.returncode, log.decode(errors="replace"))
        answer: dict[str, Any] = json.loads(printed)
        return answer


def _spoken_form(piece: Piece, readings: Mapping[str, str] | None) -> Spoken:
    return spoken_language(piece.language).spoken_form(piece.text, readings)


def _part(piece: Piece, spoken: Spoken, voice_style: VoiceStyle, speed: float) -> dict[str, Any]:
    voice, language = VOICES[voice_style], spoken_language(piece.language)
    return {
        "text": spoken.text + _tune(piece),
        "voice": f"{language.ESPEAK_VOICE}+{voice.variant}",
        "rate": round(language.PACES[voice_style].rate * speed),
        "volume": _LOUDNESS,
        "pitch": voice.pitch,
        "range": voice.pitch_range,
        "phonemes": "[[" in spoken.text,
        "breath": COMMA_PAUSE,
        "pause": SENTENCE_PAUSE if piece.ends_sentence else LANGUAGE_PAUSE,
    }


def _tune(piece: Piece) -> str:
    """The mark that makes the voice fall, rise or go on at the end of a piece."""
    if not piece.ends_sentence:
        return ","
    stop = re.search(r"[?？!！]", piece.text[-4:])
    return {"？": "?", "！": "!"}.get(stop[0], stop[0]) if stop else "."
