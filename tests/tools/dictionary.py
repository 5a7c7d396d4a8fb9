"""Writes the dictionary by which Chinese words are told apart and read.

python -m tests.tools.dictionary JIEBA COMPLETE

JIEBA is `jieba/dict.txt` of the package jieba, which says how often words are used. COMPLETE is
`json/complete.json` of the npm package @pinyin-pro/data, which has the sounds of words. Those of
words that it lacks and of single hanzi come from pypinyin. Corrections do not belong into the files
that this writes, as they are lost with the next run. `readings.txt` beside them is for that.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from tests.support.sources import ROOT

DATA = ROOT / "projects" / "providers" / "speech" / "zh" / "pronunciation" / "data"
MOST_HANZI = 8
LEAST_USE = {"plain": 60, "marked": 2}  # of a word whose sounds are those of its hanzi, and another
# What a hanzi alone mostly is, where pypinyin has another sound first.
ALONE = """
ai4 唉|ao4 拗|bao1 剥|bao2 薄|bei5 呗|bo2 伯泊|bu3 卜|cha1 嚓|cha4 差|chan1 掺|chang2 长|chi2 匙
da1 哒|dao4 倒|dia3 嗲|dian4 甸|duo4 垛|en4 嗯|fo2 佛|gang4 杠|ge2 蛤|ge3 葛|gen4 艮|gong1 供
gua1 呱|ha1 哈|hai1 嗨|hao4 镐|he2 貉|heng2 珩|huang4 晃|ji3 脊|jia1 夹|jiao1 教|jiao2 嚼
jie4 藉|jin4 尽|juan3 卷|jue2 倔|jun4 隽|ke4 嗑|kuang4 框|la4 剌|le4 勒|lei4 肋|li3 哩|liang2 量
liang4 靓|liao2 潦|lou5 喽|men4 闷|mou2 牟|ning3 拧|o4 哦|pa2 耙|pie3 撇|pu2 仆|pu3 朴|qian2 荨
qiang4 呛|qie2 茄|qin2 覃|que1 炔|rong2 茸|sai1 塞|sao4 臊|shao2 杓|she4 舍|sheng4 晟|shu3 数
si4 伺似|ta4 沓|tan2 弹|tiao2 调|tun2 囤|wei3 隗|wo1 喔|xiao1 削肖|xiong1 芎|ye1 耶|ye4 掖
yin2 龈|ying1 应|yuan4 媛|zang1 脏|zha2 炸|zhai2 翟|zheng4 挣|zhi3 只|zhua3 爪|zhuai4 拽
zhui1 椎|zhuan3 转|zhuang4 幢|zhuo2 琢|zi3 子|zuan1 钻|zuo1 嘬|a5 啊|ba5 吧|la5 啦|ma5 嘛蟆
me5 么|ne5 呢
"""


def main() -> None:
    jieba, complete = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    sounds = _sounds_of_hanzi()
    use = {word: int(times) for word, times, _ in map(str.split, jieba.splitlines())}
    lines = _words(use, json.loads(complete), sounds)
    _write("words.txt", lines)
    hanzi = defaultdict(str)
    for character in sorted(sounds):
        hanzi[sounds[character]] += character
    _write("hanzi.txt", [f"{sound} {hanzi[sound]}" for sound in sorted(hanzi)])


def _sounds_of_hanzi() -> dict[str, str]:
    first = {chr(code): marks.split(",")[0] for code, marks in pinyin_dict.items()}
    sounds = {character: _in_figures(mark) for character, mark in first.items()}
    for entry in ALONE.replace("\n", "|").strip("|").split("|"):
        sound, characters = entry.split()
        sounds |= dict.fromkeys(characters, sound)
    return sounds


def _in_figures(marked: str) -> str:
    """zhǎng as zhang3, de as de5."""
    return to_tone3(marked, v_to_u=True, neutral_tone_with_five=True)


def _words(
    use: dict[str, int], complete: dict[str, list[str]], sounds: dict[str, str]
) -> list[str]:
    lines = []
    for word in sorted({*use, *complete, *phrases_dict}):
        if len(word) > MOST_HANZI or not sounds.keys() >= set(word):
            continue
        plain = [sounds[character] for character in word]
        said = _said(word, complete) or plain
        kind = "plain" if said == plain else "marked"
        times = use.get(word, 2)
        if len(word) == 1 and word in use:
            lines.append(f"{word} {times}")
        elif len(word) > 1 and times >= LEAST_USE[kind] and (kind == "marked" or len(word) < 5):
            lines.append(" ".join([word, str(times), *(said if kind == "marked" else [])]))
    return lines


def _said(word: str, complete: dict[str, list[str]]) -> list[str] | None:
    """Both have tones as neighbours change them in 一 and 不, which are not wanted."""
    if word in complete:
        said = list(map(_in_figures, complete[word][0].split()))
    else:
        said = [_in_figures(sounds[0]) for sounds in phrases_dict.get(word, [])]
    fixed = {"一": "yi1", "不": "bu4"}
    endings = {"er5": "r5"}
    said = [endings.get(sound, sound) for sound in said]
    return (
        [fixed.get(*pair) for pair in zip(word, said, strict=True)]
        if len(said) == len(word)
        else None
    )


def _write(name: str, lines: list[str]) -> None:
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
