"""Years, days and hours as Chinese people say them."""

from __future__ import annotations

import re

from ..spoken import RANGE, rule
from .figures import COUNTED, digits, number, whole

_RECENT = r"20[1-3]\d"
_SUM = (
    rf"(?:[A-Za-z\d]|[.,/:]\d|\s*(?!大班|双语|节日)(?:{COUNTED}|[多余几分步字里斤页册户度平克升吨秒号]"
    r"|[千百%‰℃㎡+×*=]))"
)
_MEASURED = (
    rf"(?:\s*(?:[A-Za-z℃℉°%‰㎡μ×*=+^′″]|{COUNTED}|[千百分折度克升吨斤秒页步集寸成平公厘毫]))"
)
_NO_SUM = (
    r"(?<![\d./:￥¥$€£A-Za-z])(?<![A-Za-z] )(?<!版本)(?<!视力)(?<![第约共仅只价售费达重长高宽为])"
)
_DAY = r"(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d./])"
_OCCASION = (
    "国庆|元旦|圣诞|平安夜|建军|建党|中秋|春节|端午|清明|元宵|(?:儿童|妇女|女神|女生|劳动|教师|青年|植树|环境|读书|护士|爱眼|母亲|父亲|消费者)[节日]"
    "|开[学园班营放幕始抢课]|报名|放假|假期|长假|黄金周|招生|亲子|活动|当[天日]|[上下中]午|晚上|早上|今晚|[（(]?(?:周|星期|礼拜)[一二三四五六日天]"
    "|[起前后止]|截止|之[前后]|以[前后]|期间|举[行办]|上线|入[园学]|毕业|军训|[春秋]游|体验|家长会|不见不散|直播|见"
)


def _date(match: re.Match[str]) -> str:
    return f"{digits(match[1])}年{month_and_day(match[2], match[3])}"


def month_and_day(month: str, day: str) -> str:
    return f"{whole(int(month))}月{whole(int(day))}日"


def _day(match: re.Match[str]) -> str:
    return month_and_day(match[1], match[2])


def _before_day(match: re.Match[str]) -> str:
    return f"{whole(int(match[1]))}月{whole(int(match[2]))}"


def _dash_day(match: re.Match[str]) -> str:
    """9-1开学 is a day, 1-9 would be a range."""
    return _day(match) if int(match[1]) > int(match[2]) else match[0]


def _days(match: re.Match[str]) -> str:
    """3/4-4/5 are days; 1/2-2/3 may well be parts of a cup."""
    pairs = [(int(match[at]), int(match[at + 1])) for at in (1, 3)]
    if "/" in match[0] and all(one < other <= 10 for one, other in pairs):
        return match[0]
    return f"{month_and_day(match[1], match[2])}到{month_and_day(match[3], match[4])}"


def _year(match: re.Match[str]) -> str:
    return digits(match[0])


def _decade(match: re.Match[str]) -> str:
    return f"{digits(match[1])}年代"


def _years(match: re.Match[str]) -> str:
    return f"{digits(match[1])}到{digits(match[2])}"


def _clock(hour: int, minute: str) -> str:
    said = "" if minute in ("", "00") else f"{number(minute)}分"
    return f"{'两' if hour == 2 else whole(hour)}点{said}"


def _time(match: re.Match[str]) -> str:
    return _clock(int(match[1]), match[2])


def _second(match: re.Match[str]) -> str:
    return f"{_clock(int(match[1]), '')}{number(match[2])}分{number(match[3])}秒"


def _part_of_day(hour: int, half: str) -> str:
    if half in "Aa":
        return "凌晨" if hour in (12, 1, 2, 3, 4) else "上午"
    return "中午" if hour == 12 else "下午" if hour < 6 else "晚上"


def _same_half(match: re.Match[str]) -> str:
    """1:30-2:30pm begins after noon, too, and 11:30-1:30pm before."""
    before_noon = int(match[2]) % 12 > int(match[3]) % 12
    return f"{match[1]}{'a' if before_noon else match[4]}m到"


def _of_half(match: re.Match[str]) -> str:
    hour, minute = int(match[2]), match[3] or ":00"
    if hour > 12:
        return f"{match[1] or ''}{hour}{minute}"
    said = match[1] or _part_of_day(hour, match[4])
    return (
        f"{said}{0 if said == '凌晨' else hour}{minute}" if hour == 12 else f"{said}{hour}{minute}"
    )


_HALVES = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚"
_HALF = r"([AaPp])\.?[Mm](?![A-Za-z])\.?"
_SHORT_YEARS = r"(?:[5-9][05]|[0-2][05])"

