"""The program that speaks. Only it loads espeak-ng (GPL-3.0), which threads cannot share.

It does one job and ends.
Standard input takes a JSON object `{"out": path, "parts": [part, ...]}`, a part being
`{"text", "voice", "rate", "volume", "pitch", "range", "phonemes", "breath", "pause"}`:
`phonemes`: whether [[...]] are phonemes; `breath`: the least silence at a comma, in seconds;
`pause`: the silence before the next part that is heard.
Standard output gives `{"samples": n, "words": [[[position, sample], ...] of each part]}`. `samples`
is 0 when nothing was heard. Positions count the characters of the part's text from 0.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import wave
from array import array
from pathlib import Path
from typing import Any

import espeakng_loader

RATE = 22050
_SYNCHRONOUS, _DO_NOT_EXIT, _UTF8, _PHONEMES, _WORD, _CLAUSE_END = 2, 0x8000, 1, 0x100, 1, 5
_SETTINGS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4}
_QUIET = 60  # of 32768: below it, at the ends of a part, nobody hears anything
_FAINT = 1500  # below it a pause is heard: the echo that some voices carry lies under it
_MARGIN = RATE // 100
_NOTHING = RATE // 10  # samples of silence in a file without speech: an empty one does not play

Marks = list[tuple[int, int]]  # (position in the text, sample) of each word
Events = list[tuple[int, int, int]]  # (type, position, sample)


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Engine:
    """espeak-ng. It keeps its state in globals: make one of these in a process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = os.fsencode(espeakng_loader.get_data_path())
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT) != RATE:
            raise RuntimeError("espeak-ng did not start")
        self._sound, self._events = bytearray(), Events()
        self._callback = _Callback(self._take)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, part: dict[str, Any]) -> tuple[array[int], Marks]:
        """The samples of a part and where its words are in them."""
        self._sound, self._events = bytearray(), []
        self._set(part)
        # Some voices breathe noise. Without this, the time would be its seed.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(1))
        text = part["text"].encode() + b"\0"
        flags = _UTF8 | (_PHONEMES if part["phonemes"] else 0)
        if self._library.espeak_Synth(text, len(text), 0, 1, 0, flags, None, None):
            raise RuntimeError("espeak-ng did not speak")
        self._library.espeak_Synchronize()
        return self._heard(round(part["breath"] * RATE))

    def _heard(self, breath: int) -> tuple[array[int], Marks]:
        samples = array("h", bytes(self._sound))
        marks = [(at, sample) for kind, at, sample in self._events if kind == _WORD]
        ends = [sample for kind, _, sample in self._events if kind == _CLAUSE_END]
        return _trimmed(*_breathing(samples, marks, ends, breath))

    def _set(self, part: dict[str, Any]) -> None:
        if self._library.espeak_SetVoiceByName(part["voice"].encode()):
            raise RuntimeError(f"espeak-ng has no voice {part['voice']}")
        for name, number in _SETTINGS.items():
            self._library.espeak_SetParameter(number, part[name], 0)

    def _take(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._sound += ctypes.string_at(samples, count * 2)
        number = 0
        while events[number].type:
            event = events[number]
            self._events.append((event.type, event.position - 1, event.sample))
            number += 1
        return 0


def _breathing(
    samples: array[int], marks: Marks, ends: list[int], breath: int
) -> tuple[array[int], Marks]:
    """With at least `breath` samples of silence where clauses end: some voices make none."""
    sound, done, added = array("h"), 0, []
    for end in ends:
        start, stop = _faint_around(samples, end)
        missing = max(0, breath - (stop - start))
        cut = max(done, _quietest(samples, start, stop))
        sound.extend(samples[done:cut])
        sound.extend(array("h", bytes(2 * missing)))
        done = cut
        added.append((cut, missing))
    sound.extend(samples[done:])
    return sound, [(at, n + sum(more for cut, more in added if cut <= n)) for at, n in marks]


def _faint_around(samples: array[int], here: int) -> tuple[int, int]:
    start = stop = min(here, len(samples))
    while start > 0 and abs(samples[start - 1]) < _FAINT:
        start -= 1
    while stop < len(samples) and abs(samples[stop]) < _FAINT:
        stop += 1
    return start, stop


def _quietest(samples: array[int], start: int, stop: int) -> int:
    """Where a cut is not heard: the place with the least sound between `start` and `stop`."""
    blocks = range(start, max(start + 1, stop - _MARGIN), _MARGIN)
    best = min(blocks, key=lambda at: max(map(abs, samples[at : at + _MARGIN]), default=0))
    return min(
        range(best, min(best + _MARGIN, stop)), key=lambda at: abs(samples[at]), default=best
    )


def _trimmed(samples: array[int], marks: Marks) -> tuple[array[int], Marks]:
    """Without the silence at both ends: how long it is depends on the punctuation."""
    start, end = 0, len(samples)
    while start < end and abs(samples[start]) < _QUIET:
        start += 1
    while end > start and abs(samples[end - 1]) < _QUIET:
        end -= 1
    if start == end:
        return array("h"), []
    start, end = max(0, start - _MARGIN), min(len(samples), end + _MARGIN)
    return samples[start:end], [(at, max(0, sample - start)) for at, sample in marks]


def speak(parts: list[dict[str, Any]]) -> tuple[array[int], list[Marks]]:
    """All parts one after the other, with the pauses between those that are heard."""
    engine, sound, words, pause = Engine(), array("h"), [], 0
    for part in parts:
        samples, marks = engine.say(part)
        if samples and sound:
            sound.extend(array("h", bytes(2 * pause)))
        words.append([(at, len(sound) + sample) for at, sample in marks])
        sound.extend(samples)
        rest = round(part["pause"] * RATE)
        start, stop = _faint_around(samples, len(samples))
        pause = max(0, rest - (stop - start)) if samples else max(pause, rest)
    return sound, words


def write(path: str, samples: array[int]) -> None:
    if sys.byteorder == "big":
        samples.byteswap()
    with Path(path).open("wb") as file, wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(samples.tobytes() or bytes(2 * _NOTHING))


def main() -> None:
    request = json.loads(sys.stdin.buffer.read())
    sound, words = speak(request["parts"])
    samples = len(sound)
    write(request["out"], sound)
    json.dump({"samples": samples, "words": words}, sys.stdout)


if __name__ == "__main__":
    main()
