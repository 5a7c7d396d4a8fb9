"""Lists that were typed in one line, as the points that they are. A sentence stays whole."""

from __future__ import annotations

import re

from projects.language import HANZI, has_hanzi, is_spoken
from videostudio.patterns import late

from .enumerators import unmarked
from .labels import is_known, of_label, says_nothing
from .nouns import THING
from .numerals import HANZI_DIGITS, ORDINALS, letter, value_of
from .unparted import addresses_in, may_part

_ARRAY = late(r"\[\s*\".*\"\s*\]")
_ENDS = " ，,；;。.、"
_LEAD = late(r"([^：:。！？]{1,20})[：:]\s*(.+)")
_NUMBERS = (
    (late(r"[①-⑳❶-❿⓫-⓴⓵-⓾➀-➓⑴-⒇⒈-⒛㈠-㈩㊀-㊉]"), value_of),
    (late(r"(?<!\d)\d\ufe0f?\u20e3"), value_of),
    (late(r"[(（]\d{1,2}[)）]"), value_of),
    (late(r"(?<!\d)(\d{1,2})[)）]"), lambda mark: value_of(mark[:-1])),
    (late(r"(?<![\d.])(\d{1,2})[.．、](?!\d)"), lambda mark: value_of(mark[:-1])),
    (late(rf"[(（][{HANZI_DIGITS}]{{1,2}}[)）]"), value_of),
    (
        late(rf"(?<![{HANZI_DIGITS}第、])[{HANZI_DIGITS}][、.．](?![{HANZI_DIGITS}])"),
        lambda mark: value_of(mark[0]),
    ),
    (
        late(rf"(?:第[{HANZI_DIGITS}](?:[点条步项])?|其[{HANZI_DIGITS}])[，,、：:]"),
        lambda mark: value_of(mark[1]),
    ),
    (late(rf"(?:^|(?<=[，,；。\s：]))[{HANZI_DIGITS}]是"), lambda mark: value_of(mark[0])),
    (late(r"(?:^|(?<=[\s;,；，]))[(（]?[a-hA-H][)）]"), letter),
    (late(r"(?:^|(?<=\s))[a-hA-H][.．]\s"), lambda mark: letter(mark[0])),
    (late(r"(?:^|(?<=[，,；。：\s]))(?:首先|其次|再次|然后|最后)[，,：:]?"), None),
    (late(rf"(?:^|(?<=[,;.:]\s))(?:(?:{ORDINALS})(?:ly)?|finally)[,:]", re.IGNORECASE), None),
)  # fmt: skip
_SIGN = late(
    "[•●○■□◆◇▪◦►▶★☆✦✓✔√☑❖❤※\U0001f300-\U0001faff\u2705\u2600-\u26ff\u2728\u27a1\u25b6-\u25ff]"
)

