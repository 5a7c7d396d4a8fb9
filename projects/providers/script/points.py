"""Key points as they were typed, and what form of words each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..speech.sentences import is_spoken
from ..speech.voices import HANZI
from .en.grammar import COMMON_FIRST, DETERMINERS, MASS_NOUNS
from .headings import heading
from .stock import PRACTICAL, Stock, Theme
from .wording import bare, clauses, clean, clipped, folded

THING, LINE, CALL, WELCOME = "thing", "line", "call", "welcome"
"""A thing by name, which fits inside a sentence; other words; words to somebody; an invitation."""

_WELCOME = re.compile(
    r"^(?:欢迎|快来|来吧|一起|期待|(?:come|join|visit|welcome|meet)\b)", re.IGNORECASE
)
_THING_ZH = re.compile(
    r"(?:教学|课程?|乐园|教育|启蒙|理念|氛围|陪伴|环境|设施|设备|活动|体验|阅读|游戏|运动|[餐点]|厨房|实验"
    r"|空间|服务|系统|接力|比赛|表演|演出|音乐|美术|舞蹈|手工|绘本|校车|接送|监护|照料|监控|科学|探索|训练"
    r"|编程|机器人|故事|项目|项目制|团队|师资|老师|教练|[馆室场园区角会节师班营展秀池屋田坊林具材书画操琴棋球课堂墙])$"
)

_CALL_ZH = re.compile(
    r"^(?:欢迎|快来|来吧|请|快|一起|别|让|赶紧|赶快|扫码|点击|关注|期待|祝|大家|你|您|自[带备]|记得|务必|切勿"
    r"|带(?![班薪教动领头])|穿(?![越搭梭插]))|禁止|谢绝|勿"
)
_LINE_ZH = re.compile(
    r"^(?:我们(?!的)|由|有|无|不|可|会|能|均|都|提供|拥有|注重|坚持|培养|开设|配备|专注|采用|支持|参加|报名|来自"
    r"|限|满|仅|凡|全年|为|从|在|把|每(?!日|周|天))|[了吧吗呢啦哦呀]$|[是均已将含能让把被完]|会(?!$)|[上开下补授]课$|全部|捐|自己|回来|不超过|以上|以下|即可|\d"
)
_LISTABLE_ZH = re.compile(r"(?=.*[\u3400-\u9fff])[\w、]{1,10}")
_CALL_EN = re.compile(
    r"^(?:come|visit|join|call|book|bring|ask|try|see|meet|let'?s|welcome|please|don'?t|do|sign up"
    r"|register|follow|contact|click|get|wear|remember|learn|discover|enjoy|ignore|what|why|how|who|when|where)\b|\bplease$",
    re.IGNORECASE,
)
_LINE_EN = re.compile(
    r"\b(?:is|are|was|were|be|am|we|you|they|it|he|she|i|can|will|has|have|had|gets?|makes?"
    r"|offers?|go(?:es)?|starts?|opens?|runs?|ends?|must|should|may|no|not|only|every|each|at|on)\b|\d",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"[\d不无没勿限禁二两三四五六七八九十百千万薪险]|双休|\b(?:no|not|never|none|without|only|limited|paid)\b"
    r"|\binsurance\b|n't\b|www\.|@|\b(?:mrs?|ms|dr|prof)\.",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Point:
    text: str  # clean, without an end
    form: str
    theme: Theme | None
    title: str

    @property
    def is_listable(self) -> bool:
        """Whether it may stand in a row with others, between commas."""
        return self.form == THING or bool(_LISTABLE_ZH.fullmatch(self.text) and self.form == LINE)

    @property
    def takes_comment(self) -> bool:
        """Whether it tells something: nobody comments on a question or a command."""
        return self.form in (THING, LINE)

    @property
    def states_a_fact(self) -> bool:
        """Whether it counts, limits or rules something out: nobody can come and try that."""
        return bool(_FACT.search(self.text))

    @property
    def is_rich(self) -> bool:
        """Whether it is about more than a practical matter."""
        return self.theme is not None and self.theme.most > PRACTICAL


def read_points(texts: Iterable[str], stock: Stock, language: str, known: str) -> list[Point]:
    """The points that say something, each once; `known` is the topic, which is said anyway."""
    seen, points = {folded(known), ""}, []
    for text in map(bare, map(clean, texts)):
        if is_spoken(text) and folded(text) not in seen:
            seen.add(folded(text))
            points.append(make_point(text, stock, language))
    return points


def make_point(text: str, stock: Stock, language: str) -> Point:
    theme = theme_of(text[:200], stock.themes)
    return Point(text, form_of(text, language), theme, _title(text, theme, stock, language))


def _title(text: str, theme: Theme | None, stock: Stock, language: str) -> str:
    """Its own words where a few of them say it, else what it is about."""
    title = heading(text, language)
    is_whole = folded(title) in map(folded, [text, *clauses(text)])
    if len(title) >= 2 and (theme is None or is_whole):
        return title
    return theme.title if theme else stock.plain_title


def shortened(point: Point, longest: int, language: str) -> Point:
    text = clipped(point.text, longest, language)
    return Point(text, LINE if text != point.text else point.form, point.theme, point.title)


def theme_of(text: str, themes: Sequence[Theme]) -> Theme | None:
    """The theme with most of the text to itself; the earlier one where two have the same."""
    best, most = None, 0
    for theme in themes:
        found = sum(len(match.group()) for match in _pattern(theme.keys).finditer(text))
        if found > most:
            best, most = theme, found
    return best


def form_of(text: str, language: str) -> str:
    if _WELCOME.search(text):
        return WELCOME
    if re.search(r"[？?]|[！!]$", text):
        return CALL
    if language == "zh" and HANZI.search(text):
        return _form_zh(text)
    return _form_en(text)


def _form_zh(text: str) -> str:
    if _CALL_ZH.search(text):
        return CALL
    if len(text) > 12 or re.search(r"[^\w、]", text) or _LINE_ZH.search(text):
        return LINE
    return THING if _THING_ZH.search(text) else LINE


def _form_en(text: str) -> str:
    if _CALL_EN.search(text):
        return CALL
    words = text.split()
    if len(words) > 7 or re.search(r"[^\w\s'’-]", text) or _LINE_EN.search(text):
        return LINE
    return THING if _stands_in_a_sentence(words) else LINE


def _stands_in_a_sentence(words: list[str]) -> bool:
    """Whether it may follow "start with": it has an article, or is one that needs none."""
    if words[0].lower() in DETERMINERS:
        return True
    if not (words[0][0].islower() or words[0].lower() in COMMON_FIRST):
        return False
    head = (
        re.split(r" (?:of|from|in|with|for|by|who|that) ", " ".join(words))[0].split()[-1].lower()
    )
    return head in MASS_NOUNS or (head.endswith("s") and not head.endswith("ss"))


def inside(text: str, language: str) -> str:
    """As written inside a sentence: a common English first word loses its capital."""
    first = text.split(" ", 1)[0]
    if language == "en" and first.lower() in COMMON_FIRST and first[1:] == first[1:].lower():
        return first.lower() + text[len(first) :]
    return text


def _pattern(keys: str) -> re.Pattern[str]:
    """Letters are found only where a word begins: "sing" is not what housing is about."""
    return re.compile(rf"(?:(?<![a-z])|(?![a-z]))(?:{keys})", re.IGNORECASE)
