"""Speaks the sentences of one scene into a WAV."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .model import MOST, RATE, Model, Samples
from .silences import Pause, edited, edits, moved
from .sounds import BLANK, Sound, sounds

_LONGEST = 200  # symbols of one call: more would take more than 580 MB
_LOUDEST = 0.97  # of full scale
_NOTHING = RATE // 10  # samples of silence in a file without speech: an empty one does not play
# The shortest and longest silence for a mark inside a sentence, in seconds at the usual pace.
_PAUSES = {
    "、": (0.08, 0.25),
    "，": (0.18, 0.40),
    ",": (0.14, 0.35),
    "；": (0.30, 0.50),
    ";": (0.25, 0.45),
    "：": (0.28, 0.45),
    ":": (0.25, 0.45),
    "—": (0.25, 0.45),
}
_OTHER_MARK = (0.30, 0.55)
_BETWEEN = 0.25  # seconds between the parts of a sentence that is too long for one call

Mark = tuple[int, int]  # position in the text, sample


Request = Mapping[str, Any]


def speak(request: Request, model: Model, heartbeat: Callable[[], None]) -> dict[str, Any]:
    """Speak `request` into its file. `heartbeat` is called after each part.

    A request is `{"out": path, "style": path, "speed": number, "sentences": [sentence, ...],
    "readings": {word: pinyin}}`; a sentence `{"text", "english": [[first, end], ...], "pause"}`:
    text in plain form, the places in it that are English, the seconds before the next sentence. The
    answer is `{"samples": number, "words": [[[position, sample], ...] of each sentence]}`;
    `samples` is 0 if nothing was heard.
    """
    parts: list[Samples] = []
    words: list[list[Mark]] = []
    length = 0
    for sentence in request["sentences"]:
        said, marks = _sentence(sentence, request, model, heartbeat)
        words.append([(position, length + sample) for position, sample in marks])
        if len(said):
            pause = np.zeros(round(sentence["pause"] / request["speed"] * RATE), np.float32)
            parts += [said, pause]
            length += len(said) + len(pause)
    sound = np.concatenate(parts[:-1]) if parts else np.zeros(0, np.float32)
    _write(sound, Path(request["out"]))
    return {"samples": len(sound), "words": words}


def _sentence(
    sentence: Request, request: Request, model: Model, heartbeat: Callable[[], None]
) -> tuple[Samples, list[Mark]]:
    parts: list[Samples] = []
    words: list[Mark] = []
    length = 0
    for group in _groups(_said_of(sentence, request), model):
        if parts:
            parts.append(np.zeros(round(_BETWEEN * RATE / request["speed"]), np.float32))
            length += len(parts[-1])
        said, marks = _group(group, request, model)
        words += [(position, length + sample) for position, sample in marks]
        parts.append(said)
        length += len(said)
        heartbeat()
    return np.concatenate(parts) if parts else np.zeros(0, np.float32), words


def _said_of(sentence: Request, request: Request) -> list[Sound]:
    return sounds(sentence["text"], sentence["english"], request.get("readings"))


def _groups(said: Sequence[Sound], model: Model) -> Iterator[list[Sound]]:
    """The sentence in parts that the model speaks at once. They end at marks, else at blanks."""
    known = [_known(sound, model) for sound in said]
    group: list[Sound] = []
    size = 0
    for sound in known:
        room = (_LONGEST if sound.mark else MOST - 20) - size
        group.append(sound)
        size += len(sound.symbols)
        if (sound.mark and size > _LONGEST // 2 and room < 60) or (sound is BLANK and room < 20):
            yield group
            group, size = [], 0
    if any(sound.position is not None and not sound.mark for sound in group):
        yield group


def _known(sound: Sound, model: Model) -> Sound:
    symbols = "".join(symbol for symbol in sound.symbols if model.knows(symbol))
    return sound if symbols == sound.symbols else Sound(symbols, sound.position, sound.mark)


def _group(group: Sequence[Sound], request: Request, model: Model) -> tuple[Samples, list[Mark]]:
    symbols = "".join(sound.symbols for sound in group)
    spoken, begins = model.speak(symbols, request["style"], request["speed"])
    at, marks, pauses = 0, [], []
    for sound in group:
        begin = begins[min(at, len(begins) - 1)]
        if sound.mark and sound is not group[-1]:
            shortest, longest = _PAUSES.get(sound.mark, _OTHER_MARK)
            pauses.append(Pause(begin, shortest / request["speed"], longest / request["speed"]))
        elif sound.position is not None and sound.symbols and not sound.mark:
            marks.append((sound.position, begin))
        at += len(sound.symbols)
    changes = edits(spoken, pauses)
    sound_now = edited(spoken, changes)
    return sound_now, [(position, moved(sample, changes)) for position, sample in marks]


def _write(sound: Samples, path: Path) -> None:
    loudest = float(np.abs(sound).max(initial=0.0))
    if loudest > _LOUDEST:
        sound = sound * (_LOUDEST / loudest)
    samples = sound if len(sound) else np.zeros(_NOTHING, np.float32)
    with path.open("wb") as file, wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
