"""What a Chinese film is about, out of what was typed."""

from __future__ import annotations

import re

from projects.language import HANZI

_ORDER = re.compile(
    r"^(?:请|帮我|给我们?|我想|我要)*(?:做|拍|制作|生成|写|来)(?:一[个条部支段]|个|条)"
    r"(?:关于|介绍)?(.{2,}?)(?:的(?:宣传|短)?(?:视频|片|短片|宣传片))?$"
)
_FILM = re.compile(
    rf"(?<=[{HANZI}]{{2}})(?:的?(?:宣传|招生|介绍|推广)?(?:短?视频|短片|宣传片)|宣传|介绍)$"
)
_SENTENCE = re.compile(
    r"[，。！？；,;!?]|[啦了吧吗呢哦呀]$|^(?:欢迎|快来|来|请|让|我们(?!的)|你们?(?!的)|您|大家|一起|带|跟|看|听"
    r"|认识|走进|走近|告别|感恩|感谢|揭秘|探秘|记住|遇见|相约|拥抱)"
    r"|[真很太最][好棒美]|(?:启用|落成|开业|开学)了?$"
)
_QUESTION = re.compile(r"^(?:怎样|怎么|如何|为什么|为何|哪里|什么是)[^？?。！]*$")
_LONGEST_NAME = 20


def topic_of(text: str) -> str:
    order = _ORDER.match(text)
    text = order.group(1) if order else text
    return f"{text}？" if _QUESTION.search(text) else _FILM.sub("", text)


def is_sentence(topic: str) -> bool:
    return len(topic) > _LONGEST_NAME or bool(_SENTENCE.search(topic))
