"""A voice, as a service of OpenAI's shape has it: each text is a tone of its own, with a gap where
a sentence ends."""

from __future__ import annotations

import io
import json
import re
import wave
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

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


def dashscope(pitches: Mapping[str, float], told: Mapping[str, Any] | None = None) -> Answering:
    """CosyVoice: the sound comes in pieces, in events of several lines. `told`: its last sentence,
    with the times of its words."""

    def answer(talk: Talk) -> None:
        text = talk.asked.json["input"]["text"]
        sound = wav_of(tones(text, pitches.get(text, 440.0)))
        talk.begin(200, "text/event-stream")
        for at in range(0, len(sound), 40_000):
            piece = b64encode(sound[at : at + 40_000]).decode()
            _event(talk, {"output": {"type": "sentence-synthesis", "audio": {"data": piece}}})
        if told:
            _event(talk, {"output": {"type": "sentence-end", "sentence": told, "audio": {}}})
        end = {"finish_reason": "stop", "audio": {"data": "", "url": ""}}
        _event(talk, {"output": end, "usage": {"characters": 2 * len(text)}})

    return answer


def _event(talk: Talk, event: Any) -> None:
    lines = json.dumps(event, indent=1).splitlines()
    talk.wfile.write("\n".join(["event: result", *(f"data: {line}" for line in lines)]).encode())
    talk.wfile.write(b"\n\n")


def minimax(pitches: Mapping[str, float], tells: bool = False) -> Answering:
    """T2A: the sound comes in hexadecimal digits. If it `tells` where its sentences are, that is to
    be fetched at /subtitles."""

    def answer(talk: Talk) -> None:
        text = talk.asked.json["text"]
        sound = wav_of(tones(text, pitches.get(text, 440.0)))
        said: dict[str, Any] = {"data": {"audio": sound.hex()}, "base_resp": {"status_code": 0}}
        if tells:
            said["data"]["subtitle_file"] = f"{talk.server.services.url}/subtitles"
        talk.say_json(200, said | {"extra_info": {"usage_characters": 77}})

    return answer
