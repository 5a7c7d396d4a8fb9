"""Years, days and hours as Chinese people say them."""

from __future__ import annotations

import re

from ..spoken import RANGE, rule
from .figures import COUNTED, digits, number, whole


def _date(match: re.Match[str]) -> str:
    return f"{digits(match[1])}年{month_and_day(match[2], match[3])}"


def month_and_day(month: str, day: str) -> str:
    return f"{whole(int(month))}月{whole(int(day))}日"


def _year(match: re.Match[str]) -> str:
    return digits(match[0])


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), "" if match[2] == "00" else f"{number(match[2])}分"
    return f"{'两' if hour == 2 else number(str(hour))}点{minute}"


# A bare 2026 is a year, unless it counts or costs something; other thousands are numbers.
_RECENT = r"20[1-3]\d"
_SUM = (
    rf"(?:[A-Za-z\d]|[.,/:]\d|\s*(?!大班|双语|节日)(?:{COUNTED}|[多余几分步字里斤页册户度平克升吨秒号]"
    r"|[千百%‰℃㎡+×*=]))"
)
_DAY = r"(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d./])"
_OCCASION = (
    "国庆|元旦|圣诞|平安夜|建军|建党|(?:儿童|妇女|女神|女生|劳动|教师|青年|植树|环境|读书|护士|爱眼)[节日]"
    "|开[学园班营放]|报名|放假|招生|亲子|活动|当天|[上下]午|晚上|[（(]?周[一二三四五六日]"
)

CALENDAR = [
    rule(r"(?<!\d)(\d{4})[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)", _date),
    rule(rf"(?<!\d)(?:19|20)\d\d(?={RANGE}(?:19|20)\d\d\s*(?:年|学年))", _year),
    rule(r"(?<!\d)(?:19|20)\d\d(?=\s*(?:年|届|级|版|学年|[春夏秋冬]))", _year),
    rule(
        rf"(?<![\d./￥¥$€£]){_DAY}(?=(?:{RANGE}[\d./]+)?\s*(?:{_OCCASION}))",
        lambda m: month_and_day(m[1], m[2]),
    ),
    rule(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])", _time),
]
BARE_YEAR = rule(
    rf"(?<![\d.,A-Za-z_￥¥$€£第约共近超价费售需仅只付满减]){_RECENT}"
    rf"(?={RANGE}{_RECENT}(?!{_SUM})|(?!{_SUM}|{RANGE}\d))",
    _year,
)
