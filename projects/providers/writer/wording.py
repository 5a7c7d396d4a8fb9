"""Text as people type it, made fit to be spoken and drawn; nothing in it is ever obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from projects.media.phrases import phrases_of

from ..sentences import is_spoken
from ..voices import HANZI
from .english import PREPOSITIONS, SMALL_WORDS

ELLIPSIS = "…"
_SYMBOLS_KEPT = frozenset("°℃℉©®™№+<>=~^`|")
_ENDS = "。！？!?…"
_LOOSE_ENDS = " ，、；：,;:—-·|/。."
_BULLET = re.compile(r"^(?:[-*•·●○■□◆◇▪►>]+|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳])\s*")
_CLAUSE = re.compile(r"[，。！？；：、,;!?…\n]|(?<!\d):|:(?!\d)|\.(?=\s|$)|\s[-–—]\s")
_HEADING_WIDTH = 10.5
_PARTICLES_ZH = re.compile(r"[啦了吧吗呢哦呀]+$")
_LEADING_ZH = re.compile(r"^(?:要办|要|将|正在|举办|举行|迎来|开展|的|和|与|是|在|办)+")
_DANGLING_ZH = re.compile(r"(?:[的地得和与及在从由为把被对向让以是]|来自|以及|或者|或)+$")


def clean(text: str, longest: int = 6000) -> str:
    """One line without control characters, emoji and list bullets; at most `longest` characters."""
    flat = re.sub(r"\s+", " ", "".join(map(_kept, text[:longest])))
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
    return text[:1].upper() + text[1:]


def joined(sentences: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def clauses(text: str) -> list[str]:
    return [part.strip() for part in _CLAUSE.split(text) if is_spoken(part)]


def clipped(text: str, longest: int, language: str) -> str:
    """At most `longest` characters, cut after a clause or a word, with an ellipsis if cut."""
    if len(text) <= longest:
        return text
    head = text[: max(1, longest - 1)]
    marks = [match.start() for match in _CLAUSE.finditer(head)]
    if marks and marks[-1] >= len(head) // 2:
        return head[: marks[-1]] + ELLIPSIS
    return (_whole_words(head, text, language) or head) + ELLIPSIS


def heading(text: str, language: str, *, of_topic: bool = False) -> str:
    """A few words to draw big: up to 10 hanzi's width in Chinese, 5 words in English; "" if none.

    Chinese too long for that keeps the end of a topic, where the thing stands, else the beginning.
    """
    if not (parts := clauses(text)):
        return ""
    is_label = len(parts) > 1 and re.match(rf"{re.escape(parts[0])}\s*[：:]", text)
    clause = parts[1] if is_label and len(parts[0]) <= 6 else parts[0]
    clause = re.sub(r"[“”\"《》「」]", "", clause).strip(" '()（）")
    if language != "zh":
        return _heading_en(clause.split())
    return _end_zh(clause) if of_topic else _beginning_zh(clause)


def _beginning_zh(clause: str) -> str:
    short = _within_width(phrases_of(clause[:60])) if _width(clause) > _HEADING_WIDTH else clause
    return _DANGLING_ZH.sub("", "".join(short)).strip() or clause[:10]


def _end_zh(clause: str) -> str:
    clause = _PARTICLES_ZH.sub("", clause)
    if _width(clause) <= _HEADING_WIDTH:
        return clause
    phrases = _within_width(reversed(phrases_of(clause[-60:])))
    return _LEADING_ZH.sub("", "".join(reversed(phrases))) or clause[-10:]


def _within_width(phrases: Iterable[str]) -> list[str]:
    short: list[str] = []
    for phrase in phrases:
        if _width("".join(short) + phrase) > _HEADING_WIDTH:
            break
        short.append(phrase)
    return short


def _heading_en(words: list[str]) -> str:
    short = words[:5]
    if len(words) > 5 and len(short) > 2 and short[-2].lower() in PREPOSITIONS:
        short.pop()
    while len(short) > 1 and short[-1].lower() in SMALL_WORDS:
        short.pop()
    return capitalised(" ".join(short))[:40].strip()


def _width(text: str) -> float:
    """Latin letters and digits are half as wide as hanzi."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _whole_words(head: str, text: str, language: str) -> str:
    if language != "zh" or not HANZI.search(head):
        return head if text[len(head)].isspace() else head.rpartition(" ")[0]
    tail = head[-40:]
    last = phrases_of(tail)[-1]
    return head[: -len(last)] if len(last) < len(tail) else head
