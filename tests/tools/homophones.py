"""Writes which hanzi stands in for a sound when espeak-ng is told to speak Chinese.

python -m tests.tools.homophones

The file has three sorts of lines. A sound, and the hanzi that says it, which has no other sound in
the dictionary and in espeak-ng; or the phonemes, where there is no such hanzi. A hanzi that
espeak-ng could say otherwise than the dictionary, and the sound it has for it alone, or ? if that
is none. A word and ?, where espeak-ng gives a hanzi another sound than it gives it alone; or a
word and =, where it has its hanzi right as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from projects.providers.speech.zh.espeak import homophones, respelt
from projects.providers.speech.zh.pronunciation import syllables
from projects.providers.speech.zh.pronunciation.dictionary import alone, dictionary, lines
from tests.providers.speech.hearing import phonemes
from tests.support.sources import ROOT

FILE = (
    ROOT / "projects" / "providers" / "speech" / "zh" / "pronunciation" / "data" / "homophones.txt"
)
GB2312 = [
    bytes([row, cell]).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF if row != 0xD7 else 0xFA)
]
NEVER_TRUSTED = "得地"  # it joins them with what follows: 得到, 地上
COMMON = 14.0  # the cost of words that occurred fifty times
SAID_BY_RULE = "一不"  # espeak-ng bends their tones itself
PHONEMES = """
chuai4 ts.huai51|ci1 tshi[55|en4 @51n|fo2 fo35|ga1 kA55|guai1 kuai55|hang1 XA55N|hong3 Xong214
huan1 Xua55n|huang4 XwA51N|jiao2 tS;jAu35|jiong3 tS;jong214|ke2 kho-35|kua3 khwA214|liao3 ljAu214
lie3 liE214|liu4 liou51|lu1 lu55|nang2 nA35N|ne4 n@51|niang2 niA35N|nüe4 nyE51|piao4 phjAu51
pou2 phou35|qia1 tS;hiA55|qiong1 tS;hjong55|qiong2 tS;hjong35
shai1 s.ai55|xiao2 S;jAu35|xiong1 S;jong55
xiong2 S;jong35
zan1 tsa55n|zang4 tsA51N|zhai2 ts.ai35|zhou3 ts.ou214|cha1 ts.hA55
shei2 s.ei35|dei3 tei214|shui2 s.wei35|qie2 tS;hiE35|ning3 ni214N|zhua3 ts.wA214
"""  # where espeak-ng has most hanzi of a sound wrong
_TONES = {"1": "55", "2": "35", "3": "214", "4": "51", "5": "11"}
HOMOPHONES = {"de5": "的"}


def main() -> None:
    said = dict(zip(GB2312, map(_bare, phonemes(GB2312, "cmn")), strict=True))
    sounds = _sounds_in_words()
    usual = _usual(said) | dict(map(str.split, PHONEMES.replace("|", "\n").strip().splitlines()))
    neutral = {f"{sound[:-1]}5" for sound in usual}
    for sound in neutral.union(*sounds.values()) - usual.keys():
        usual[sound] = _with_another_tone(sound, usual)
    unsure = {one for one in GB2312 if len(sounds[one]) > 1 or said[one] != usual[alone(one)]}
    table = {sound: f"[[{phoneme}]]" for sound, phoneme in usual.items() if phoneme}
    table |= _homophones(set(GB2312) - unsure) | HOMOPHONES
    of_phoneme = {phoneme: sound for sound, phoneme in sorted(usual.items()) if phoneme}
    for hanzi in unsure - set(SAID_BY_RULE):
        table[hanzi] = of_phoneme.get(said[hanzi], "?") if hanzi not in NEVER_TRUSTED else "?"
    _write(table)
    words = [word for word in dictionary().costs if len(word) > 1 and set(GB2312) >= set(word)]
    changed = [word for word in words if respelt(word) != word and _is_common(word)]
    trusted = _right(changed, changed, usual)
    plain = [word for word in words if len(word) < 6 and not set(SAID_BY_RULE) & set(word)]
    right = _right(plain, map(respelt, plain), usual)
    misled = {word for word in plain if "[[" not in respelt(word)} - right
    _write(table | dict.fromkeys(misled, "?") | dict.fromkeys(trusted, "="))


def _is_common(word: str) -> bool:
    return dictionary().costs[word] < COMMON


def _write(table: dict[str, str]) -> None:
    FILE.write_text("".join(f"{key} {table[key]}\n" for key in sorted(table)), encoding="utf-8")
    homophones.cache_clear()


def _right(words: list[str], written: Iterable[str], usual: dict[str, str]) -> set[str]:
    """Those that espeak-ng says right when it gets what is written for them."""
    heard = map(_bare, phonemes(list(written), "cmn"))
    wanted = ["".join(_pattern(one.pinyin, usual) for one in syllables(word)) for word in words]
    found = zip(words, heard, wanted, strict=True)
    return {word for word, phoneme, pattern in found if re.fullmatch(pattern, phoneme)}


def _pattern(sound: str, usual: dict[str, str]) -> str:
    """The phonemes of a sound, which may be neutral where the dictionary has a tone, or not."""
    if sound in ("yi1", "bu4"):
        return r"(?:ji|pu)\d+"
    phoneme = usual.get(sound) or _with_another_tone(sound, usual)
    tone = r"\d+" if sound[-1] == "5" else rf"(?:{_TONES[sound[-1]]}|11)"
    return "" if sound == "r5" else re.sub(r"\\?\d+", lambda _: tone, re.escape(phoneme), count=1)


def _homophones(sure: set[str]) -> dict[str, str]:
    """Of each sound the hanzi that espeak-ng is least likely to take for a part of a word."""
    uses = Counter("".join(dictionary().costs))
    commonest_first = sorted(sure, key=lambda one: (-(uses[one] or 1_000), one))
    return {alone(hanzi): hanzi for hanzi in commonest_first}


def _with_another_tone(sound: str, usual: dict[str, str]) -> str:
    """The phonemes of huo5, by those of huo1; "" where there is no tone of it."""
    known = (usual[sound[:-1] + tone] for tone in _TONES if sound[:-1] + tone in usual)
    return re.sub("[0-9]+", _TONES[sound[-1]], next(known, ""))


def _bare(phoneme: str) -> str:
    """Without stress and without gaps."""
    return re.sub(r"['_|,\s]", "", phoneme)


def _usual(said: dict[str, str]) -> dict[str, str]:
    """The phonemes of a sound: what most hanzi with it have."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for hanzi, phoneme in said.items():
        votes[alone(hanzi)][phoneme] += 1 + (hanzi in GB2312[:3755])
    return {sound: count.most_common(1)[0][0] for sound, count in votes.items()}


def _sounds_in_words() -> dict[str, set[str]]:
    """Of each hanzi. A neutral tone counts as the tone that it has alone."""
    found = {hanzi: {alone(hanzi)} for hanzi in GB2312}
    entries = list(dictionary().sounds.items())
    for line in [*lines("neighbours.txt"), *lines("surnames.txt")]:
        if not line.startswith("{"):
            entries.append((line.split()[0], (line.split()[1],)))
    for word, sounds in entries:
        for hanzi, sound in zip(word, sounds, strict=True):
            if hanzi in found and (sound[-1] != "5" or sound[:-1] != alone(hanzi)[:-1]):
                found[hanzi].add(sound)
    return found


if __name__ == "__main__":
    main()
