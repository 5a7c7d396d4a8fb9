"""What tests hear in a file that was spoken, and what they say."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from projects.providers.base import Speech
from projects.providers.speech import EspeakSpeaker
from projects.providers.speech.espeak.speaker import RATE
from projects.providers.work import Beat, Unpaid

Say = Callable[..., Speech]
NARRATION = "欢迎来到阳光幼儿园，小朋友们。We are so happy to see you here today! 快来吧！"


def espeak_says(
    text: str,
    out: Path,
    voice: str = "gentle_female",
    language: str = "zh",
    *,
    narrator: str = "",
    speed: float = 1.0,
    beat: Beat = lambda: None,
    **options: float,
) -> Speech:
    return EspeakSpeaker(**options).speak(
        text,
        narrator=narrator,
        voice_style=voice,
        language=language,
        speed=speed,
        out=out,
        work=Unpaid(beat),
    )


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(float)


def pitch(path: Path) -> float:
    """Median of the fundamental, in Hz, by autocorrelation of the loud parts."""
    sound, found = samples(path), []
    for start in range(0, len(sound) - 2048, 1024):
        frame = sound[start : start + 2048]
        if np.sqrt((frame**2).mean()) > 800:
            power = np.abs(np.fft.rfft(frame * np.hanning(2048), 4096)) ** 2
            lag = RATE // 400 + np.fft.irfft(power)[RATE // 400 : RATE // 65].argmax()
            found.append(RATE / lag)
    return float(np.median(found))


def pauses(path: Path) -> list[float]:
    """Seconds of each stretch of more than a tenth of a second below -27 dB."""
    loud = np.flatnonzero(np.abs(samples(path)) > 1500)
    gaps = np.diff(loud) / RATE
    return [float(gap) for gap in gaps if gap > 0.1]


_ASK_PHONEMES = """
import ctypes, json, sys, espeakng_loader
texts, voice = json.load(sys.stdin)
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
espeak.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8000)
espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
espeak.espeak_SetVoiceByName(voice.encode())
for text in texts:
    held, clauses = ctypes.create_string_buffer(text.encode()), []
    at = ctypes.c_void_p(ctypes.addressof(held))
    while at.value:
        clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(at), 1, 0).decode())
    print(" ".join(clauses))
"""


def phonemes(texts: list[str], voice: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _ASK_PHONEMES],
        input=json.dumps([texts, voice]),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()
