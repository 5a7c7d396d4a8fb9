"""Amounts and words in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.key_points.numerals import value_of
from projects.language import HANZI
from videostudio.patterns import late

from .found import Clock, Day, Half, Number, Weekday

_H = "[一二两三四五六七八九十]"
_MANY = "[一二两三四五六七八九十百千万零〇]"

_DATE = late(
    r"(?<![\d个一二三四五六七八九十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:份|底|初|[上中下]旬|(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?:[日号]|(?=\s?(?:[—–~～-]{1,2}|至|到)\s?\d)|(?![\d个]))|(?!\d))"
    r"|(?<![\d.路街道弄巷])(?P<alone>3[01]|[12]\d|0?[1-9])[日号](?![线楼院门馆路])"
    r"|(?<!\d)20\d\d[-/.](?P<month_>1[0-2]|0?[1-9])[-/.](?P<day_>3[01]|[12]\d|0?[1-9])(?!\d)"
)


def dates(text: str) -> Iterator[Day]:
    for found in _DATE.finditer(text):
        month = found["month"] or found["month_"] or ""
        day = found["day"] or found["day_"] or found["alone"] or ""
        yield Day(found[0], found.start(), value_of(month), value_of(day))


_DAYS = "一二三四五六日天"
_WEEKDAYS = late(
    rf"(?<![一两\d])(?:周|星期|礼拜)(?P<first>[{_DAYS}])(?P<others>(?:[、和][{_DAYS}](?![{HANZI}]))*)(?![次节回个岁年])"
)


def weekdays(text: str) -> Iterator[Weekday]:
    for found in _WEEKDAYS.finditer(text):
        day = min(_DAYS.index(found["first"]), 6)
        yield Weekday(found[0].removesuffix(found["others"]), found.start(), day)
        for other in re.finditer(f"[{_DAYS}]", found["others"]):
            at = found.start("others") + other.start()
            yield Weekday(other[0], at, min(_DAYS.index(other[0]), 6))


_EARLY, _LATE = "凌晨|清晨|早上|早晨|上午|今早|明早", "下午|傍晚|晚上|今晚|明晚|晚"
_CLOCK = late(
    rf"(?:(?P<half>{_EARLY}|{_LATE}|中午)\s?)?(?:"
    r"(?<![\d:：./])(?P<hour>[01]?\d|2[0-4])(?:[:：](?P<minute>[0-5]\d)(?!\d)"
    r"|[点时](?!间|候|段)(?P<minute_>半|一刻|三刻|[0-5]?\d分)?[钟整]?)"
    rf"|(?P<hour_>二?十[一二三]?|[二两三四五六七八九])点(?P<minute__>半|一刻|三刻|{_H}{{1,3}}分)?[钟整]?"
    r"|(?P<one>一)点(?:(?P<minute___>半|一刻|三刻)|[钟整]|(?<=[午上晨晚]一点)))"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


def times(text: str) -> Iterator[Clock]:
    for found in _CLOCK.finditer(text):
        hour = value_of(found["hour"] or found["hour_"] or found["one"])
        named = [found[name] for name in ("minute", "minute_", "minute__", "minute___")]
        yield Clock(
            found[0], found.start(), hour, _minutes(next(filter(None, named), "")), _half(found)
        )


def _minutes(named: str) -> int:
    return _MINUTES.get(named) or value_of(named.rstrip("分"))


def _half(found: re.Match[str]) -> Half:
    named = found["half"] or ""
    if named == "中午":
        hour = found["hour"] or found["hour_"] or found["one"]
        return "late" if value_of(hour) < 11 else "exact"
    return "early" if re.fullmatch(_EARLY, named) else "late" if named else ""


_MEASURES = (
    "平方米|平米|㎡|公里|课时|余种|[个位间所岁亩本册棵种节项门套台辆张幅盆面例次场只把双组层件支楼条份块顿"
    "首封朵杯瓶袋盒箱副对轮期届班级年集站盏道桌批处笔支根束步座页样片颗包户家名人]"
)
UNITS = (
    ("money", r"[￥¥$€£]", r"(?:元|块钱?|万元|RMB|CNY|USD|人民币)"),
    ("percent", "", r"[%％折]"),
    ("age", "", "周?岁"),
    ("duration", "", "个?小时|分钟|个?半?月|天|周|秒|学期|学年|年(?!级|度)"),
    ("things", "", rf"个?(?=孩子|小朋友|宝宝|幼儿|家庭|家长|老师)|[人名户]|{_MEASURES}"),
)
HALF = late("半(?!天|日|价)")
_NUMBER = late(rf"(?<![{HANZI}])?{_MANY}+(?=半?(?:{'|'.join(after for _, _, after in UNITS)}))")


def numbers(text: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(text):
        if value := value_of(found[0]):
            yield Number(found[0], found.start(), value)


NEGATED = late(
    r"不(?!同|仅|止|断|凡|一|超过|少于|到(?=\d)|低于|高于|过|错|但|只|妨|管|论|久|及|忘|见不散)|没|未(?!来|必)"
    r"|(?<![特个分区级类告])别(?!墅|的|人|出|致|忘|具|样)|勿(?!忘)|禁止|谢绝|严禁|无(?!论|比|限|线|穷)|取消|暂停|停[课止运]"
)
_SOFT = (
    "我们|你们|您们|他们|她们|孩子们?|小朋友们?|大家|一起|共同|可以|以及|还有|时间|日期|地点|地址|电话"
    "|不超过|不少于|不低于|至少|至多|最多|大约|左右|将要|将会|将于|已经|正在|到时候|这个|那个|这里|那里|这次"
    "|什么|怎么|而且|或者|或是|并且|通过|进行|同时|首先|然后|最后|总共|一共"
)
SPLIT = late(
    rf"[^{HANZI}]+|{_SOFT}|[的地得了着过和与及并也还都就在是有为把被对从到至于由以而或又再很更最请您你我他她它这那其之个每各将已共约让向给不没别勿无们吧呢吗啊呀哦啦]"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_TITLE = "老师|园长|主任|医生|教授|博士|师傅|同学|爸爸|妈妈|爷爷|奶奶|先生|女士|叔叔|阿姨|校长"
NAMES = late(
    rf"《[^《》]{{1,16}}》|[“「\"][^“”「」\"，。；！？!?]{{1,10}}[”」\"]"
    rf"|(?<![{HANZI}])[{_SURNAMES}][{HANZI}]{{0,2}}(?={_TITLE})"
    rf"|(?<![{HANZI}])[{_SURNAMES}][{HANZI}]{{1,2}}(?=[，,、。\s]|$)"
    rf"|[{_SURNAMES}](?=老师|园长|主任|医生|师傅)"
)
