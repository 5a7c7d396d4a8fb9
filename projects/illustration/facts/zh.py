"""Facts in Chinese."""

from __future__ import annotations

import re

from projects.key_points.numerals import value_of
from projects.language import HANZI
from videostudio.patterns import late

from .grammar import Grammar

_DIGITS = "零一二三四五六七八九"
_H = "[零〇一二三四五六七八九十百千万两]"
_N = r"\d+(?:[.,]\d+)*"
_TO = r"\s?(?:[~～—–-]{1,2}|至|到)\s?"
_CLAUSE = r"[^，。；！？!?;\n]"
_HALF = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚"
_LATE = frozenset({"下午", "傍晚", "晚上", "今晚", "明晚"})
_DAY_OF_WEEK = "(?:周|星期|礼拜)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_LAST = r"(?:(?P<until_month>1[0-2]|0?[1-9])月)?(?P<until_day>3[01]|[12]\d|0?[1-9])[日号]"
_IN_BRACKETS = rf"(?:[（(]?{_DAY_OF_WEEK}(?P<weekday>[一二三四五六日天])[）)]?)?"

DATES = late(
    rf"(?:(?<![\d年])(?P<year>20\d\d)年)?(?<!\d){_MONTH}月{_DAY}(?:[日号]|(?={_TO}\d+[日号]))"
    rf"\s?{_IN_BRACKETS}(?:{_TO}{_LAST})?"
    r"|(?<!\d)(?P<year_>20\d\d)[-/.](?P<month_>1[0-2]|0?[1-9])"
    r"[-/.](?P<day_>3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)(?P<only_month>1[0-2]|0?[1-9])月(?:份|底|初|[上中下]旬)?(?![\d初])"
    rf"|(?:[每本下这]?{_DAY_OF_WEEK}(?P<only_weekday>[一二三四五六日天])"
    rf"(?:(?:[、和]|{_TO}){_DAY_OF_WEEK}?[一二三四五六日天])*)(?![：:月年])"
)
_CLOCK = r"""
    (?:(?P<%(p)shour>[01]?\d|2[0-4])[:：](?P<%(p)sminute>[0-5]\d)(?!\d)
      |(?P<%(p)shour_>[01]?\d|2[0-4])点(?P<%(p)sminute_>半|一刻|三刻|\d+分)?[钟整]?)
"""
_SPOKEN_CLOCK = r"(?P<said_hour>十[一二]?|[一二两三四五六七八九])点(?P<said_minute>半|一刻|三刻)?"
TIMES = late(
    rf"(?:(?P<half>{_HALF})\s?)?(?<!\d)(?<!\d[:：./])(?<!以下)(?<!这){_CLOCK % {'p': ''}}"
    rf"(?:{_TO}(?:(?P<until_half>{_HALF})\s?)?{_CLOCK % {'p': 'until_'}})?"
    rf"|(?P<said_half>{_HALF})\s?{_SPOKEN_CLOCK}[钟整]?"
    rf"|{_SPOKEN_CLOCK.replace('said_', 'bare_')}(?:钟|整|(?<=半))",
    re.VERBOSE,
)

_BOUND = (
    "(?P<before>不超过|不少于|不到|少于|超过|至少|最多|大约|约|近|仅需|仅|只需|只要|限|满|平均)?"
)
_PER = r"(?:\s?(?:/|每|一)\s?(?P<per>个?月|年|学期|学年|天|次|期|人|位|家|课时|节|晚|班))?"
PRICES = late(
    rf"(?:每(?P<every>月|年|学期|学年|天|次|期|人|位|家|课时|节|班)\s?)?{_BOUND}\s?"
    rf"(?:(?P<sign>[￥¥$€£])\s?(?P<value>{_N}(?:{_TO}{_N})?)"
    rf"|(?P<value_>{_N}(?:{_TO}{_N})?|{_H}{{2,}}(?=元|块))\s?(?P<unit>万?元|块钱?|RMB))" + _PER
)
SHARES = late(rf"{_BOUND}\s?(?P<value>{_N})\s?(?P<unit>[%％]|折)|(?P<word>半价)")
RATIOS = late(
    r"(?P<value>(?<![\d:：])\d{1,2}[:：]\d{1,2}(?![\d:：]))|(?P<low>\d{1,2})比(?P<high>\d{1,2})"
)
SPANS = late(
    rf"(?P<low>{_N})(?P<low_half>周?岁半)?(?:周?岁)?{_TO}"
    rf"(?P<high>{_N})\s?(?P<unit>周?岁)(?P<high_half>半)?"
)
_UNITS = (
    "平方米|平米|㎡|公里|小时|分钟|课时|学期|个月|周岁|余种"
    "|[人名位个所间岁天周年亩本册棵种节项门套台辆张幅盆面例户米家次场只把双组层件支楼]"
)
_NOUN = rf"[{HANZI}]{{0,4}}?(?=[，。、；：！？!\s（(]|$|[都有的在是为和可就能内])"
COUNTS = late(
    rf"{_BOUND}\s?(?<![\d第.,:：/+-])(?!(?:19|20)\d\d年)"
    rf"(?P<value>{_N}|[二三四五六七八九]?[十百千][{_DIGITS}十百千万]*(?={_UNITS}))"
    rf"(?P<more>[余多+])?\s?(?P<unit>(?:{_UNITS}){_NOUN}|(?:{_UNITS}))(?![月日号点])"
)
FREE = late(rf"免费(?P<unit>[{HANZI}]{{1,4}}(?=[，。、；！]|$))?")

