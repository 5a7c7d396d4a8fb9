"""What a Chinese key point is for, and which of them may stand in a row."""

from __future__ import annotations

import re

from projects.language import HANZI, has_hanzi

from ..en import roles as english
from ..languages import Form, Role
from ..wording import clauses, width
from .grammar import form_of
from .headings import DATE, MOVED, WIDEST_POINT

_LABELS = (
    (Role.JOIN, "报名|截止|预约|登记|缴费|面试|录取|认领|领取"),
    (Role.CONTACT, "电话|手机|热线|座机|微信|邮箱|网址|官网|网站|公众号|QQ|联系|咨询"),
    (Role.PRICE, "费|价|收费|票|薪|待遇"),
    (Role.LIMIT, "名额|人数|限额"),
    (Role.WHEN, "时间|日期|何时"),
    (Role.WHERE, "地点|地址|位置|集合点|路线|交通"),
    (Role.WHO, "对象|年龄|适合|人群|要求|条件"),
    (Role.ASK, "请带|要带|需带|注意|提示|着装|携带|带好|自备|物品|准备|须知"),
)
_LABEL = re.compile(r"([^：:，。]{1,9}[^\d：:，。])[：:]")
_CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|@|微信|公众号"
    r"|(?:致电|联系)(?!实际)"
)
_JOIN = re.compile(
    r"报名|预约|扫码|二维码|接龙|登记|截止|面谈|认领|^(?:欢迎|期待|快来|来吧|祝)|谢谢|感谢"
)
_ASK = re.compile(
    r"^每(?:个孩子|人|家|位家长).{0,2}带(?!.*(?:回家|走))"
    r"|^(?:请|不要|不得|不准|不许|不带|不推|不迟到|不早退|勿|别|谢绝|禁止|严禁|务必|切勿|建议"
    r"|提前|按时|准时|自[备带己]|记[住得]|穿(?![越搭梭插]|消防)|凭"
    r"|带(?![班薪教动领头你您孩])|带好)|请勿|请(?=[带穿提准按注不])|勿扰$|自备"
)
_PRICE = re.compile(r"[￥¥]|\d\s*(?:元|块)|免费|减免|[\d一二三四五六七八九]折|优惠|立减|半价|特价")
_LIMIT = re.compile(
    r"^每(?:个家庭|家|人)\d+[张位人个]|^(?:每家|每人|每个家庭|每班)?(?:限|仅限|名额|最多)|满员|额满"
)
_WHO = re.compile(r"^(?:招收?(?=[\d一二两三四五六]|适龄)|适合|面向|针对)|零基础")
_IF_WET = re.compile(r"^(?:如遇|如果|若|遇|下雨|雨天|阴雨).*\d")
_TIME = re.compile(
    r"\d{2,4}年|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号](?![线楼院门馆路口])|[（(]?(?:周|星期)[一二三四五六日天末][）)]?"
    r"|[上下]午|早上|晚上|中午|傍晚|\d{1,2}[:：]\d{2}|\d{1,2}点(?:半|\d{1,2}分?)?|[今明]天|每[天周日月]"
    r"|[\s\-—–~～至到、，,。从起]"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d|\d月|\d[日号]|\d点|周[一二三四五六日末]|星期")
_PLACE = re.compile(
    r"^.{0,8}[区路街号楼层弄镇县市].{0,10}(?:场|馆|厅|室|中心|园|门口|院|校)$|^.{0,4}(?:多功能厅|大厅|礼堂|门口|各班教室)$"
)
_HAPPENS = re.compile("^(?:去|到|来|走进|举行|举办|开展|参观)")
_LONGEST_REST = 5
"""Hanzi that may stand with a time which is the point itself: "9月1日开学"."""

_DEED = re.compile(
    r"^(?:看|做|挂|画|包|摸|搓|猜|舞|唱|跳|走|领|吃|玩|种|摘|拔|放|写|听|读|讲|赏|捏|剪|贴|折|拼|搭|踢|拍|骑|捡|寻|找|参观|观察|体验|制作|表演"
    r"|穿|敬|喂|吹|切|端|绘|品|尝|逛|荡|爬|滚|投|射|传|试吃|试穿|采|钓|编|染|烤|揉|打|扎|拓|装|缝)(?!书|作业|本$|班|展|家|师)"
)
_PLAIN = re.compile(rf"[{HANZI}]{{2,10}}")


def role_of(text: str) -> Role:
    if not has_hanzi(text):
        return english.role_of(text)
    if found := _LABEL.match(text):
        named = (role for role, words in _LABELS if re.search(words, found[1]))
        return next(named, Role.PRICE if _PRICE.search(text) else Role.WHAT)
    if _CONTACT.search(text):
        return Role.JOIN if _JOIN.search(text) and not re.search(r"@|\d{6}", text) else Role.CONTACT
    if _ASK.search(text):
        return Role.JOIN if _JOIN.search(text) else Role.ASK
    if _IF_WET.search(text):
        return Role.ASK
    if _is_time(text):
        return Role.WHEN
    if _JOIN.search(text):
        return Role.JOIN
    rules = ((_PRICE, Role.PRICE), (_LIMIT, Role.LIMIT), (_WHO, Role.WHO), (_PLACE, Role.WHERE))
    return next((role for rule, role in rules if rule.search(text)), Role.WHAT)


def _is_time(text: str) -> bool:
    rest = _TIME.sub("", text)
    is_short = len(rest) <= _LONGEST_REST and not _HAPPENS.search(rest)
    return is_short and bool(_CLOCK.search(text)) and bool(_TIME.match(text))


_SUBJECT = re.compile(
    r"^(?:\d{1,2}[:：]\d\d\s+)?(?:今天|这次|近期|每班(?=\d)|早上|上午|中午|下午|傍晚|晚上)?(?:(?:孩子们?|小朋友们?|我们|大家|家长们?|爸爸妈妈和孩子|每个孩子|老师们?|全园|全体师生)(?!的|自己[^，]{1,2}的))?(?:一起|亲手|自己|共同|集体)?"
    r"(?:(?:毕业于|来自|获得|展出|播放|公布|画了|做了|拔了|种了|招收?|适合|教孩子们?)(?=.{3}))?"
)
_COUNTED = re.compile(
    r"(?:\d+|[一两三四五六七八九十])"
    r"[张个本条只份件幅册块位名盆朵棵辆台箱瓶支双套顶把束袋杯片][^，。、；《》]{1,10}$"
)
_DEAR = re.compile(r"^(?:各位|亲爱的|尊敬的)[^，：:]{0,8}[，：:]\s*")
_IN_DOUBT = re.compile(r"^(?:如果?|若)?(?:有|需)[^，]{1,6}，(?:请|可以?)?(?:联系|咨询|询问|问)")
"""In front of whom to ask."""

_WILL = re.compile(r"^[^、]{1,9}?(?:[会将已](?!员|议)(?=.{3,})|后(?=可以|再|请)|(?=请.{4,}))")
_TITLED = re.compile("《[^《》]{2,12}》")
_IN_BRACKETS = re.compile(r"[（(].*?[）)]")
_DAY = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号]|每?周[一二三四五六日天](?:[、和至到]?周?[一二三四五六日天])*"
)
_FEWEST = 3
_LONGEST_PART = 12
_MARKS = re.compile("[，。；：、！？,:;!?]")


