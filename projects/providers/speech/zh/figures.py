"""Figures as Chinese people say them, in hanzi."""

from __future__ import annotations

import re

from ..spoken import phone_groups

DIGITS = "零一二三四五六七八九"
# Before these words, 2 is 两, and 2026 is a number and no year.
COUNTED = (
    "个|位|名|次|天|年(?!级)|周|岁|间|所|门|节|种|只|条|本|张|场|件|项|份|家|套|对|双|块|元|米|公斤"
    "|公里|平方米|小时|分钟|人|道|万|亿|大|组|句|首|支|台|辆|座|颗|棵|瓶|杯|层|点|倍|课时|学期"
    "|轮|堂|顿|餐|袋|盒|箱|片|包|步|趟|篇|根|束|幅|千|百|立方|[厘毫微]?[米克升]|千[米克瓦]|秒"
    "|英[里寸尺]|公[顷分]|平[米方]|吨|户|页|集|样|盏|碗|桌|批|处|站|封|笔"
)


def number(figures: str) -> str:
    """1,205.50 -> 一千二百零五点五零; 007 and more than eight digits are read one by one."""
    integer, _, fraction = figures.replace(",", "").partition(".")
    starts_with_zero = len(integer) > 1 and integer[0] == "0"
    one_by_one = starts_with_zero or (len(integer) > 8 and "," not in figures)
    said = digits(integer) if one_by_one else whole(int(integer))
    return f"{said}点{digits(fraction)}" if fraction else said


def digits(figures: str) -> str:
    return "".join(DIGITS[int(figure)] for figure in figures)


def whole(value: int) -> str:
    """As people say it: 12000 -> 一万两千, 15 -> 十五, 2000 -> 两千."""
    for unit, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百")):
        if value >= unit:
            head, rest = divmod(value, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return (
                ("两" if head == 2 else whole(head)) + sign + (gap + _after(rest) if rest else "")
            )
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def _after(rest: int) -> str:
    """What follows a greater unit: 110 ends in 一十, not in 十, and 1200 in 二百."""
    said = whole(rest)
    return "一" + said if said[0] == "十" else said.replace("两百", "二百")


def with_yao(figures: str) -> str:
    """As people say telephone numbers: 一 sounds too much like 七."""
    return digits(figures).replace("一", "幺")


def phone(match: re.Match[str]) -> str:
    return "，".join(map(with_yao, phone_groups(match[0])))
