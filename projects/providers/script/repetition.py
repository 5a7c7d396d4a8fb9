"""Whether a sentence repeats what has just been said."""

from __future__ import annotations

from .languages import WrittenLanguage


def repeated(text: str, said: str, language: WrittenLanguage) -> int:
    """How many words that a listener notices stand in both."""
    return len(language.keywords(text) & language.keywords(said))
