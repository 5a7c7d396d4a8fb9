"""Leaves out of a text what nobody else needs to know."""

from __future__ import annotations

import re

_PRIVATE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+"  # addresses of the web, and of mail
    r"|\+?\d(?:[\d\s()./-]*\d){5,}",  # phone numbers, and others as long
    re.ASCII,
)
_MARKUP = re.compile(r"<[^<>]*>")


def without_private(words: str, known: tuple[str, ...] = ()) -> str:
    """On one line, without phone numbers, addresses of the web, and the words that are `known` to
    be private, such as an address."""
    for each in known:
        words = words.replace(each, " ") if each else words
    plain = _PRIVATE.sub(" ", _MARKUP.sub(" ", words))
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())
