"""A voice, as a service of OpenAI's shape has it: each text is a tone of its own, with a gap where
a sentence ends."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .server import Answering, Talk

RATE = 24_000
SECONDS = 0.22  # that a character takes
GAP = 0.3  # seconds of silence after a sentence
LOUD = 0.3


def tones(text: str, pitch: float, seconds: float = SECONDS) -> NDArray[np.int16]:
    """`text` as a tone of this pitch in Hz: mono 16-bit samples."""
    parts = []
    for sentence in filter(None, re.split(r"(?<=[。！？.!?])", text)):
        at = np.arange(round(len(sentence) * seconds * RATE)) / RATE
        parts += [LOUD * np.sin(2 * np.pi * pitch * at), np.zeros(round(GAP * RATE))]
    return np.rint(32767 * np.concatenate(parts)).astype("<i2")


def wav_of(samples: NDArray[np.int16], rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())
    return file.getvalue()


def speech(pitches: Mapping[str, float], seconds: float = SECONDS) -> Answering:
    """Speaks each text at its pitch, and any other one at 440 Hz."""

    def answer(talk: Talk) -> None:
        text = talk.asked.json["input"]
        spoken = tones(text, pitches.get(text, 440.0), seconds / talk.asked.json.get("speed", 1.0))
        if talk.asked.json["response_format"] == "pcm":
            talk.say(200, spoken.tobytes(), "audio/pcm")
        else:
            talk.say(200, wav_of(spoken), "audio/wav")

    return answer