CALENDAR = [
    # Years.
    rule(r"(?<!\d)((?:19|20)\d0)'?s(?![A-Za-z])", _decade),
    rule(
        rf"(?<![\d第满过]){_SHORT_YEARS}"
        rf"(?=(?:(?:[、，,/和及与跟]|{RANGE}){_SHORT_YEARS})*后(?![天年面排]))",
        _year,
    ),
    rule(r"'(\d\d)(?=[届级年]|\s*(?:$|[，。,]))", lambda m: digits(m[1])),
    rule(r"(?<![\d第.])[1-3]\d(?=届|级(?:新生|学|毕业|宝))", _year),
    rule(
        r"(?<![\d.])[1-4]\d(?=年(?:[春夏秋冬]|1?\d月|[一二三四五六七八九十]{1,2}月|[上下]半年|招生|高考|中考))",
        _year,
    ),
    rule(rf"(?<!\d)((?:19|20)\d\d)(?:{RANGE}|/)((?:19|20)?\d\d)(?=\s*(?:学年|年度|届|级))", _years),
    # Days.
    rule(r"(?<!\d)(\d{4})[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)", _date),
    rule(rf"(?<![\d.])({_RECENT})(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?![\d.])", _date),
    rule(rf"(?<=年){_DAY}", _day),
    rule(
        rf"(?<![\d.,/￥¥$€£-])({_RECENT})"
        rf"(?:[-/](0[1-9]|1[0-2]|[1-9])|\.(0?[1-9]|1[0-2])(?=\s*(?:{_OCCASION}|{RANGE}20)))"
        r"(?![\d./-])",
        lambda m: f"{digits(m[1])}年{whole(int(m[2] or m[3]))}月",
    ),
    rule(
        rf"(?<!\d)(?:19|20)\d\d(?={RANGE}(?:19|20)\d\d\s*(?:年|学年))",
        _year,
    ),
    rule(r"(?<!\d)(?:19|20)\d\d(?=\s*(?:年|届|级|版|学年|[春夏秋冬]))", _year),
    rule(r"(?<![\d第满近约百])1[0-8](?!00)\d\d(?=年(?![来间前后历]))", _year),
    rule(r"(?<![\d.])3[.·]8(?=节(?!课))", "三八"),
    rule(rf"(?<![\d./-])(1[0-2]|[1-9])-([1-9])(?=\s*(?:{_OCCASION}))", _dash_day),
    rule(rf"(?<=[十一二三四五六七八九]日){RANGE}{_DAY}(?!{_MEASURED})", lambda m: f"到{_day(m)}"),
    rule(rf"{_NO_SUM}{_DAY}{RANGE}{_DAY}(?!{_MEASURED})日?", _days),
    rule(rf"{_NO_SUM}(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])(?=[日号])", _before_day),
    rule(
        rf"(?<![\d./￥¥$€£低仅只]){_DAY}(?=(?:{RANGE}[\d./]+)?\s*(?:{_OCCASION}))",
        _day,
    ),
    rule(
        rf"(截[至止]到?:?|[日起期]至|期到|自|日期:?|时间:?)\s*{_DAY}(?!{_MEASURED})",
        lambda m: m[1] + month_and_day(m[2], m[3]),
    ),
    rule(r"(?<!\d)0([1-9])(?=[月日]|号(?![楼室店院线]))", lambda m: m[1]),
    # Hours.
    rule(
        rf"(?<![\d:.])((\d{{1,2}})(?::[0-5]\d)?){RANGE}(?=(\d{{1,2}})(?::[0-5]\d)?\s*{_HALF})",
        _same_half,
    ),
    rule(
        rf"(?:({_HALVES})\s*)?(?<![\d:.])(\d{{1,2}})(:[0-5]\d)?\s*{_HALF}",
        _of_half,
    ),
    rule(rf"({_HALVES})([\d:]+(?:到|{RANGE}))\1", lambda m: m[1] + m[2]),
    rule(
        r"(?<![A-Za-z])([AaPp])[Mm]\s*(?=\d{1,2}:\d)", lambda m: "上午" if m[1] in "Aa" else "下午"
    ),
    rule(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d):([0-5]\d)(?![\d:])", _second),
    rule(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])", _time),
    rule(r"(?<!\d)0(\d)(?=点(?!\d))", lambda m: m[1]),
]
BARE_YEAR = rule(
    rf"(?<![\d.,A-Za-z_￥¥$€£第约共近超价费售需仅只付满减]){_RECENT}"
    rf"(?={RANGE}{_RECENT}(?!{_SUM})|(?!{_SUM}|{RANGE}\d))",
    _year,
)