def is_a_day(text: str) -> bool:
    day = next(iter(clauses(_LABEL.sub("", text, count=1))), "")
    return bool(_HAS_DAY.search(day)) and not _TIME.sub("", day) and not day.startswith("每")


_HAS_DAY = re.compile(r"\d[日号]|周|星期")


def headline(text: str) -> str:
    short = _SUBJECT.sub("", _DEAR.sub("", _IN_DOUBT.sub("", text)))
    first = next(iter(clauses(short)), short)
    if named := _TITLED.match(first):
        return named.group()
    is_wide = width(first) > WIDEST_POINT and "、" not in first
    if is_wide and (thing := _COUNTED.search(_IN_BRACKETS.sub("", first))):
        return thing.group()
    return next((part for part in (first, short) if len(part) >= _FEWEST), text)


def shorter(title: str) -> str:
    found = _COUNTED.search(title) or _DAY.match(title)
    if found and found.group() != title:
        return found.group()
    if moved := MOVED.search(title):
        return moved.group()
    shorter = (DATE.sub("", title), _WILL.sub("", title), title.rpartition("、")[0])
    return next((part for part in shorter if part not in (title, "")), "")


def is_deed(text: str) -> bool:
    return bool(_DEED.search(text)) and bool(_PLAIN.fullmatch(text))


def is_one_thing(text: str) -> bool:
    return "、" not in text and "和" not in text


def are_alike(one: str, other: str) -> bool:
    if not (_PLAIN.fullmatch(one) and _PLAIN.fullmatch(other)):
        return False
    is_parallel = one[0] == other[0] or one[-1] == other[-1]
    return is_parallel or (is_deed(one) and is_deed(other))


def may_pause(one: str, other: str) -> bool:
    return all(len(text) <= _LONGEST_PART and not _MARKS.search(text) for text in (one, other))


def row(words: list[str]) -> str:
    are_things = len(words) > 1 and all(form_of(word) == Form.THING for word in words)
    return "和".join(["、".join(words[:-1]), words[-1]]) if are_things else "、".join(words)