_KNOWN = (
    "多功能厅|会议室|报告厅|礼堂|剧场|剧院|操场|体育场|体育馆|图书馆|博物馆|公园|广场|文化中心"
    "|活动中心|教室|大厅|门口|停车场|门卫室|保健院|医院|陵园|消防站|音乐厅|舞蹈室|美术室|少年宫"
)
_OF = rf"(?:[{HANZI}A-Z\d](?![在到去于进请不])){{0,6}}"
_FLOOR = r"(?:[一二三四五六七八九\d]+楼)?"
PLACES = late(
    rf"(?:(?:地点|位置|会场|集合点)(?:[：:]|在)\s?(?P<labelled>{_CLAUSE}{{2,24}})"
    rf"|(?<=[在到去于进])(?P<name>{_OF}(?:{_KNOWN}){_FLOOR})|(?:(?<=[，。\s])|^)(?P<bare>{_OF}(?:{_KNOWN}){_FLOOR})(?=[，。；]|$))"
)
ADDRESSES = late(
    rf"(?:[{HANZI}]{{2,9}}[省市区县镇])?[{HANZI}]{{1,8}}(?:路|街|大道|巷|弄)\d+(?:弄\d+)?号"
    rf"(?:[{HANZI}A-Z\d]{{1,12}}(?:楼|室|座|栋|层|园))?"
)

_STEP = rf"({_CLAUSE}{{2,24}})"
STEPS = (
    late(rf"首先[，,]?{_STEP}[，。；](?:其次|然后|接着|再)[，,]?{_STEP}[，。；]最后[，,]?{_STEP}"),
    late(
        rf"(?<![首原事])先(?!生){_STEP}[，。；](?:再|然后|接着){_STEP}[，。；](?:最后|再|然后){_STEP}"
    ),
    late(rf"(?<![首原事])先(?!生){_STEP}[，。；]后{_STEP}[，。；](?:再|最后|然后|接着){_STEP}"),
    late(rf"(?<![首原事])先(?!生){_STEP}[，。；](?:再|然后|接着){_STEP}"),
)
STAGES = late(
    rf"第(?P<number>[一二三四五六\d])步[是，：:]?\s?(?P<text>{_CLAUSE}{{2,30}})"
    rf"|(?P<label>\d{{1,2}}[:：]\d\d)\s?(?P<text_>[{HANZI}][{HANZI}A-Za-z0-9]{{1,13}})(?=[，。；—–-]|$)"
    rf"|(?<![{HANZI}\d])(?P<text__>[{HANZI}]{{1,5}})(?<![午上晨间])(?P<label_>\d{{1,2}}[:：]\d\d)(?![—–~\d-])"
)
QUOTES = late(
    rf"(?P<who>[{HANZI}]{{1,8}}?)(?:常常?|总是?|都|笑着)?(?:说|表示|写道|告诉我们)[：:，,]?\s?[“「\"](?P<words>[^”」\"]{{4,60}})[”」\"]"
    rf"|[“「](?P<words_>[^”」]{{6,60}})[”」]\s?(?:——|—)\s?(?P<who_>[{HANZI}]{{2,8}})"
)
CHANGES = late(
    rf"(?P<left_label>以前|过去|从前|原来|来的时候|活动前|刚入园时?|原定|原价)[，：:]?\s?(?P<left>{_CLAUSE}{{2,24}}?)"
    rf"[，。；]?(?P<right_label>现在|如今|今天|走的时候|活动后|改到|改为|现价|优惠价)[，：:]?\s?(?P<right>{_CLAUSE}{{2,24}})"
)
_ENTRY = rf"[{HANZI}A-Za-z0-9《》]{{2,12}}(?:“[^”\n]{{1,16}}”)?"
LISTS = late(rf"{_ENTRY}(?:、{_ENTRY})+(?:(?:和|以及|还有){_ENTRY})?(?![{HANZI}])")
LEADS = late(
    "^(?:[^、]*(?:一起|亲手|孩子们)|我们|这里|园里|这门课|也|还|就|另|一起|可以|学习|参观|适合|表演|介绍|包括|包含|设有|带好|提供|分为|分|请|不忘|有|是|招)+"
)


def _in_24(half: str, hour: int) -> int:
    is_late = half in _LATE or (half == "中午" and hour < 6)
    return (hour + 12 if is_late and hour < 12 else hour) % 24


def _time(half: str, hour: int, minute: str) -> str:
    return f"{half}{hour}:{minute or '00'}"


def _price_unit(currency: str, per: str) -> str:
    return f"{currency}/{per}" if per else currency


GRAMMAR = Grammar(
    dates=DATES,
    times=TIMES,
    prices=PRICES,
    shares=SHARES,
    ratios=RATIOS,
    spans=SPANS,
    counts=COUNTS,
    free=FREE,
    places=PLACES,
    addresses=ADDRESSES,
    stages=STAGES,
    steps=STEPS,
    quotes=QUOTES,
    changes=CHANGES,
    lists=LISTS,
    apart=late("、|(?:和|以及|还有)(?=[^、]*$)"),
    leads=LEADS,
    pronouns=frozenset(("他", "她", "他们", "她们", "我", "我们", "大家")),
    clause_ends="，。；：、！？!?;:\n",
    needless=late("(?:共?有|[是为达在共限设招收配]|费用)+$|^.*了$"),
    longest_label=8,
    weekday_names=tuple(f"星期{day}" for day in "一二三四五六日"),
    month_names=tuple(f"{month}月" for month in range(1, 13)),
    weekdays={day: index for index, day in enumerate("一二三四五六日")} | {"天": 6},
    months={},
    number=value_of,
    in_24=_in_24,
    time=_time,
    time_range=lambda first, last: f"{first}–{last}",
    quarters={"半": 30, "一刻": 15, "三刻": 45},
    price_unit=_price_unit,
)
