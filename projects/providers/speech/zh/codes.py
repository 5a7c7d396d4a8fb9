"""Figures that name something and count nothing: telephones, rooms, trains, passwords."""

from __future__ import annotations

import re

from ..spoken import phone_groups, rule
from .figures import COUNTED, DIGITS, digits, number, phone, with_yao

_HOTLINE = r"(?:1(?:10|14|19|20|22)|12[13]\d\d|100(?:00|10|86)|9[56]\d{3})"
_OF_HOTLINE = (
    "消防|急救|救护|报警|热线|电话|号码|指挥中心|市民|政务|交警|火警|匪警|客服|平台|专线|举报"
)
_KNOWN = "(?:12306|12315|10086)"
_CALL = "致电|拨打?|呼叫|来电|电话|热线|手机号?码?|座机|传真|专线|(?i:tel)"
_COUNT = (
    r"\d|[.,:/]\d|\s*(?:[分下年月日号时元块余多几平步+%‰℃㎡×*=]|[A-Za-z]{1,2}(?![A-Za-z])"
    rf"|{COUNTED})"
)
_ACCOUNT = (
    "(?:(?<![A-Za-z])(?:QQ|VX|[Vv]信)|微信|抖音|快手|小红书|钉钉)(?:群?号)?|群号?|公众号|密码|口令|[验校]证码|邀请码"
    "|[取提]件码|提取码|兑换码|代码|编号|学号|工号|卡号|[账帐]号|单号|房间?号|门牌号|座位号|车牌号?"
    "|证件?号码?|身份证|许可证|备案号|批号|尾号|区号|会议(?:号|ID)|航班号?|车[次号]|邮编|邮政编码"
    "|货号|型号|(?<![A-Za-z])ID"
)
_ROOM = (
    "室(?![内外友温])|号?房(?![子屋价贷租型东产车费])|教室|房间|包[厢间]|[商号]铺|[诊病]房|宿舍"
    "|[展铺车机]位"
)
_INSIDE = r"[座栋幢]|单元|号楼|[\d一二三四五六七八九十][楼层]"
_NOT_ROUND = r"(?![1-9]0+(?!\d))"
_AND_MORE = r"(?:(?:[、，,/和及至到]|[-–—~])[A-Z]?\d{3,4}){0,6}"


def _digits(match: re.Match[str]) -> str:
    return digits(match[0])


def _with_yao(match: re.Match[str]) -> str:
    return with_yao(match[0])


