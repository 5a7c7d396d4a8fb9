"""Chinese in a form that espeak-ng's Mandarin voice reads right.

The voice says 105 without the zero, 12000 as "twelve thousands" and `%` in English. Words whose
sound is missing in its tables (熊, 这儿) it spells in English letters. Checked with the phonemes of
version 1.52.
"""

from __future__ import annotations

import re

from projects.language import HANZI

from ..spoken import NUMBER, RANGE, Spoken, one_of, rule
from .calendar import BARE_YEAR, CALENDAR, month_and_day
from .figures import COUNTED, DIGITS, UNITS, digits, money, number, phone, whole


def spoken_form(text: str) -> Spoken:
    """Its only brackets are those of phonemes: [[...]]."""
    return Spoken.of(text).by(_RULES)


def _share(match: re.Match[str]) -> str:
    head = "千分之" if match[3] == "‰" else "百分之"
    return head + (f"{number(match[1])}到" if match[1] else "") + number(match[2])


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    if 0 < above < below:
        return f"{whole(below)}分之{whole(above)}"
    if above <= 12 and 0 < below <= 31:
        return month_and_day(match[1], match[2])
    return f"{whole(above)}比{whole(below)}"


_SIGNS = {
    "+": "加",
    "&": "和",
    "@": "艾特",
    "=": "等于",
    "×": "乘",
    "÷": "除以",
    "≥": "大于等于",
    "≤": "小于等于",
    "℃": "摄氏度",
    "㎡": "平方米",
    "%": "百分号",
}
_PRICED = (
    "(?:[美欧]?元|英镑|块|万|课时|节课?|次|分钟?|小时|[人位名个组步天]|公[里斤]|[毫厘]?[米克升])"
)
_PER = (
    "学期|学年|季度|[年月周天日期]|小时|分钟|课时|[节课次堂]|[人位名孩班组队户]|小组|家庭|学员"
    "|[个套份件本张盒袋瓶]|平方米|平米|㎡|公斤|斤|晚|间"
)
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
_FIGURE = f"[{DIGITS}\\d十两]"
# A range, and not the ~ that a friendly sentence ends with: 快点~周一见, 今年6岁~一起来玩.
_FROM = "|".join(
    (
        rf"(?<=[{DIGITS}\d十百千万亿两])|(?<=氏度)|(?<=[厘毫公方][米里斤])",
        rf"(?<=[{DIGITS}\d十百千万两个半][年月日号天周岁点时分元米克斤级折])",
        r"(?<=[周期][一二三四五六日天末])|(?<=[早晚]上)|(?<=[上下中]午)",
        r"(?<=[托小中大]班)|(?<=年级)|(?<=[小中大]学)",
    )
)
_UP_TO = (
    rf"(?=(?!一[起定同家直边样切]|十分){_FIGURE}"
    r"|[百千][分万]|次|周|星期|早|晚|[上下中]午|[托小中大]班|[小中大]学)"
)
_HOTLINE = r"(?:1(?:10|19|20|22)|12345)"
_OF_HOTLINE = "消防|急救|救护|报警|热线|电话|号码|指挥中心|市民|政务|交警|火警|匪警"
_ACCOUNT = "(?:QQ|微信|VX)群?号?|群号|密码|验证码|邀请码|编号|学号|邮编"