_GOVERNS = late(
    r"^(?:欢迎|提供|开设|设有|设立|拥有|具有|有|包括|包含|配备|配有|请|让|带|培养|学习|支持|在|从|对|为|和|与|可|能|会|要|把|被|给|使"
    r"|参观|观摩|品尝|携带|准备|观看|我们?|你|您|他|她|它|每|周|星期|凡|如|由|是|不|以|通过|涵盖|融合|结合|关注|注重|感受|体验(?!课))"
)
_TELLS = late(
    r"(?<=.)(?:全部|均|都|皆|一起|共同|带班|带领|授课|执教|陪同|应有尽有|一应俱全|任选|可选|开放"
    r"|免费$|参加|[一两二三四五六七八九十几多各][个门种大项类所家位名条]|等|[是有为]|就|才|也|不)|[了吧吗呢啦哦呀的]$"
)
_WHEN = late(r"^(?:[上下]午|早上|晚上|\d|[一二三四五六七八九十]+月|春|夏|秋|冬)")
_NAME = late(rf"(?=.*[{HANZI}])[\w—·+#-]+")
_AND = late(r"(?<=.{3})(?:以及|和|及|与)(?=.{3})")
_ENGLISH_SAYS = late(
    r"\d|\b(?:is|are|was|were|be|been|am|we|you|they|it|he|she|i|can|will|has|have|had|do|does|must|should|may"
    r"|not?|never|every|each|at|on|to|for|by|from|until|come|join|bring|visit|call|try|see|meet|let'?s|please"
    r"|wear|pack|take|send|return|collect|prepare|remember|learn|discover|enjoy|who|what|when|where|why|how|both|all|both|including|such|like"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
_ENGLISH_ITEM = late(r"[A-Za-z][A-Za-z'’&-]*(?: [A-Za-z][A-Za-z'’&-]*){1,3}")


def parted(text: str) -> list[str]:
    """The points of a line: several for a list, else the line itself."""
    lead, items = _with_lead(text)
    if len(items) < 2:
        return [text]
    if lead and is_known(lead):
        return [of_label(lead, [unmarked(item).strip(_ENDS) for item in items])]
    return [*([lead] if lead and not says_nothing(lead) else []), *items]


def _with_lead(text: str) -> tuple[str, list[str]]:
    """What leads to a list, such as "Our highlights:", and its items. No items: it is no list."""
    if items := _numbered(text):
        is_led_to = items[0].endswith(("：", ":"))
        return (items[0], items[1:]) if is_led_to else ("", items)
    lead, body = _lead(text)
    if items := _signed(body):
        return lead, items
    return (lead, _separated(body)) if says_nothing(lead) else ("", _separated(text))


def at_semicolons(text: str) -> list[str]:
    """Its pieces between semicolons; of one that is numbered throughout, itself."""
    if len(_numbered(text)) > 1:
        return [text]
    marks = [mark for mark in re.finditer("[;；]", text) if may_part(text, mark.start())]
    return _pieces(text, [mark.span() for mark in marks])


def _lead(text: str) -> tuple[str, str]:
    found = _LEAD.fullmatch(text)
    is_one = found and may_part(text, found.end(1)) and not text[: found.end(1)][-1:].isdigit()
    return (found[1].strip(), found[2]) if found and is_one else ("", text)


def _numbered(text: str) -> list[str]:
    """The parts before and after ①, ②, ③ and the like, if they count from one."""
    for pattern, value in _NUMBERS:
        marks = [mark for mark in pattern.finditer(text) if _is_free(text, mark.start())]
        values = [value(mark.group()) if value else place for place, mark in enumerate(marks, 1)]
        counted = _from_one(values)
        if len(counted) > 1:
            starts = [marks[index].start() for index in counted]
            return _pieces(text, [(start, start) for start in starts])
    return []


def _from_one(values: list[int]) -> list[int]:
    """The places of 1, 2, 3 in their order."""
    places: list[int] = []
    for place, value in enumerate(values):
        if value == len(places) + 1:
            places.append(place)
    return places


def _is_free(text: str, at: int) -> bool:
    return not any(start <= at < end for start, end in addresses_in(text))


def _signed(text: str) -> list[str]:
    """The parts after a sign that stands before each: •小班教学 •双语课程."""
    marks = [*_SIGN.finditer(text)]
    if len(marks) < 2 or marks[0].start() > 0:
        return []
    marks = [mark for mark in marks if mark.group() == marks[0].group()] if _same(marks) else marks
    return _pieces(text, [mark.span() for mark in marks])


def _same(marks: list[re.Match[str]]) -> bool:
    return marks[0].group() == marks[1].group()


def _separated(text: str) -> list[str]:
    """The items between one kind of mark, if all of them could be points."""
    text = text[1:-1] if _ARRAY.fullmatch(text) else text
    for mark, is_list in _SEPARATORS:
        spans = [found.span() for found in mark.finditer(text) if may_part(text, found.start())]
        items = _with_the_last_parted(_unquoted(_pieces(text, spans)))
        if len(items) > 1 and is_list(items):
            return items
    return _in_sentences(text) or _in_english_sentences(text) or _in_english(text)


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    parts = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [part for part in parts if is_spoken(part)]


def _unquoted(items: list[str]) -> list[str]:
    are_quoted = all(re.fullmatch(r"[“\"][^“”\"]+[”\"]", item) for item in items)
    return [item[1:-1] for item in items] if are_quoted else items


def _are_names(items: list[str]) -> bool:
    """小班教学, 双语课程, 户外乐园: alike, and none is a part of a sentence."""
    if len(items) < 3 or not all(_NAME.fullmatch(item) for item in items):
        return False
    if not all(3 <= len(item) <= 10 or THING.search(item) for item in items):
        return False
    if _GOVERNS.search(items[0]) or any(_TELLS.search(item) for item in items):
        return False
    longest = max(map(len, items[:-1])) + (3 if THING.search(items[-1]) else 1)
    return len(items[-1]) <= longest and not any(_WHEN.search(item) for item in items[1:])


def _with_the_last_parted(items: list[str]) -> list[str]:
    """户外乐园和营养午餐, at the end of a list, as two."""
    if len(items) < 2:
        return items
    last = _AND.split(items[-1], maxsplit=1)
    return [*items[:-1], *(last if _are_names([*items[:-1], *last, items[0]]) else items[-1:])]


def _are_things(items: list[str]) -> bool:
    things = [item for item in items if THING.search(item)]
    return _are_names(items) and len(things) >= len(items) - 1


def _are_words(items: list[str]) -> bool:
    return all(re.match(r"[^\W\d_].", item) and not re.search(r"\d", item) for item in items)


def _are_many_words(items: list[str]) -> bool:
    return len(items) > 2 and _are_words(items)


_SEPARATORS = (
    (late(r"\s*[|丨]\s*"), _are_words),
    (late(r"、"), _are_names),
    (late(r"\s*[/／]\s*"), _are_names),
    (late(r"\s*[·•・+＋&]\s*|\s+[-–—]\s+|——"), _are_names),
    (late(r"\s+"), _are_names),
    (late(r"\s*[，,]\s*"), _are_things),
    (late(r"\s+(?:[/•·]|[-–—])\s+"), _are_many_words),
)  # fmt: skip


def _in_sentences(text: str) -> list[str]:
    """小班教学。双语课程。户外乐园。"""
    items = _pieces(text, [found.span() for found in re.finditer(r"[。！!]\s*", text)])
    plain = all(_NAME.fullmatch(item) and 2 <= len(item) <= 10 for item in items)
    if not plain or any(_TELLS.search(item) or re.search("[我你您他她]", item) for item in items):
        return []
    return items if len(items) > 2 or all(map(THING.search, items)) else []


def _in_english_sentences(text: str) -> list[str]:
    items = _pieces(text, [found.span() for found in re.finditer(r"[.!](?:\s+|$)", text)])
    is_list = len(items) > 2 and all(map(_ENGLISH_ITEM.fullmatch, items))
    return items if is_list and not any(map(_ENGLISH_SAYS.search, items)) else []


def _in_english(text: str) -> list[str]:
    """small classes, outdoor play, and healthy lunch"""
    if has_hanzi(text):
        return []
    items = re.split(r"\s*,\s*(?:and |or |& )?", text.rstrip(" ."))
    if len(items) == 2 or (items and " and " in items[-1] and len(items) > 1):
        items = [*items[:-1], *re.split(r" and | & ", items[-1], maxsplit=1)]
    is_list = len(items) > 2 and all(map(_ENGLISH_ITEM.fullmatch, items))
    return items if is_list and not any(map(_ENGLISH_SAYS.search, items)) else []