def _called(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\d+", _with_yao, re.sub(r"(?<=\d)[- ](?=\d)", "，", match[2]))


def _account(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\d+", _digits, re.sub(r"(?<=\d)[- ](?=\d)", "，", match[2]))


def _mixed(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\d+", lambda found: f" {digits(found[0])} ", match[2])


def _abroad(match: re.Match[str]) -> str:
    """+86 21 6234 5678; and +8613800000000, which is written without groups."""
    country, _, rest = re.sub(r"(?<=86)(?=1\d{10}$)", " ", match[0]).partition(" ")
    groups = [*phone_groups(country), *phone_groups(rest)]
    return "，".join(map(with_yao, groups))


def _masked(match: re.Match[str]) -> str:
    return f"{with_yao(match[1])}，{'星' * len(match[2])}，{with_yao(match[3])}"


def _class(match: re.Match[str]) -> str:
    return number(match[1]) if match[1].isdigit() else match[1]


def _behind_bars(match: re.Match[str]) -> str:
    """3-2-301室 is 三杠二杠三零一室. But 201-205室 are many rooms."""
    parts = match[0].split("-")
    if len(parts[-2]) > 2:
        return match[0]
    return "".join(f"{number(part)}杠" for part in parts[:-1]) + digits(parts[-1])


def _train(match: re.Match[str]) -> str:
    return f"{match[1]} {digits(match[2]) if len(match[2]) > 2 else number(match[2])}"


CODES = [
    rule(r"(?<![A-Za-z])(?i:tel)\.?[\s:]*(?=[\d(（+])", "电话，"),
    # Accounts and passwords.
    rule(
        rf"((?:{_ACCOUNT})[:是为 ]*)(?!1[3-9]\d{{9}}(?!\d))"
        rf"(\d{{3,}}(?:[- ]\d{{3,}})*)(?!{_COUNT})",
        _account,
    ),
    rule(rf"((?:{_ACCOUNT})[:是为 ]*)([A-Za-z][\w-]*\d\w*)", _mixed, re.ASCII),
    # Telephones. After one of them, what is left of its extension.
    rule(r"(?<![\d.])(1\d\d)(\*{3,4})(\d{4})(?!\d)", _masked),
    rule(
        r"(?<![\d.])(?:\+|00)[1-9]\d{0,2}[- ]?"
        r"(?:[（(]?\d{2,4}[)）]?(?:[- ]?\d{3,8}){1,3}|\d{8,12})(?!\d)",
        _abroad,
    ),
    rule(r"(?<![\d.])(?:\+?86[- ]?)?1\d\d[- ]?\d{4}[- ]?\d{4}(?!\d)", phone),
    rule(r"(?<![\d.])[（(]?0\d{2,3}[)）]?[-–— ]{0,3}\d{3,4}[- ]?\d{4}(?!\d)", phone),
    rule(r"(?<![\d.])[48]00(?:[- ]?\d{3}[- ]?\d{4}|\d?-\d{3,4}-\d{3})(?!\d)", phone),
    rule(r"(?<![\d.])\d{3,4}-\d{4}-\d{4}(?!\d)", phone),
    rule(
        rf"((?:{_CALL})[:是为 ]{{0,3}})(\d{{3,8}}(?:[- ]\d{{3,4}})*(?!{_COUNT})"
        rf"(?:[、，和或/]\d{{3,8}}(?!{_COUNT}))*)",
        _called,
    ),
    rule(r"(?<![\d.])(?:110|119|120|122)(?:[、/](?:110|119|120|122))+(?![\d.])", phone),
    rule(r"(?<!\d)6\.?18(?=大促|购物|狂欢|年中)", "六幺八"),
    rule(rf"(?<=[打叫]){_HOTLINE}(?!{_COUNT})", phone),
    rule(rf"(?<![\d.]){_HOTLINE}(?=(?:[、，和/]{_HOTLINE}){{0,5}}等?(?:{_OF_HOTLINE}))", phone),
    rule(rf"(?<![\d.A-Za-z￥¥$€£]){_KNOWN}(?!{_COUNT})", phone),
    rule(
        rf"(?<=[{DIGITS}幺]{{3}})"
        r"(?:[- ，]{0,2}(?:转|分机号?|(?i:ext)\.?):? ?|-)(\d{1,6})(?![\d-])",
        lambda m: f"，转{digits(m[1])}",
    ),
    rule(r"((?:分机号?|(?i:\bext)\.?):? ?)(\d{2,6})(?!\d)", _account),
    rule(
        r"(?<![\d-])\d{1,4}(?:-\d{1,7}){3,}(?![\d-])",
        lambda m: "，".join(map(digits, m[0].split("-"))),
    ),
    # Where people sit, live and travel.
    rule(r"[（(]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)](?=班)", _class),
    rule(
        rf"(?<![\d.-])(?:(?:\d{{1,3}}-)?\d{{1,3}}-\d{{3,4}}(?={_ROOM})|\d\d?-\d\d?-\d{{3}}(?![\d-]))",
        _behind_bars,
    ),
    rule(rf"(?<=[A-Za-z]\d)-(?=\d{{3,4}}(?:{_ROOM}))", " "),
    rule(rf"(?<![\d.])\d{{3,4}}(?={_AND_MORE}(?:{_ROOM}))", _digits),
    rule(rf"((?:{_INSIDE})\s*)(\d{{3,4}})(?!{_COUNT})", _account),
    rule(rf"(?<![\d.]){_NOT_ROUND}[1-9]\d\d(?={_AND_MORE}路(?![线人程口子上过]))", _with_yao),
    rule(r"(?<![A-Za-z])([GDCZTKS])(\d{1,4})(?=次|列车|动车|高铁)", _train),
    rule(r"(?<![A-Za-z])([BL])([1-9])F(?![A-Za-z\d])", lambda m: f"{m[1]} {number(m[2])}楼"),
    rule(r"(?<=\d)#(?=[楼栋幢座院教厂门]|$)", "号"),
    rule(r"(?<![A-Za-z\d层楼）)])-(?=[1-5](?:层|楼|F))", "负"),
    rule(r"(?<![A-Za-z\d.])[1-9]\d?F(?![A-Za-z\d])", lambda m: f"{number(m[0][:-1])}楼"),
]
