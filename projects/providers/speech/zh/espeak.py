"""Chinese in a form that espeak-ng's Mandarin voice reads right.

Words whose sound is missing in its tables (熊, 这儿) it spells in English letters. Checked with the
phonemes of version 1.52.
"""

from __future__ import annotations

from ..spoken import Spoken, one_of, rule
from .reading import plain_form


def spoken_form(text: str) -> Spoken:
    """Its only brackets are those of phonemes: [[...]]."""
    return plain_form(text).by(_RULES)


# Said with the same sound by characters that espeak-ng has no other reading for.
_RESPELT = {
    "悄悄": "敲敲",
    "长长的": "常常的",
    "长长地": "常常地",
    "角色": "决色",
    "便宜": "骈宜",
    "弹钢琴": "谈钢琴",
    "弹奏": "谈奏",
    "弹唱": "谈唱",
    "弹起": "谈起",
    "曲目": "取目",
    "种菜": "众菜",
    "种田": "众田",
    "短发": "短法",
    "抹布": "妈布",
    "反弹": "反谈",
    "占地": "占第",
    "绿地": "绿第",
}
# The sound -iong is missing in its table of spellings, not among its phonemes.
_IONG = {
    **dict.fromkeys("熊雄", "[[S;jong35]]"),
    **dict.fromkeys("兄胸凶汹匈芎", "[[S;jong55]]"),
    **dict.fromkeys("穷琼穹邛茕", "[[tS;hjong35]]"),
    **dict.fromkeys("窘炯迥", "[[tS;jong214]]"),
}
_RULES = [
    one_of(_RESPELT),
    rule(r"(?<=[开专耐细用放安精]心|幸福)地(?![图方点址区铁带])", "的"),
    rule(r"(?<=[孩这那哪花鸟歌点块会事玩头个明今活伙劲意空眼猫门味哥])儿(?![童子歌女科时园])", ""),
    rule(r"、", "，"),
    one_of(_IONG),
]
