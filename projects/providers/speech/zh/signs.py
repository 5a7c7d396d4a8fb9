"""Signs that carry a meaning: greater than, plus, minus, a fraction, "to"."""

from __future__ import annotations

import re

from ..spoken import NUMBER, RANGE, one_of, rule
from .calendar import month_and_day
from .figures import number, whole

_COMPARED = {">=": "大于等于", "<=": "小于等于", ">": "大于", "<": "小于"}
_SIGNS = {
    "+": "加",
    "&": "和",
    "@": "艾特",
    "=": "等于",
    "≠": "不等于",
    "×": "乘",
    "÷": "除以",
    "≥": "大于等于",
    "≤": "小于等于",
    "≧": "大于等于",
    "≦": "小于等于",
    "±": "正负",
    "∞": "无穷大",
    "℃": "摄氏度",
    "㎡": "平方米",
    "%": "百分号",
    "‰": "千分号",
    "￥": "元",
    "¥": "元",
    "€": "欧元",
    "£": "英镑",
    "$": "美元",
    "¢": "美分",
}
_GREEK = {
    "α": "阿尔法",
    "β": "贝塔",
    "γ": "伽马",
    "δ": "德尔塔",
    "ε": "艾普西龙",
    "θ": "西塔",
    "λ": "拉姆达",
    "μ": "缪",
    "π": "派",
    "σ": "西格玛",
    "φ": "斐",
    "ω": "欧米伽",
}
_ARROW = "(?:-{1,2}>|={1,2}>|→|⟶)"
_DEGREES = r"\s*(?:℃|℉|°|度|摄氏|华氏)"
_SUM = rf"(?:{NUMBER}\s*[-−+×÷*/]\s*){{0,6}}{NUMBER}\s*[=<>≠≥≤≈]"
_MENU = "点击|打开|进入|依次|首页|菜单|设置"


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    is_day = above <= 12 and 0 < below <= 31
    if 0 < above < below and not (is_day and below > 12 and not match[3]):
        return f"{whole(below)}分之{whole(above)}"
    if is_day:
        return month_and_day(match[1], match[2])
    return f"{whole(above)}比{whole(below)}"


def _mixed_number(match: re.Match[str]) -> str:
    return f"{number(match[1])}又{whole(int(match[3]))}分之{whole(int(match[2]))}"


def _power(match: re.Match[str]) -> str:
    return f"{match[1]}的{'平方' if match[2] == '2' else match[2] + '次方'}"


def _compared(match: re.Match[str]) -> str:
    return _COMPARED[match[1]]


MARKS = [
    rule(r"</?[A-Za-z][^<>]{0,80}>", lambda m: re.sub("[<>]", " ", m[0])),
    rule(rf"(?<=[\w%）)])\s*{_ARROW}\s*(?=[\w（(￥])", "到"),
    rule(rf"{_ARROW}|<{{2,}}|>{{2,}}|={{3,}}", "，"),
    rule(
        r"<([^<>\d\s，。、；,;]{1,20})>(?!\s*[\d一二三四五六七八九十百千两])", lambda m: f" {m[1]} "
    ),
    rule(r"^\s*[<>]+(?!\s*[\d.￥¥$€£=])", ""),
    rule(rf"(?:(?:{_MENU})[^，。>]{{0,12}}|(?<=>)[^，。>]{{1,12}})>", lambda m: m[0][:-1] + "，"),
    rule(r"(>=|<=|>|<)(?=\s*[\w￥¥$€£.+-])", _compared),
    rule(r"(?<![A-Za-z])([A-G])#(?![A-Za-z\d])", lambda m: f"{m[1]} Sharp"),
    rule(r"(?<![A-Za-z])([Qq]) ?& ?([Aa])(?![A-Za-z])", "Q and A"),
    # Sums: 3-1=2.
    rule(rf"(?<=\d)\s*(?:[-–](?=\s*{_SUM})|−(?=\s*\d))\s*", "减"),
    rule(r"(?<=满)(\d+)\s*[-−]\s*(?=\d+(?![\d岁周个天月%]))", lambda m: f"{m[1]}减"),
    rule(rf"(?<=\d)\s*/\s*(?={_SUM})", "除以"),
    rule(r"(?<=[\dm米])\s?[xX*]\s?(?=\d)", "乘"),
    rule(r"(\d|[A-Za-z])\^(\d{1,3})", _power),
    rule(r"(?<=\d)²", "的平方"),
    rule(r"(?<=\d)³", "的立方"),
    rule(r"√(?=\d)", "根号"),
    rule(r"↑", "上升"),
    rule(r"↓", "下降"),
    # About, below zero.
    rule(r"(?:^|(?<=[\s，。：:、（(]))~(?=\s*[\d￥])", "约"),
    rule(r"(?:^|(?<=[约为是\s，。：:、（(]))≈", "约"),
    rule(r"≈", "约等于"),
    rule(
        rf"(?<![A-Za-z\d%)）度℃一二三四五六日天])[-−](?={NUMBER}(?:{RANGE}[-−+]?{NUMBER})?{_DEGREES})",
        "零下",
    ),
    rule(r"(?:(?<=海拔|余额|气温|温度)|(?<=[为是至于]))[-−](?=\d)", "负"),
    rule(rf"(?<![A-Za-z\d%)）度℃])\+(?={NUMBER}{_DEGREES})", "零上"),
]
FRACTIONS = [
    rule(r"第?(\d{1,4})/(\d{1,4})(?=页)", lambda m: f"第{m[1]}页，共{m[2]}"),
    rule(r"(?<![\d/])24/7(?![\d/])", "七乘二十四小时"),
    rule(r"(?<![\d/.])(\d{1,3}) (\d)/(\d{1,2})(?![\d/])", _mixed_number),
    rule(r"(?<![\d/.])(?<!满分)(\d{1,3})/(\d{1,3})(?![\d/]|\.\d)(?=(的)?)", _fraction),
]
LEFT = [one_of(_SIGNS), rule("[αβγδεθλμπσφωΑΒΓΔΕΘΛΠΣΦΩ]", lambda m: _GREEK[m[0].lower()])]
