"""A text in the form in which a voice reads it right, made by rules that replace parts of it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
RANGE = r"\s*(?:[-–~～]|—(?!—))\s*"


@dataclass(frozen=True)
class Spoken:
    """`text[n]` stands for what is at `positions[n]` in the text that was written."""

    text: str
    positions: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Spoken:
        """`text` with plain digits and signs for full-width ones, and without silent characters."""
        return cls(text.translate(_PLAIN), tuple(range(len(text)))).by(_SILENT).by(_PLAIN_FORMS)

    def by(self, rules: Sequence[Rule]) -> Spoken:
        """The text after every rule in turn. What a rule does not change keeps its positions."""
        spoken = self
        for pattern, say in rules:
            spoken = spoken._replace(pattern, say)
        return spoken

    def replacing(self, said: Mapping[int, str]) -> Spoken:
        """The text with `said[n]` in place of its character `n`."""
        parts = [said.get(at, character) for at, character in enumerate(self.text)]
        places = (place for part, place in zip(parts, self.positions, strict=True) for _ in part)
        return Spoken("".join(parts), tuple(places))

    def _replace(self, pattern: re.Pattern[str], say: Callable[[re.Match[str]], str]) -> Spoken:
        text, positions, at = "", [], 0
        for match in pattern.finditer(self.text):
            said = say(match)
            kept = match.start() + len(os.path.commonprefix([said, match[0]]))
            text += self.text[at : match.start()] + said
            place = self.positions[min(kept, match.end() - 1)]
            positions += [*self.positions[at:kept]]
            positions += [place] * (len(said) - (kept - match.start()))
            at = match.end()
        return Spoken(text + self.text[at:], (*positions, *self.positions[at:]))


def rule(pattern: str, said: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    """A rule that puts `said`, a text or a function of the match, wherever `pattern` is found."""
    return re.compile(pattern, flags), said if callable(said) else lambda match: said


def one_of(words: dict[str, str], before: str = "", after: str = "") -> Rule:
    """A rule that puts the value wherever its key stands. Longer keys are tried first."""
    keys = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rule(f"{before}({keys}){after}", lambda match: words[match[1]])


def phone_groups(written: str) -> list[str]:
    """The digits in the groups they are written in. A mobile number without groups gets 3, 4, 4."""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(groups[0]) == 11:
        return [groups[0][:3], groups[0][3:7], groups[0][7:]]
    return groups


def _is_silent(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] == "C" or kind in ("Mn", "Me")


def _without_silent(match: re.Match[str]) -> str:
    return "" if _is_silent(match[0]) else match[0]


def _in_figures(match: re.Match[str]) -> str:
    return f"{unicodedata.numeric(match[0]):.0f}"


def _in_plain_letters(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).translate(_PLAIN)


def _without_accents(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0])
    return "".join(unicodedata.normalize("NFD", char)[0] for char in plain)


_FULL_WIDTH = "０１２３４５６７８９：％＋－．／～＠＃＆＝＜＞［］＄＊＾｜＂＇" + "".join(
    chr(code) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
)
_LOOKALIKES = dict(zip("‐‑﹣﹢﹤﹥﹦∶⁄∕〜∼µ˚º￡⇒➔➜➡⟶", "---+<>=://~~μ°°£→→→→→", strict=True))
_PLAIN = {ord(wide): ord(wide) - 0xFEE0 for wide in _FULL_WIDTH} | {
    ord(one): ord(plain) for one, plain in _LOOKALIKES.items()
}
_SILENT = [rule(r"[\x00-\x1f\x7f]", " "), rule(r"[^\w\s]|[\u200b-\u200f]", _without_silent)]
_ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_RING = "[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]"  # ① ⑴ ⒈ ❶
# ế and ǎ, which no voice knows with their accents, ⼈, ﬁ, 𝐇
_ODD_LETTERS = "[\u0180-\u024f\u1e00-\u1eff\u2e80-\u2fdf\ufb00-\ufb06\U0001d400-\U0001d7ff]"
_PLAIN_FORMS = [
    rule(_ODD_LETTERS, _without_accents),
    rule(rf"(?:^|(?<=[\s，。；、：,;:])){_RING}(?=\s*\w)", lambda match: _in_figures(match) + "，"),
    rule(rf"{_RING}|[\u2160-\u216b\u2170-\u217b]", _in_figures),  # and Ⅲ ⅲ
    rule(r"(?<![A-Za-z])(?:III?|IV|VI{1,3}|IX)(?![A-Za-z])", lambda match: str(_ROMAN[match[0]])),
    rule(r"(?<=\d)(?=[½⅓⅔¼¾⅛⅜⅝⅞])", " "),
    rule(r"[½⅓⅔¼¾⅛⅜⅝⅞₀-₉№\u3380-\u33a0\u33a2-\u33df]", _in_plain_letters),  # and ㎏, not ㎡
]
