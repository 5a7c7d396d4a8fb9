"""The file that a voice program writes, and the words in it."""

from __future__ import annotations

import os
import re
import time
import wave
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..base import ProviderError, Word

_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\s\"':\\/]+[\\/])*")


@contextmanager
def recording_to(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its name when the block ends well, and is gone otherwise."""
    part = out.resolve().with_name(f".{out.name}.{os.getpid()}.{time.monotonic_ns()}.part")
    try:
        yield part
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def check(path: Path, samples: int, rate: int) -> None:
    """Raises ProviderError unless it is a mono 16-bit WAV with so many samples; 0 is any number."""
    with wave.open(str(path)) as sound:
        shape = sound.getnchannels(), sound.getsampwidth(), sound.getframerate()
        if shape != (1, 2, rate) or (samples and sound.getnframes() != samples):
            raise ProviderError("voice_failed", "the voice program wrote an unfinished file")


def failure(code: int | None, log: str) -> ProviderError:
    """What to raise for a voice program that ended with this code and log, which gets no paths."""
    lines = [*log.strip().splitlines()[-3:], f"the voice program ended with code {code}"]
    reason = "disk_full" if "No space left" in log else "voice_failed"
    return ProviderError(reason, _PATH.sub("", "\n".join(lines)))


def word_times(
    places: Iterable[Sequence[int]], marks: Iterable[Sequence[tuple[int, int]]], rate: int
) -> tuple[Word, ...]:
    """When each word begins, at its place in the text that was asked for. Places only rise.

    For each part that was spoken: the place of each of its characters, and (character, sample) of
    its words.
    """
    words: list[Word] = []
    for of_part, marks_of_part in zip(places, marks, strict=True):
        for character, sample in marks_of_part:
            position = of_part[min(character, len(of_part) - 1)]
            if not words or position > words[-1].position:
                words.append(Word(position, sample / rate))
    return tuple(words)
