"""Addresses of the web and of mail in a text. A film shows them short and does not spell them."""

from __future__ import annotations

import re

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.){1,5}"
_ENDING = r"(?:com|cn|net|org|edu|gov|io|cc|top|vip|xyz|tv|hk|tw|uk)(?![A-Za-z0-9-])"
# A full stop, a comma or a bracket at its end belongs to the sentence.
_PATH = r"[A-Za-z0-9\-._~:/?#@!$&'*+,;=%()]*[A-Za-z0-9\-_~/#=&%]"
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+@/-])(?:"
    r"(?P<mail>(?:mailto:)?[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12})"
    rf"|[A-Za-z][A-Za-z0-9+.-]{{1,12}}://{_PATH}"
    rf"|(?:www\.{_HOST}[A-Za-z]{{2,12}}|{_HOST}{_ENDING})(?::\d+)?(?:[/?#](?:{_PATH})?)?"
    r")"
)
_AROUND_HOST = re.compile(r"^(?:mailto:|[A-Za-z0-9+.-]+://)?(?:www\.)?|[/?#].*$")


def shortened(address: str) -> str:
    """What people need of it: https://www.example.com/a?b=c -> example.com. Mail stays whole."""
    return _AROUND_HOST.sub("", address)


def with_short_addresses(text: str) -> str:
    return ADDRESS.sub(lambda match: shortened(match[0]), text)