_RULES = [
    # Marks of writing.
    rule(r"(?<=[A-Za-z])’(?=[A-Za-z])", "'"),
    rule(r"(?<![\w.-])(?=\d{1,2}\.(?!\d))", "，"),
    rule(r"(?<=\d)\.(?!\d)", "，"),
    rule(r"[“”‘’\"《》〈〉「」『』【】\[\]{}<>|\\^`*]|#(?!\d)", " "),
    # Telephones and accounts, figure by figure.
    rule(r"(?<![\d.])(?:\+?86[- ]?)?1\d\d[- ]?\d{4}[- ]?\d{4}(?!\d)", phone),
    rule(r"(?<![\d.])[（(]?0\d{2,3}[)）]?[- ]?\d{3,4}[- ]?\d{4}(?!\d)", phone),
    rule(r"(?<![\d.])[48]00(?:[- ]?\d{3}[- ]?\d{4}|\d?-\d{3,4}-\d{3})(?!\d)", phone),
    rule(r"(?<![\d.])\d{3,4}-\d{4}-\d{4}(?!\d)", phone),
    rule(rf"(?<![\d.]){_HOTLINE}(?=(?:[、，和/]{_HOTLINE}){{0,5}}等?(?:{_OF_HOTLINE}))", phone),
    rule(rf"(?<=[打拨叫]){_HOTLINE}(?!\d|[分下]|{COUNTED})", phone),
    rule(rf"((?:{_ACCOUNT})[:是为 ]*)(\d{{4,}})", lambda m: m[1] + digits(m[2]), re.IGNORECASE),
    rule(r"(?<![A-Za-z\d])(\d{1,2})[Vv][Ss]?(?=\d{1,2}(?![A-Za-z\d]))", lambda m: f"{m[1]}对"),
    # Days and hours, then what is left of their signs: ratios, shares, prices, measures.
    rule(r"(?<=\d)[xX](?=\d)", "乘"),
    *CALENDAR,
    rule(r"(?<=\d):(?=\d)", "比"),
    rule(rf"(?<!\d)(?:({NUMBER}){RANGE})?({NUMBER})\s*([%‰])", _share),
    rule(
        rf"([￥¥$€£])\s*({NUMBER}[万千]?){RANGE}\1?\s*(?=[\d,.]+(?![\d,.])(?:[万元]|(?!{COUNTED})))",
        lambda m: f"{m[2]}到{m[1]}",
    ),
    rule(rf"([￥¥$€£]|RMB|USD)\s*({NUMBER})\s*([万千百亿]*)元?", money),
    one_of(UNITS, before=r"(?<=\d)\s*", after=r"(?![A-Za-z\d²³]|/[A-Za-z])"),
    one_of(UNITS, before=r"(?<=[元块次人节]/)", after=r"(?![A-Za-z\d²³/])"),
    rule(rf"(?<=[\d{DIGITS}十百千万两/])({_PRICED}?起?)\s*/\s*(?={_PER})", lambda m: f"{m[1]}每"),
    # What no price and no measure has taken: years, fractions, ranges, numbers.
    BARE_YEAR,
    rule(rf"(?<![\w%)])[-−](?={NUMBER}\s*[摄华度])", "零下"),
    rule(r"(?<![\w%)])[-−](?=\d)", "负"),
    rule(r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/]|\.\d)", _fraction),
    rule(r"\bNo\.\s*(?=\d)", "第", re.IGNORECASE),
    rule(r"#(\d+)", lambda m: f"{number(m[1])}号"),
    rule(rf"(?:{_FROM}){RANGE}{_UP_TO}", "到"),
    rule(rf"(?<![\d.,第])2(?=(?:到\d+)?(?:{COUNTED}))", "两"),
    rule(r"(?<!\d)\d+(?:\.\d+){2,}", lambda m: "点".join(map(number, m[0].split(".")))),
    rule(
        rf"(?<=[A-Za-z])[-_]?(?![1-9]0+(?!\d))(\d{{3,}})(?![\d%]|\.\d|{COUNTED})",
        lambda m: " " + digits(m[1]),
    ),
    rule(r"(?<=[A-Za-z])[-_]?(?=\d)", " "),
    rule(rf"(?<=\d)\+(?=[{HANZI}])", "多"),
    rule(NUMBER, lambda m: number(m[0])),
    # Sounds.
    one_of(_SIGNS),
    one_of(_RESPELT),
    rule(r"(?<=[开专耐细用放安精]心|幸福)地(?![图方点址区铁带])", "的"),
    rule(r"(?<=[孩这那哪花鸟歌点块会事玩头个明今活伙劲意空眼猫门味哥])儿(?![童子歌女科时园])", ""),
    # Pauses.
    rule(r"[（）()；;：:…/—–]+|\.{2,}|--+", "，"),
    rule(rf"(?<=[{HANZI}])\s*[-~]+\s*(?=[{HANZI}])", "，"),
    rule(r"(?:[^\w\s，、。！？,.!?'-]|_)+", " "),
    rule(r"\s*[，、,][\s，、,]*", "，"),
    rule(r"^[\s，]+|[\s，。！？,.!?]+$", ""),
    one_of(_IONG),
]
