"""Says it once: which words already stand on the picture, or are in the captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from projects.language import HANZI

from ..captions import Cue
from ..captions.cutting import width_of
from .ass import Said

_NEW = 0.15  # share of a title's words that may be new where the picture says the rest
_SENTENCE = 7.0  # width in hanzi from which words are a sentence
_CLOSE = (0.7, 1.8)  # ems from one line of a text to the next
_LABEL = re.compile(r"(?P<label>[^\d:：]+)[:：](?=.*\w)")
_LEAST = 0.8  # seconds that words must stand to be read


def folded(text: str) -> str:
    """Only letters and figures."""
    return re.sub(r"[\W_]", "", text).casefold()


def is_told(title: str, shown: Iterable[str]) -> bool:
    """Whether what is shown says the title too: a calendar's leaf needs no headline "4月12日"."""
    wanted, there = _words(title), set[str]().union(*map(_words, shown))
    return sum(word not in there for word in wanted) <= _NEW * len(wanted)


def _words(text: str) -> list[str]:
    """Hanzi one by one, other words and figures as a whole."""
    return re.findall(rf"[{HANZI}]|[^\W_{HANZI}]+", text.casefold())


def capitalized(text: str) -> str:
    """It begins a line of its own now."""
    return text[:1].upper() + text[1:]


def short_form(text: str) -> str:
    """For a row whose whole words the caption says at the same time: what stands after its colon.
    Nothing else may be left out: "No nuts" without its first word would say the contrary."""
    label, value = label_and_value(text)
    return value if label else text


def label_and_value(text: str) -> tuple[str, str]:
    """What stands before a colon, and after it: but 9:30 has no label. Without one "" and all."""
    found = _LABEL.match(text)
    return (found["label"].strip(), text[found.end() :].strip()) if found else ("", text)


def windows(
    text: str, at: float, cues: Sequence[Cue], seconds: float
) -> list[tuple[float, float | None]]:
    """From when until when, in seconds from `at` on, no caption says just these words. None: until
    the end. Nobody needs to read a sentence twice at the same time."""
    said, found = folded(text), list[tuple[float, float | None]]()
    for cue in (cue for cue in cues if cue.end > at and folded(cue.text) == said):
        if cue.start - at >= _LEAST:
            found.append((at, cue.start))
        at = cue.end
    return [*found, (at, None)] if not found or at < seconds - _LEAST else found


def doubled(said: Iterable[Said]) -> float:
    """Seconds in which a caption, or any other line, stands on the picture once more."""
    lines = [line for line in said if line.end > line.start]
    edges = sorted({edge for line in lines for edge in (line.start, line.end)})
    spans = (
        (end - start, [line for line in lines if line.start <= start and line.end >= end])
        for start, end in pairwise(edges)
    )
    return sum(lasting for lasting, seen in spans if _is_doubled(seen))


def _is_doubled(seen: Iterable[Said]) -> bool:
    """A headline is drawn with several pens, at the same place: that is one line. A few words are
    no sentence: a calendar may say the day that is said."""
    once = {(line.text, line.place): line for line in seen}.values()
    caption = "".join(line.text for line in once if line.is_caption)
    texts = _texts(line for line in once if not line.is_caption)
    drawn = [folded(text) for text in texts]
    doubles = [folded(text) for text in texts if width_of(text) >= _SENTENCE]
    is_drawn = width_of(caption) >= _SENTENCE and any(folded(caption) in text for text in drawn)
    return is_drawn or any(sum(text in other for other in drawn) > 1 for text in doubles)


def _texts(lines: Iterable[Said]) -> list[str]:
    """Lines of one size, close below each other, are one text."""
    texts: list[tuple[str, Said]] = []
    for line in lines:
        text, last = texts[-1] if texts else ("", line)
        down = line.place[1] - last.place[1]
        if line.px == last.px and _CLOSE[0] * line.px < down < _CLOSE[1] * line.px:
            texts[-1] = (text + line.text, line)
        else:
            texts.append((line.text, line))
    return [text for text, _ in texts]


def free_from(text: str, at: float, cues: Sequence[Cue], seconds: float) -> float | None:
    """The second from which on no caption says just these words; None if one does to the end."""
    start, until = windows(text, at, cues, seconds)[-1]
    return start if until is None and (start == at or start < seconds - _LEAST) else None
