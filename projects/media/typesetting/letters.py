"""Which letters a film can show and say, and the plain spelling of those that it cannot show so.

A letter is more than a mark: a film without it says something else. So a text with a letter that
our fonts or voices lack is refused, while emoji and other marks are left out of the picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from projects.language import BOPOMOFO, HANZI, LATIN, has_hanzi
from videostudio.patterns import late

from .fonts import covered

_SPELLED = {"⁄": "/", "ʼ": "’"}
_SPELLED |= {"₹": "Rs", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₱": "PHP", "₿": "BTC"}
_ALIKE = ("<font>", "<wide>", "<compat>")  # what Unicode calls the same letter in another form
# Also names of units, and marks on hanzi. The voices say all of these.
_OUR_LETTERS = late(f"[{HANZI}{LATIN}{BOPOMOFO}々〆\u00b5\u03bc\u03a9]")
_OF_CHINESE_NAMES = "の"  # stands for 的 in names of shops and dishes, between hanzi
_RADICALS = late("[\u2e80-\u2fdf]")  # hanzi of another block, in text out of some PDF files
_HANZI = late(f"[{HANZI}\u2e80-\u2fdf]")
_RAISED = late("[⁰¹²³⁴-⁹⁺⁻]+")
_NUMBERS = late("[①-⑳⓪-⓿㉑-㉟㊱-㊿❶-➓]")  # in a circle
# One alone is a mark, as on a parking place, but Ⓗⓔⓛⓛⓞ is a word.
_FRAMED = late("[Ⓐ-ⓩ🄐-🄩🄰-🅉🅐-🅩🅰-🆉]{2,}")
_SELECTORS = late("[\ufe00-\ufe0f\u20e3\U000e0100-\U000e01ef]")  # they choose a form


def plain(text: str) -> str:
    """The same letters and digits in their plain form: also of 𝐇𝐞𝐥𝐥𝐨, ＡＢＣ, ﬁ and ⼈."""
    if text.isascii():
        return text
    return "".join(map(_plain, _FRAMED.sub(_unframed, unicodedata.normalize("NFC", text))))


def spelled(text: str) -> str:
    """The text as our fonts can draw it: μ as µ, ㎥ as m³, 3⅓ as 3 1/3, 10⁵ as 10^5.

    What has no such spelling stays, for example an emoji.
    """
    if text.isascii():
        return text
    lowered = _RAISED.sub(_lowered, plain(text))
    parted = re.sub(r"(?<=\d)(?=[⅐-⅞↉])", " ", lowered)
    return "".join(char if (spelling := _spelling(char)) is None else spelling for char in parted)


def unwritable(text: str) -> tuple[str, ...]:
    """The letters that a film cannot have, each once, as they are written.

    They are those that our fonts cannot draw, and those in a writing that our voices cannot say.
    """
    if text.isascii():
        return ()
    found = (letter for letter in _letters(plain(text)) if not _is_writable(letter))
    named = has_hanzi(text)
    return tuple(dict.fromkeys(each for each in found if not (named and each in _OF_CHINESE_NAMES)))


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    form, _, _ = unicodedata.decomposition(char).partition(" ")
    is_letter = unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo", "Nd")
    if form in _ALIKE and (is_letter or _RADICALS.match(char)):
        return unicodedata.normalize("NFKC", char)
    return char


def _unframed(framed: re.Match[str]) -> str:
    names = map(unicodedata.name, framed[0])
    return "".join(name[-1].lower() if " SMALL " in name else name[-1] for name in names)


def _lowered(raised: re.Match[str]) -> str:
    if all(ord(char) in covered() for char in raised[0]):
        return raised[0]
    return "^" + unicodedata.normalize("NFKC", raised[0])


@lru_cache(maxsize=8192)
def _spelling(char: str) -> str | None:
    """The characters by which our fonts draw this one; None if they cannot."""
    if ord(char) in covered():
        return char
    if other := _SPELLED.get(char) or _twins().get(char):
        return other
    if _NUMBERS.match(char):
        return f"({int(unicodedata.numeric(char))})"
    parts = unicodedata.decomposition(char).split()
    points = [chr(int(part, 16)) for part in parts if not part.startswith("<")]
    spellings = [_spelling(point) for point in points]
    return None if not points or None in spellings else "".join(filter(None, spellings))


@lru_cache
def _twins() -> dict[str, str]:
    """Characters that look like one that our fonts have, such as Greek μ and the micro sign."""
    pairs = ((unicodedata.normalize("NFKC", chr(point)), chr(point)) for point in covered())
    return {same: char for same, char in pairs if len(same) == 1 and ord(same) not in covered()}


def _letters(text: str) -> Iterator[str]:
    """The characters that are more than marks, each with the accents that stay apart from it."""
    clusters: list[str] = []
    for char in _SELECTORS.sub("", text):
        if clusters and unicodedata.category(char)[0] == "M":
            clusters[-1] += char
        else:
            clusters.append(char)
    return filter(_is_letter, clusters)


def _is_letter(cluster: str) -> bool:
    kind = unicodedata.category(cluster[0])
    # A new hanzi is unknown to an old Unicode: its kind is Cn.
    return kind[0] in "LNM" or kind in ("Sc", "Co") or bool(_HANZI.match(cluster))


@lru_cache(maxsize=8192)
def _is_writable(letter: str) -> bool:
    if None in map(_spelling, letter):
        return False
    kind = unicodedata.category(letter[0])
    is_ours = _OUR_LETTERS.match(unicodedata.normalize("NFKC", letter))
    is_latin = unicodedata.name(letter[0], "").startswith("LATIN ")
    return kind[0] != "L" or kind == "Lm" or bool(is_ours) or is_latin
