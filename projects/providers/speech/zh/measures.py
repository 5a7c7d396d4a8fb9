"""Money, shares and units as Chinese people say them."""

from __future__ import annotations

import re
from decimal import Decimal

from projects.language import HANZI

from ..spoken import NUMBER, RANGE, one_of, rule
from .figures import COUNTED, DIGITS, digits, number

_CURRENCY = {
    **dict.fromkeys(("￥", "¥", "RMB", "CNY"), "元"),
    **dict.fromkeys(("$", "US$", "USD"), "美元"),
    **dict.fromkeys(("HK$", "HKD"), "港元"),
    "NT$": "新台币",
    **dict.fromkeys(("A$", "AU$"), "澳元"),
    "C$": "加元",
    "S$": "新加坡元",
    **dict.fromkeys(("€", "EUR"), "欧元"),
    **dict.fromkeys(("£", "GBP"), "英镑"),
    "₩": "韩元",
    "₽": "卢布",
}
_SIGN = "(" + "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True)) + ")"
_METRES = {"": "米", "k": "公里", "c": "厘米", "m": "毫米", "d": "分米", "μ": "微米", "n": "纳米"}
UNITS = {
    **{f"{size}m": said for size, said in _METRES.items()},
    **{
        f"{size}m{power}": ("平方" if power[-1] in "²2" else "立方") + said
        for size, said in _METRES.items()
        for power in ("²", "2", "^2", "³", "3", "^3")
    },
    "㎡": "平方米",
    "kg": "公斤",
    "KG": "公斤",
    "Kg": "公斤",
    "g": "克",
    "mg": "毫克",
    "μg": "微克",
    "ug": "微克",
    "t": "吨",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "℉": "华氏度",
    "°F": "华氏度",
    "°": "度",
    "ml": "毫升",
    "mL": "毫升",
    "ML": "毫升",
    "cc": "毫升",
    "L": "升",
    "l": "升",
    "dL": "分升",
    "μL": "微升",
    "h": "小时",
    "hr": "小时",
    "hrs": "小时",
    "min": "分钟",
    "mins": "分钟",
    "s": "秒",
    "s²": "二次方秒",
    "sec": "秒",
    "ms": "毫秒",
    "W": "瓦",
    "kW": "千瓦",
    "KW": "千瓦",
    "kWh": "千瓦时",
    "mAh": "毫安时",
    "Hz": "赫兹",
    "kHz": "千赫兹",
    "MHz": "兆赫兹",
    "GHz": "吉赫兹",
    "dB": "分贝",
    "db": "分贝",
    "Pa": "帕",
    "kPa": "千帕",
    "hPa": "百帕",
    "mmHg": "毫米汞柱",
    "kcal": "千卡",
    "cal": "卡",
    "kJ": "千焦",
    "lx": "勒克斯",
    "Mbps": "兆每秒",
    "Gbps": "吉比特每秒",
    "MB": "兆",
    "ft": "英尺",
    "inch": "英寸",
    "lb": "磅",
    "lbs": "磅",
    "oz": "盎司",
    "mph": "英里每小时",
    "fps": "帧每秒",
    "rpm": "转每分钟",
}
# These are no word, and so units also where no figure stands before them.
_PLAIN_UNITS = ("km/h", "m/s", "μg", "㎡", "m²", "m³", "cm²", "cm³", "km²", "℃", "℉", "kWh", "mmHg")
_PRICED = (
    "(?:[美欧港]?元|英镑|块|万|课时|节课?|次|分钟?|小时|[人位名个组步天]|公[里斤]|[微毫厘]?[米克升]"
    "|公顷|吨|兆|千卡)"
)
_PER = (
    "学期|学年|季度|[年月周天日期]|小时|分钟?|课时|[节课次堂]|[人位名孩班组队户秒]|小组|家庭|学员"
    "|[个套份件本张盒袋瓶]|平方米|立方米|平米|㎡|公斤|斤|晚|间|[首度支幅棵桌餐页字趟株盆]|[毫微分]?升|[毫厘]?米|[毫微]?克|公里|\\d+(?:克|毫升|[节次天人名组位]|课时|个月|分钟|小时)"
)
_THOUSANDS = "粉|人|元|块|播放|阅读|点赞|次|位|家|用户|会员|学员|曝光|收藏|月薪|[+多]"
_SHARP = "[高超]清|画质|视频|分辨率|屏|电视|显示"
_SCREEN = "屏|电视|显示|披萨|比萨|蛋糕|笔记本|平板|投影"


def _thousands(match: re.Match[str]) -> str:
    value = Decimal((match[1] or match[2]).replace(",", "")) * 1000
    return f"{value.normalize():f}"


def _share(match: re.Match[str]) -> str:
    head = "千分之" if match[3] == "‰" else "百分之"
    return head + (f"{number(match[1])}到" if match[1] else "") + number(match[2])


def _money(match: re.Match[str]) -> str:
    amount = re.sub(r"\.0+$", "", match[2])
    return f"{number(amount)}{match[3]}{_CURRENCY[match[1]]}"


