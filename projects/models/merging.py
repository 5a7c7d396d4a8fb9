"""Two people, or two tabs of one, change the same words: what only one of them has changed is
merged, and for the rest the person who saves later is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from projects.media.typesetting import letters


class BothChanged(Exception):
    """Somebody else has changed these words since the page showed them. `stored` are all words as
    they are now, `fields` the names of those that both have changed."""

    def __init__(self, stored: Mapping[str, str], fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.stored, self.fields = stored, fields


def merge(
    stored: Mapping[str, str], typed: Mapping[str, str], drawn: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """`typed`, with the stored words where only somebody else has changed them, and the names of
    those that both have changed.

    `drawn` are the digests of the words that were typed over, by their names.
    """
    merged, changed_by_both = dict(typed), []
    for name in typed:
        now = digest_of(stored[name])
        before, wanted = drawn.get(name, now), digest_of(typed[name])
        if now in (before, wanted):
            continue
        if wanted == before:
            merged[name] = stored[name]
        else:
            changed_by_both.append(name)
    return merged, changed_by_both


def digest_of(words: str) -> str:
    """12 hexadecimal digits. They do not depend on how a browser ends its lines."""
    return hashlib.sha256(plain(words).encode()).hexdigest()[:12]


def plain(words: str) -> str:
    """Plain letters, no blanks at both ends, and all line ends the same: forms send CRLF."""
    return letters.plain("\n".join(words.splitlines()).strip())
