"""What holds for every caption of the scripts of all briefs, and of sentences full of figures."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from projects.addresses import with_short_addresses
from projects.media.captions import Cue, cut
from projects.media.captions.cutting import LATIN, WIDEST, width_of
from projects.media.captions.timing import is_wide
from projects.media.typesetting.linebreak import INSIDE_WORD, NEVER_FIRST, NEVER_LAST, breaks
from tests.media.narrations import spoken
from tests.providers.script.typed_briefs import TYPED, script, wish
from tests.support.counts import few

FACTS = {
    "zh": """
9:00—11:30|上午9:00-11:30|3月1日至5日|2026年3月15日（周日）|0571-8888 8888|138 0013 8000
400-820-8820|3—6岁|￥1,280/学期|文三路128号|阳光路 8 号 2 幢 301 室|36.5℃|100—200元|K1—K3
12,000平方米|周一至周五|早上8点半到下午4点|《小王子的星球》|每周二、四|微信号sunny_kids2026|QQ群：12345678
3楼302教室|www.sunny-kids.cn
""",
    "en": """
9:00—11:30|9:00 a.m.–11:30 a.m.|March 3–5|March 15, 2026|Monday, 9 March|+86 21 6234 5678|3.5 km
(021) 6234 5678|ages 2½ to 6|$1,280|12 Garden Street|No. 5, Sunny Road|Room 301|20 °C|Mr. Smith
RMB 500 a term|Monday to Friday|½ hour|Class K2|office@sunny-kids.com|www.sunny-kids.com
""",
}
CLAUSES = {
    "zh": """
欢迎来园参观|请家长提前到达|我们在门口等你|报名请打|地址在|孩子们一起动手|现场还有惊喜|老师会带着大家
别忘了带水壶|活动时间是|我们准备了户外乐园和美术教室
""",
    "en": """
Come and see us|please call|the open day is on|our teachers know every child by name|write to us
bring a raincoat and a friend|children plant, water and harvest|places are limited, so be early
there is a surprise for the whole family
""",
}


def one_of(lists: dict[str, str], language: str, chance: random.Random) -> str:
    return chance.choice(all_of(lists, language))


def all_of(lists: dict[str, str], language: str) -> list[str]:
    return re.split(r"[|\n]", lists[language].strip())


@cache
def narrations() -> tuple[tuple[str, str], ...]:
    """A language, and a narration in it: of some of the briefs, and some that nobody has written.
    At full counts these are half of all briefs, and 150."""
    names = few(([*TYPED][::6], [*TYPED][::2]))[-1]
    scenes = ((wish(name).language, scene) for name in names for scene in script(name, 1).scenes)
    written = tuple((language, scene.narration) for language, scene in scenes)
    chance = random.Random(7)
    return (*written, *(made_up(("zh", "en")[at % 2], chance) for at in range(few((50, 150))[-1])))


def made_up(language: str, chance: random.Random) -> tuple[str, str]:
    comma, stop, space = ("，", "。", "") if language == "zh" else (", ", ".", " ")
    clauses = [
        one_of(CLAUSES, language, chance) + space + one_of(FACTS, language, chance)
        for _ in range(chance.randint(1, 3))
    ]
    return language, comma.join(clauses).removesuffix(".") + stop


@cache
def cued(speed: float = 1.0) -> tuple[tuple[str, str, tuple[Cue, ...]], ...]:
    """The language of each narration, its words as they are shown, and its cues if a voice speaks
    at this speed."""
    found = []
    for language, text in narrations():
        times, seconds = spoken(text, language, speed)
        cues = cut(text, spoken=text, word_times=times, seconds=seconds, language=language)
        found.append((language, with_short_addresses(text), cues))
    return tuple(found)


def all_cues(speed: float = 1.0) -> Iterator[Cue]:
    return (cue for _, _, cues in cued(speed) for cue in cues)


def to_read(text: str, hanzi: float, letters: float) -> float:
    wide = sum(map(is_wide, text))
    return wide / hanzi + (len(text) - wide) / letters


@pytest.mark.parametrize(("speed", "hanzi", "letters"), [(1.0, 9, 20), (1.25, 9, 24)])
def test_a_caption_stays_long_enough_to_be_read(speed: float, hanzi: int, letters: int) -> None:
    """9 Chinese characters or 20 letters a second. Only a voice that somebody made faster than it
    is may ask for more."""
    lasting = [(cue.end - cue.start, cue.text) for cue in all_cues(speed)]
    assert len(lasting) > 200
    assert min(lasting)[0] > 0.6
    late = [cue for cue in lasting if cue[0] < to_read(cue[1], hanzi, letters) - 0.001]
    assert late == []


def test_a_caption_has_at_most_16_chinese_characters_or_42_letters() -> None:
    assert LATIN * 42 == WIDEST == 16
    assert [cue.text for cue in all_cues() if width_of(cue.text) > WIDEST + 0.01] == []


def test_captions_follow_each_other_without_a_gap_and_say_every_word_in_order() -> None:
    for _, text, cues in cued():
        assert all(one.end == other.start for one, other in pairwise(cues))
        rest = text
        for cue in cues:
            left, _, rest = rest.partition(cue.text)
            assert not any(map(str.isalnum, left)), (cue.text, text)
        assert not any(map(str.isalnum, rest)), text


def test_no_word_is_torn_and_no_mark_begins_a_caption() -> None:
    for _, text, cues in cued():
        places, at = breaks(text), 0
        for cue in cues:
            at = text.index(cue.text, at)
            assert at == 0 or places[at] < INSIDE_WORD, (cue.text, text)
            assert cue.text[0] not in NEVER_FIRST and cue.text[-1] not in NEVER_LAST
            at += len(cue.text)


def test_a_date_a_range_a_number_and_an_address_stay_in_one_caption() -> None:
    for language, text, cues in cued():
        for fact in map(with_short_addresses, all_of(FACTS, language)):
            assert sum(cue.text.count(fact) for cue in cues) >= text.count(fact), (fact, text)


def test_the_words_of_a_caption_are_its_text_and_begin_when_they_are_spoken() -> None:
    for (language, narration), (_, text, cues) in zip(narrations(), cued(), strict=True):
        times, at = dict(spoken(narration, language)[0]), 0
        for cue in cues:
            assert "".join(word.text for word in cue.words) == cue.text
            assert all(one.start < one.end <= two.start for one, two in pairwise(cue.words))
            assert cue.start - 0.4 < cue.words[0].start and cue.words[-1].start < cue.end
            at = text.index(cue.text, at)
            for word in cue.words if text == narration else ():
                assert word.start == pytest.approx(times.get(at, word.start), abs=0.01), word
                at += len(word.text)


def test_words_that_the_caption_writes_otherwise_keep_the_times_of_the_others() -> None:
    """Somebody has written the caption anew, and the voice says "四月十二日"."""
    said = "欢迎来参观。四月十二日上午九点，我们在门口等你。别忘了带水壶。"
    shown = "欢迎来参观。4月12日9:00，我们在门口等大家。别忘了带水壶。"
    times, seconds = spoken(said, "zh")
    cues = cut(shown, spoken=said, word_times=times, seconds=seconds, language="zh")
    starts = {word.text: word.start for cue in cues for word in cue.words}
    for written, as_said in (("4月12日", "四月"), ("别忘", "别忘"), ("我们", "我们")):
        begins = next(start for word, start in starts.items() if word.startswith(written))
        assert begins == pytest.approx(dict(times)[said.index(as_said)], abs=0.02), written
