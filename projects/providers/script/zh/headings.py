"""Chinese headings: where a long text is cut, so that what is drawn big makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterable

from projects.key_points.unparted import cut_back
from projects.language import HANZI, has_hanzi
from projects.media.typesetting.phrases import phrases_of

from ..wording import width

WIDEST_POINT, WIDEST_CLAUSE, WIDEST_TOPIC = 12, 16, 24
_NARROWEST_PART = 6

_LEADING = re.compile(r"^(?:要办|要|将|正在|举办|举行|迎来|开展|的|和|与|是|在|办)+")
MOVED = re.compile(r"(?:改到|改至|改为|延期至|延期到|推迟到|推迟至|调整到|调整为)[^，。；]{2,10}$")
_ASKING = re.compile(r"(.{3,}?)，?请(?!假|客|教).+")
DATE = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号](?:（[^）]*）)?(?:[至到—\-](?:\d{1,2}月)?\d{1,2}[日号])?[起前]?"
    r"(?:[上下]午|早上|晚上)?(?:\d{1,2}[点:：]\d{0,2}分?)?"
)
_NARROWEST_HEADING = 3
_DANGLING = re.compile(
    r"(?:请?(?:提前|及时|按时|准时|务必)|[的地得和与及在从由为把被对向让以是、：:，,/+&\s（(—-]|来自|以及|或者|或|(?<![迟学收得看听做遇感])到|达到了?|总共|共有?|也|都|就|还|又|并且?|而且?|但是?|超过|[高长]达|至少|最多|不少于|仅|只|约|近|每|第|请|访问|拨打|登录|致电"
    r"|[不没未无非勿别莫][能可得会要准许再]?|没有)+$"
)
_NEGATED = re.compile(r"不(?![断同仅止凡一])|没有|禁止|谢绝|[勿未无非别莫]$")
_BRACKETS = re.compile(r"[“”‘’\"《》「」『』（）()【】\[\]]")
_AND_ANOTHER = re.compile(r"以及|暨|(?<![普涉])及(?![时早格])")
_NEW_PHRASE = re.compile(r"(?<=[\s”》」』）)的届·—])|(?<=学年)|(?<=年度)")
_TWO_HANZI = re.compile(f"[{HANZI}].*[{HANZI}]")


def drawn(text: str) -> str:
    return text


def stands_alone(value: str) -> bool:
    return bool(_TWO_HANZI.search(value))


def beginning(clause: str) -> str:
    """What it was moved to, what it asks about, or its first words: no date, if that is all."""
    if moved := MOVED.search(clause):
        return moved.group()
    begun = _up_to(WIDEST_POINT, clause)
    if begun != clause and (asked := _ASKING.match(begun)):
        return asked.group(1)
    plain = DATE.sub("", clause)
    has_no_head = width(begun) < _NARROWEST_HEADING and plain != clause
    return plain if has_no_head and width(plain) <= WIDEST_POINT else begun


def _up_to(widest: int, clause: str) -> str:
    begun = _begun(clause, widest)
    if width(begun) >= _NARROWEST_PART:
        return begun
    return _begun(_BRACKETS.sub("", clause), widest) or begun


def _begun(clause: str, widest: int) -> str:
    short = "".join(_within(widest, phrases_of(clause[:60]))) or clause[:10]
    begun = clause[: cut_back(clause, len(short))]
    return _DANGLING.sub("", _in_whole_items(begun, clause)).strip()


def _in_whole_items(begun: str, clause: str) -> str:
    """Of a list that was cut, the items that are whole."""
    is_cut = "、" in begun and not clause[len(begun) :].startswith("、") and begun != clause
    whole = begun.rpartition("、")[0] if is_cut else begun
    return whole if width(whole) > 2 else ""


def part_of_topic(clause: str) -> str:
    """The first of two things that are named, else the end, where the thing stands."""
    first = _AND_ANOTHER.split(clause)[0].strip()
    if _fits(first):
        return first
    ends = (clause[cut.start() :] for cut in _NEW_PHRASE.finditer(clause))
    end = next(filter(_fits, ends), "")
    phrases = _within(WIDEST_TOPIC, reversed(phrases_of(clause[-60:])))
    end = _LEADING.sub("", end or "".join(reversed(phrases))).strip()
    return end if has_hanzi(end) and _may_begin(clause, end) else _up_to(WIDEST_CLAUSE, clause)


def _may_begin(clause: str, end: str) -> bool:
    """Whether the end of a clause says what the clause says: no number and no "not" is torn off."""
    start = len(clause) - len(end)
    return cut_back(clause, start) == start and not _NEGATED.search(clause[:start])


def _fits(part: str) -> bool:
    return _NARROWEST_PART <= width(part) <= WIDEST_TOPIC


def _within(widest: float, phrases: Iterable[str]) -> list[str]:
    short: list[str] = []
    for phrase in phrases:
        if width("".join(short) + phrase) > widest:
            break
        short.append(phrase)
    return short
