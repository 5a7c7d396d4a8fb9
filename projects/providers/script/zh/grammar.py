"""Chinese sentences: their marks, and the forms of key points."""

from __future__ import annotations

import re

from projects.language import HANZI, has_hanzi
from projects.media.typesetting.phrases import phrases_of

from ..en import grammar as english
from ..languages import Form

COMMA, STRONG_COMMA, AND, PAUSE, SPACE = "、", "；", "和", "，", ""
FULL_STOP, TO = "。", "到"
TITLE_LENGTH = 8, 24
LONGEST_AUDIENCE = 14
OBVIOUS_AUDIENCES = ("家长", "家长们", "父母")

# People type English words into a Chinese brief, so the English ones count as well.
WELCOME = re.compile(rf"^(?:欢迎|快来|来吧|一起|期待)|{english.WELCOME.pattern}", re.IGNORECASE)
CONTACT = re.compile(
    rf"联系|微信|电话|手机|热线|邮箱|网址|官网|公众号|QQ|{english.CONTACT.pattern}", re.IGNORECASE
)

FACT = re.compile(
    rf"[不无没勿限禁二两三四五六七八九十百千万薪险]|双休|{english.FACT.pattern}", re.IGNORECASE
)
_THING = re.compile(
    r"(?:教学|课程?|乐园|教育|启蒙|理念|氛围|陪伴|环境|设施|设备|活动|体验|阅读|游戏|运动|[餐点]|厨房|实验"
    r"|空间|服务|系统|接力|比赛|表演|演出|音乐|美术|舞蹈|手工|绘本|校车|接送|监护|照料|监控|科学|探索|训练"
    r"|编程|机器人|故事|项目|项目制|团队|师资|老师|教练|[馆室场园区角会节师班营展秀池屋田坊林具材书画操琴棋球课堂墙])$"
)
_CALL = re.compile(
    r"^(?:欢迎|快来|来吧|请|快|一起|别|让|赶紧|赶快|扫码|点击|关注|期待|祝|大家|你|您|自[带备]|记得|务必|切勿"
    r"|带(?![班薪教动领头])|穿(?![越搭梭插]))|禁止|谢绝|勿"
)
_LINE = re.compile(
    r"^(?:我们(?!的)|由|有|无|不|可|会|能|均|都|提供|拥有|注重|坚持|培养|开设|配备|专注|采用|支持|参加|报名|来自"
    r"|限|满|仅|凡|全年|为|从|在|把|每(?!日|周|天))|[了吧吗呢啦哦呀]$|[是均已将含能让把被完]|会(?!$)|[上开下补授]课$|全部|捐|自己|回来|不超过|以上|以下|即可|\d"
)
_ONLY_WORDS = re.compile(rf"(?=.*[{HANZI}])[\w、]+")
_LONGEST_THING = 12
_LONGEST_LISTABLE = 10


def at_start(text: str) -> str:
    return text


def inside(text: str) -> str:
    return text


def form_of(text: str) -> Form:
    if not has_hanzi(text):
        return english.form_of(text)
    if _CALL.search(text):
        return Form.CALL
    if len(text) > _LONGEST_THING or re.search(r"[^\w、]", text) or _LINE.search(text):
        return Form.LINE
    return Form.THING if _THING.search(text) else Form.LINE


def fits_a_row(text: str) -> bool:
    return len(text) <= _LONGEST_LISTABLE and bool(_ONLY_WORDS.fullmatch(text))


def whole_words(head: str, text: str) -> str:
    if not has_hanzi(head):
        return english.whole_words(head, text)
    tail = head[-40:]
    last = phrases_of(tail)[-1]
    return head[: -len(last)] if len(last) < len(tail) else head