def _money_after(match: re.Match[str]) -> str:
    return f"{number(match[1])}{match[2]}{_CURRENCY[match[3]]}"


def _unit(match: re.Match[str]) -> str:
    """m/s and μg/m³ are one unit: 米每秒, 微克每立方米."""
    return UNITS[match[1]] + (f"每{UNITS[match[2]]}" if match[2] else "")


def _or_more(match: re.Match[str]) -> str:
    """500+ is 五百多, and 50+位 五十多位. But 3+ is 三以上, and 3+岁 三岁以上."""
    figures, sign, counted = match[1], match[2], match[3] or ""
    if "." not in figures and (sign or (figures[-1] == "0" and figures != "0")):
        return f"{figures}{sign}多{counted}"
    return f"{figures}{sign}{counted}以上"


_UNIT = "(" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
_AFTER_UNIT = r"(?![A-Za-z\d²³^店]|/[A-Za-z])"
_PLAIN_UNIT = "|".join(_PLAIN_UNITS)

MEASURES = [
    # Thousands, as people type them.
    rule(
        rf"(?<![A-Za-z\d.])({NUMBER})(?:w(?![A-Za-z\d])|[wW](?=\s*(?:{_THOUSANDS})))"
        rf"|(?<=[￥¥$€£])\s*({NUMBER})[wW]",
        lambda m: f"{m[1] or m[2]}万",
    ),
    rule(
        rf"(?<![A-Za-z\d.])({NUMBER})"
        rf"(?:k(?![A-Za-z\d]|\s*(?:{_SHARP}))|[kK](?=\s*(?:{_THOUSANDS})))"
        rf"|(?<=[￥¥$€£])\s*({NUMBER})[kK]",
        _thousands,
    ),
    # Money and shares.
    rule(rf"(?<!\d)(?:({NUMBER}){RANGE})?({NUMBER})\s*([%‰])", _share),
    rule(
        rf"{_SIGN}\s*({NUMBER}[万千]?){RANGE}\1?\s*(?=[\d,.]+(?![\d,.])(?:[万元]|(?!{COUNTED})))",
        lambda m: f"{m[2]}到{m[1]}",
    ),
    rule(rf"{_SIGN}\s*({NUMBER})\s*([万千百亿]*)元?", _money),
    rule(
        rf"(?<![A-Za-z\d.])({NUMBER})\s*([万千百亿]*)(￥|¥|\$|€|£|RMB|USD|CNY)(?!\s*\d)",
        _money_after,
    ),
    # Units.
    rule(r"(?<=\d)°\s*(?=\d)", "度"),
    rule(r"(?<=\d)['′]\s*(\d{1,2})(?:\"|″|'')", lambda m: f"分{m[1]}秒"),
    rule(rf"(?<=\d)[″\"](?=\s*(?:{_SCREEN}))", "英寸"),
    rule(r"(?<=\d)″", "秒"),
    rule(r"(?<=\d)′", "分"),
    rule(r"(?<=\d)h(?=\d{1,2}\s*(?:min|分|′))", "小时"),
    rule(rf"(?<=\d)\s*{_UNIT}(?:/{_UNIT})?{_AFTER_UNIT}", _unit),
    one_of(UNITS, before=r"(?<=[元块次人节]/)", after=r"(?![A-Za-z\d²³/])"),
    rule(
        rf"(?<![A-Za-z])(?:{_PLAIN_UNIT})(?:/(?:{_PLAIN_UNIT}))?{_AFTER_UNIT}",
        lambda m: "每".join(UNITS[one] for one in m[0].split("/")),
    ),
    rule(r"(?<=\d)M(?=\s*(?:宽带|带宽|光纤|流量|网速|内存))", "兆"),
    rule(r"(?<![\d.])(720|1080|1440|2160)[pP](?![A-Za-z])", lambda m: f"{digits(m[1])} P"),
    rule(rf"(?<=[\d{DIGITS}十百千万两/])({_PRICED}?起?)\s*/\s*(?={_PER})", lambda m: f"{m[1]}每"),
    rule(r"(?<=每[人位名孩组班])[·•](?=[次天日月年期节])", "每"),
    # Or more: 500+, 3岁+.
    rule(r"(\d[万千]?(?:周?岁|个?月龄?|年|级)半?)\+(?!\s*[\dA-Za-z])", lambda m: f"{m[1]}以上"),
    rule(
        rf"(?<![\d.A-Za-z])({NUMBER})([万千百亿]?)\+\s*((?:{COUNTED}|[分折度])(?![庭长])|(?!\s*[\w+]))",
        _or_more,
    ),
    rule(
        rf"(\d[万千]?(?:{COUNTED}|[分折度])半?|[{DIGITS}十百千万元])\+(?!\s*\w)",
        lambda m: f"{m[1]}以上",
    ),
    rule(rf"(?<=\d0)\+(?=[{HANZI}])|(?<=[万千百亿])\+(?=[{HANZI}])", "多"),
]
