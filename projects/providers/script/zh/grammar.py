"""Chinese sentences: their marks, and the forms of key points."""

from __future__ import annotations

import re

from projects.key_points.nouns import THING
from projects.language import has_hanzi
from projects.media.typesetting.phrases import phrases_of

from ..en import grammar as english
from ..languages import Form

COMMA, STRONG_COMMA, PAUSE, SPACE = "、", "；", "，", ""
FULL_STOP, TO = "。", "到"
TITLE_LENGTH = 8, 24
LONGEST_AUDIENCE, LONGEST_PAIR = 14, 48
OBVIOUS_AUDIENCES = ("家长", "家长们", "父母")

# People type English words into a Chinese brief, so the English ones count as well.
WELCOME = re.compile(rf"^(?:欢迎|快来|来吧|一起|期待)|{english.WELCOME.pattern}", re.IGNORECASE)
NEEDLESS_LABEL = re.compile(
    rf"时间|日期|地点|主题|内容|活动|特色|亮点|优势|对象|(?:各位|亲爱的|尊敬的).*|{english.NEEDLESS_LABEL.pattern}",
    re.IGNORECASE,
)

DENIED = re.compile(
    rf"(?:^|[，。；])不(?![同仅止断凡一])|不(?:再|另)?(?:提供|含|包括|包含|设|开设|安排|接受|收|允许|得|可|能|准)|没有|暂无|禁止|谢绝|严禁|请勿|暂停|取消|停止|停运|停课|停办|{english.DENIED.pattern}",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^(?:欢迎|快来|来吧|请|快|别|让|赶紧|赶快|扫码|点击|关注|期待|祝|大家|你|您|自[带备]|记得|务必|切勿"
    r"|带(?![班薪教动领头])|穿(?![越搭梭插]))|禁止|谢绝|勿"
)
_LINE = re.compile(
    r"^(?:我们(?!的)|由|有|无|不|可|会|能|均|都|提供|拥有|注重|坚持|培养|开设|配备|专注|采用|支持|参加|报名|来自"
    r"|限|满|仅|凡|全年|为|从|在|把|每(?!日|周|天))|[了吧吗呢啦哦呀]$|[是均已将含能让把被完]|会(?!$)|[上开下补授]课$|全部|捐|自己|回来|不超过|以上|以下|即可|\d"
)
_IS_DONE = re.compile(r"^(?:听|看|参观|观摩|品尝|试|学(?!校|前)|玩|做|全程|每)|乘坐|讲(?!座)|给|送")
"""Words of what somebody does: the noun at the end makes no thing of "听老师讲故事"."""

_DOES = re.compile(
    r"^(?:[大中小托]班|全[园体]|每个)?(?:孩子们?|小朋友们?|宝宝们?|幼儿|家长们?|爸爸|妈妈|爷爷|奶奶|老师们?|园长|厨师|师生|大家)"
    r"(?:自己|一起|亲手|共同|轮流|动手|都|也|在|陪|进|走进|参与|参加|爱上|喜欢|学会|学习|学[做着唱]|认识|排练|分享|上台"
    r"|带来|教|讲|做|种(?!植)|画(?!展)|看|玩|唱|跳|包|摘|养|搭)(?!课程?$)."
)
_AS_OFTEN = re.compile(
    r"(?:每|一)(?:周|天|日|月|晚|年|学[期年])[\d一二两三四五六七八九十]+[节次回]$"
    r"|(?<![一两二三四\d]餐)[\d一二两三四五六七八九十]+点$"
)
"""How often, or when, after what it is about: "双语课程每周六节". "六节" is no thing."""

_LONGEST_THING = 12


def at_start(text: str) -> str:
    return text


def inside(text: str) -> str:
    return text


def form_of(text: str) -> Form:
    if not has_hanzi(text):
        return english.form_of(text)
    if _CALL.search(text):
        return Form.CALL
    if any(clause.search(text) for clause in (_IS_DONE, _DOES, _AS_OFTEN)):
        return Form.LINE
    if len(text) > _LONGEST_THING or re.search(r"[^\w、]", text) or _LINE.search(text):
        return Form.LINE
    return Form.THING if THING.search(text) else Form.LINE


def whole_words(head: str, text: str) -> str:
    if not has_hanzi(head):
        return english.whole_words(head, text)
    tail = head[-40:]
    last = phrases_of(tail)[-1]
    return head[: -len(last)] if len(last) < len(tail) else head
