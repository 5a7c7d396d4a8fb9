"""What an English film is about, out of what was typed."""

from __future__ import annotations

import re

from ..languages import Form
from .grammar import WELCOME, form_of

_ORDER = re.compile(
    r"^(?:(?:please )?(?:make|create|write|produce)(?: me| us)? )?(?:an? )?(?:short )?"
    r"(?:promo(?:tional)? )?(?:video|film|clip) (?:about|on|for|of) (.+)$",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"(?<=\w )(?!(?:an?|the|our|your|my|own|this|short|on)\b)(\w+) (?:promo )?(?:video|film|clip)$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|can|will|has|have|opens|starts|we|you|they|it|i)\b", re.IGNORECASE
)
_LONGEST_NAME = 50


def topic_of(text: str) -> str:
    order = _ORDER.match(text)
    return _FILM.sub(r"\1", order.group(1) if order else text)


def is_sentence(topic: str) -> bool:
    if re.search(r"[.!?;:,？！]", topic) or len(topic) > _LONGEST_NAME:
        return True
    is_addressed = WELCOME.search(topic) or form_of(topic) == Form.CALL
    return bool(is_addressed or _VERB.search(topic))
