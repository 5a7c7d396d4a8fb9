"""Text as people type it, made fit to be spoken and drawn; nothing in it is ever obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from projects.media.typesetting.phrases import phrases_of

from ..speech.sentences import is_spoken
from ..speech.voices import HANZI

ELLIPSIS = "…"
_SYMBOLS_KEPT = frozenset("°℃℉©®™№+<>=~^`|㎡㎥㎜㎝㎞㎎㎏㏄")
_ENDS = "。！？!?…"
_LOOSE_ENDS = " ，、；：,;:—-·|/。."
_BULLET = re.compile(
    r"^(?:[-*•·●○■□◆◇▪►>]+|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳❶-➓]|\d\ufe0f?\u20e3)\s*"
)
_CLAUSE = re.compile(
    r"[，。！？；：;!?…\n]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)|(?P<point>\.)(?=\s|$)|\s[-–—]\s"
)
_ABBREVIATED = re.compile(
    r"\b(?:mr|mrs|ms|dr|prof|st|jr|sr|no|vs|tel|max|min|approx|incl|e\.g|i\.e|[ap]\.m|[a-z])$", re.I
)


def clean(text: str, longest: int = 6000) -> str:
    """One line without control characters, emoji and list bullets; at most `longest` characters."""
    unmarked = _BULLET.sub("", text[:longest].strip())
    flat = re.sub(r"\s+", " ", "".join(map(_kept, unmarked)))
    return _BULLET.sub("", flat.strip()).strip()


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if kind.startswith("C") or "\ufe00" <= character <= "\ufe0f" or character == "\u20e3":
        return ""
    return "" if kind in ("So", "Sk") and character not in _SYMBOLS_KEPT else character


def bare(text: str) -> str:
    """The text without a full stop; a question or an exclamation keeps its mark."""
    return text.strip().rstrip(_LOOSE_ENDS)


def folded(text: str) -> str:
    """What two texts have in common that differ only in case, spaces and marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


def statement(text: str, language: str) -> str:
    """The text as a sentence of its own: `text` and a full stop where it has no end."""
    body = bare(text)
    end = "" if body.endswith(tuple(_ENDS)) else "。" if language == "zh" else "."
    return (body if language == "zh" else capitalised(body)) + end


def capitalised(text: str) -> str:
    """With a capital, unless the first word is spelled as a name is: iPad, www.sunflower.cn."""
    first = text.split(" ", 1)[0]
    is_name = first[1:] != first[1:].lower() or re.search(r"\w\.\w|@", first)
    return text if is_name else text[:1].upper() + text[1:]


def joined(sentences: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def clauses(text: str) -> list[str]:
    """The parts between marks, but for the rows that `、` makes, and for numbers and "Mr."."""
    marks = list(_marks(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    parts = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [part for part in parts if is_spoken(part)]


def _marks(text: str) -> Iterator[re.Match[str]]:
    for mark in _CLAUSE.finditer(text):
        if not (mark["point"] and _is_abbreviation(text, mark)):
            yield mark


def _is_abbreviation(text: str, point: re.Match[str]) -> bool:
    following = text[point.end() : point.end() + 2].strip()[:1]
    word = text[max(0, point.start() - 10) : point.start()]
    return following.islower() or bool(_ABBREVIATED.search(word))


def clipped(text: str, longest: int, language: str) -> str:
    """At most `longest` characters, cut after a clause or a word, with an ellipsis if cut."""
    if len(text) <= longest:
        return text
    head = text[: max(1, longest - 1)]
    marks = [mark.start() for mark in _marks(head)]
    if marks and marks[-1] >= len(head) // 2:
        return head[: marks[-1]] + ELLIPSIS
    return (_whole_words(head, text, language) or head) + ELLIPSIS


def _whole_words(head: str, text: str, language: str) -> str:
    if language != "zh" or not HANZI.search(head):
        return head if text[len(head)].isspace() else head.rpartition(" ")[0]
    tail = head[-40:]
    last = phrases_of(tail)[-1]
    return head[: -len(last)] if len(last) < len(tail) else head
