"""English in a form that espeak-ng's voices read right."""

from __future__ import annotations

from collections.abc import Mapping

from ..letters import PARTED
from ..spoken import Spoken, rule
from .reading import plain_form


def spoken_form(text: str, readings: Mapping[str, str] | None = None) -> Spoken:
    return plain_form(text).by(_RULES)


_RULES = [
    rule(r"\bMs\.", "Miz"),  # it would spell Ms.
    # An A before another word would be the article.
    rule(rf"(?<![A-Za-z])A{PARTED}|(?<={PARTED})A (?=\w)", "A. "),
    rule(PARTED, " "),
]
