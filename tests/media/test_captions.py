"""Captions hold every word of the subtitle, short enough to read, in step with the voice."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.media.captions import Cue, cut, of_film, to_srt, to_vtt
from projects.media.typesetting.ties import tied

ZH = (
    "春季招生开放日来了！小班教学，双语课程，户外乐园，让每个孩子都能被看见。"
    "欢迎您带着宝宝来体验我们为孩子们精心准备的春天主题探索课程。"
)
EN = (
    "Come and see our garden: small classes, two languages, and a teacher who knows every child "
    "by name. Yes! Book your visit today, it's 3.5 miles away."
)


def bare(text: str) -> str:
    return re.sub(r"[，。、；,\s\x00-\x1f\x7f-\x9f]", "", text)


def cues_of(text: str, seconds: float = 15.0, language: str = "zh", **given) -> tuple[Cue, ...]:
    spoken, words = given.get("spoken", text), given.get("word_times", ())
    return cut(text, spoken=spoken, word_times=words, seconds=seconds, language=language)


def texts(cues: tuple[Cue, ...]) -> list[str]:
    return [cue.text for cue in cues]


def test_chinese_is_cut_at_sentences_and_clauses_without_the_comma_at_a_cut() -> None:
    assert texts(cues_of(ZH))[:3] == [
        "春季招生开放日来了！",
        "小班教学，双语课程，户外乐园",
        "让每个孩子都能被看见",
    ]


def test_short_clauses_stand_together_and_do_not_flicker_by() -> None:
    assert texts(cues_of("想了解什么，评论区留言。")) == ["想了解什么，评论区留言"]
    assert texts(cues_of("Hands on, minds on.", language="en")) == ["Hands on, minds on."]


def test_english_is_cut_at_clauses_and_between_words() -> None:
    found = texts(cues_of(EN, language="en"))
    assert found[0] == "Come and see our garden: small classes,"
    assert found[-1] == "it's 3.5 miles away."
    assert " ".join(found) == EN


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("A quick look at the route saves time later.", ["A quick look at the route"]),
        ("A good teacher knows when to help and when to wait.", ["A good teacher knows"]),
        ('Don\'t Miss Our "Little Scientists" Open Day.', ['Don\'t Miss Our "Little Scientists"']),
        (
            "Parking for more than 40 cars is at the north gate of the school on Garden Street.",
            ["Parking for more than 40 cars", "is at the north gate"],
        ),
        (
            'The teachers said "come and see the new garden with us" and the children ran.',
            ["The teachers said", '"come and see the new garden with us"', "and the children ran."],
        ),
    ],
)
def test_english_is_not_cut_after_a_small_word_nor_in_a_quotation(
    text: str, cues: list[str]
) -> None:
    found = texts(cues_of(text, seconds=len(text) / 14, language="en"))
    assert found[: len(cues)] == cues


@pytest.mark.parametrize(("text", "language", "most"), [(ZH, "zh", 16), (EN, "en", 42)])
def test_a_cue_is_short(text: str, language: str, most: int) -> None:
    assert max(map(len, texts(cues_of(text, language=language)))) <= most


@pytest.mark.parametrize("word", ["人工智能", "户外乐园", "小班教学", "毕业典礼", "幼儿园"])
@pytest.mark.parametrize("before", range(11, 17))
def test_a_chinese_word_is_never_cut(word: str, before: int) -> None:
    text = "我们为所有的家长和孩子准备了很多"[:before] + word + "和更多好玩的东西等着你们一起来发现"
    assert any(word in cue for cue in texts(cues_of(text)))


def test_numbers_and_latin_words_stay_whole() -> None:
    found = texts(
        cues_of("今年的GPT-4课堂增长了35.6%，共有1,200名孩子在10:30开始上我们的STEAM课程。")
    )
    for whole in ("GPT-4", "35.6%", "1,200", "10:30", "STEAM"):
        assert any(whole in cue for cue in found)


TOGETHER_ZH = """
9:00—11:30|上午9:00～11:30|9:00–11:30|9:00至11:30|9：00—11：30|8点—9点|8点半—10点|10:30
早上八点—下午四点半|3月1日—3月5日|3月1日至5日|2026年3月15日|2026年3月1日—5日|2026年3月—2026年6月
二〇二六年三月十五日|100—200元|￥100—￥200|1,280—1,580元|￥1,280/学期|3—6岁|0～3岁|K1—K3|A—C
周一—周五|星期一至星期五|小班—大班|36.5℃—37.2℃|50%—80%|1.2—1.5米|10—15人|2026—2027学年
400 820 8820|138 0013 8000|+86 21 6234 5678|010-62345678|3.5 km|100 ㎡|25 ℃|12,000平方米
《小王子的星球》|a.wang@abc.edu.cn|abc.edu.cn
"""
TOGETHER_EN = """
9:00—11:30|9:00 a.m.–11:30 a.m.|9 a.m. to 11 a.m.|Monday—Friday|Monday – Friday|March 3–5
3 March – 5 March|March 15, 2026|15 March 2026|100–200 yuan|$100–$200|$1,280|K1—K3|ages 3–6
Mr. Smith|Mrs. Brown|St. Mary|J. K. Rowling|U.S. Army|No. 5|3.5 km|20 °C|5 kg|RMB 500
+86 21 6234 5678|(021) 6234 5678|a@b.edu.cn|1,000,000
"""


@pytest.mark.parametrize(
    ("language", "together", "befores", "after", "pace"),
    [
        ("zh", TOGETHER_ZH, ("", "我们幼儿园的", "我们幼儿园的小朋友们"), "，欢迎来园参观！", 4.5),
        ("zh", TOGETHER_ZH, ("欢迎", "我们幼儿园的小朋友和老师们"), "的活动欢迎你们来参加", 4.5),
        ("en", TOGETHER_EN, ("", "We are all here in the "), " and all are welcome to join us", 14),
        ("en", TOGETHER_EN, ("Our school on Garden Street has ", "Come "), ", so be early.", 14),
    ],
)
def test_what_belongs_together_stays_in_one_caption(
    language: str, together: str, befores: tuple[str, ...], after: str, pace: float
) -> None:
    torn = []
    for text, whole in (
        (f"{before}{whole}{after}", whole)
        for whole in re.split(r"[|\n]", together.strip())
        for before in befores
    ):
        found = texts(cues_of(text, len(text) / pace, language))
        torn += [] if any(whole in cue for cue in found) else [found]
    assert torn == []


@pytest.mark.parametrize(
    ("text", "language", "cues"),
    [
        (
            "2026年3月15日（周日）上午9:00—11:30，欢迎来园参观！",
            "zh",
            ["2026年3月15日（周日）上午9:00—11:30", "欢迎来园参观！"],
        ),
        (
            "孩子们笑了——这就是我们想要的幼儿园生活",
            "zh",
            ["孩子们笑了——", "这就是我们想要的幼儿园生活"],
        ),
        (
            "在美丽的“阳光幼儿园春季招生开放日”等你来",
            "zh",
            ["在美丽的", "“阳光幼儿园春季招生开放日”等你来"],
        ),
        (
            "The children—all of them—ran to the garden as soon as it was open.",
            "en",
            ["The children—all of them—", "ran to the garden as soon as it was open."],
        ),
        (
            "Come with us at 9 a.m. Bring a raincoat and a friend, please.",
            "en",
            ["Come with us at 9 a.m.", "Bring a raincoat and a friend, please."],
        ),
    ],
)
def test_a_dash_and_a_quotation_part_where_a_reader_breathes(
    text: str, language: str, cues: list[str]
) -> None:
    assert texts(cues_of(text, len(text) / (4.5 if language == "zh" else 14), language)) == cues


@pytest.mark.parametrize("text", ["1", "一", "一点", "周一", "1—", "1,", "A. ", "￥", "12月", "“"])
def test_thousands_of_figures_in_a_row_are_cut_at_once(text: str) -> None:
    """A rule that tries every way to part them would take until the test run is stopped."""
    assert tied(text * 4000) is not None


def test_questions_and_exclamations_keep_their_mark_and_quotes_their_pair() -> None:
    found = texts(cues_of("您知道吗？他说：“好！”然后我们一起出发了……", seconds=8))
    assert found[0] == "您知道吗？"
    assert any("“好！”" in cue for cue in found)
    assert found[-1].endswith("……")


def test_a_caption_never_starts_with_a_comma() -> None:
    for text in (ZH, ZH.replace("，", "，，"), ZH.replace("。", "”，")):
        assert not [cue for cue in texts(cues_of(text)) if cue[0] in "，。、；：！？”"]


def test_tiny_clauses_are_joined_until_they_can_be_read() -> None:
    cues = cues_of("来吧，快，跑，跳，我们一起出发吧！", seconds=4.0)
    assert min(cue.end - cue.start for cue in cues) >= 0.75
    assert len(cues) < 5


def test_a_cue_begins_with_the_sound_of_its_first_word() -> None:
    words = [(0, 0.12), (11, 2.2), (15, 3.7), (20, 5.05), (25, 6.4), (36, 9.1)]
    cues = cues_of(ZH, word_times=words)
    starts = {cue.text: cue.start for cue in cues}
    assert cues[0].start == 0.12
    assert starts["小班教学，双语课程，户外乐园"] == pytest.approx(2.2, abs=0.25)
    assert starts["让每个孩子都能被看见"] == pytest.approx(6.4, abs=0.15)


def test_words_exactly_at_cuts_are_exact() -> None:
    text = "小班教学。双语课程。户外乐园。"
    words = [(0, 0.1), (5, 1.73), (10, 3.41)]
    starts = [cue.start for cue in cues_of(text, seconds=6, word_times=words)]
    assert starts == pytest.approx([0.1, 1.73, 3.41])


def test_a_subtitle_in_other_words_than_the_voice_is_mapped_in_proportion() -> None:
    spoken = "增长了百分之三十五点六。我们非常高兴能够和大家分享。"
    subtitle = "增长35.6%。我们高兴与大家分享。"
    cues = cues_of(subtitle, seconds=6, spoken=spoken, word_times=[(0, 0.1), (12, 2.6)])
    assert texts(cues) == ["增长35.6%", "我们高兴与大家分享"]
    assert 1.0 < cues[1].start < 3.6


def test_an_address_is_shown_short_and_takes_no_longer_than_it_is_spoken() -> None:
    """The voice says "屏幕上的网址", which has no words within the address."""
    long = "https://www.example-kindergarten.edu.cn/admissions/2026/register?source=a&b=c#form"
    spoken = f"欢迎来参观。报名请访问{long}，我们等你。"
    times = [(0, 0.0), (6, 1.7), (11, 2.9), (spoken.index("，我") + 1, 4.5)]
    cues = cues_of(spoken, seconds=6, word_times=times)
    assert texts(cues) == ["欢迎来参观", "报名请访问example-kindergarten.edu.cn", "我们等你"]
    assert [cue.start for cue in cues] == pytest.approx([0.0, 1.7, 4.5], abs=0.05)
    assert texts(cues_of(f"报名{long}", spoken=f"报名{long}"))[-1].endswith("kindergarten.edu.cn")


def test_a_pause_belongs_to_the_cue_before_it_and_the_last_lasts_to_the_end() -> None:
    cues = cues_of(ZH, word_times=[(0, 0.1), (11, 4.0)])
    assert all(left.end == right.start for left, right in pairwise(cues))
    assert cues[-1].end == 15.0


@pytest.mark.parametrize("text", ["", "  \n ", "，。", "\x00"])
def test_nothing_to_read_is_no_cue(text: str) -> None:
    assert cues_of(text) == ()


ANY = st.text(
    st.sampled_from(
        "春季招生开放日来了户外乐园的和人工智能，。！？、：；“”（）…—abcXY 09.,:'-%\n😀é<>&{"
    ),
    max_size=120,
) | st.text(max_size=80)
TIMES = st.lists(st.tuples(st.integers(-5, 200), st.floats(-1, 70)), max_size=30)


@given(text=ANY, spoken=ANY, words=TIMES, seconds=st.floats(0.5, 60), zh=st.booleans())
def test_nothing_is_lost_and_nothing_overlaps(
    text: str, spoken: str, words: list[tuple[int, float]], seconds: float, zh: bool
) -> None:
    cues = cut(
        text, spoken=spoken, word_times=words, seconds=seconds, language="zh" if zh else "en"
    )
    assert bare("".join(texts(cues))) == bare(text)
    assert all(cue.text == cue.text.strip() and cue.text for cue in cues)
    assert all(0 <= cue.start < cue.end <= seconds for cue in cues)
    assert all(left.end <= right.start for left, right in pairwise(cues))


PHRASES = st.sampled_from(["我们的孩子", "春季开放日", "在户外乐园", "快乐学习", "一起成长"])


@given(parts=st.lists(PHRASES, min_size=1))
def test_cues_of_plain_chinese_are_never_too_wide(parts: list[str]) -> None:
    cues = cues_of("".join(parts), seconds=len(parts) * 1.2)
    assert max(len(cue.text) for cue in cues) <= 16


def test_the_cues_of_a_film_follow_the_clips() -> None:
    scenes = [
        (2.0, [Cue(0.1, 2.0, "一")]),
        (3.5, []),
        (1.0, [Cue(0.2, 0.5, "二"), Cue(0.5, 1, "三")]),
    ]
    assert of_film(scenes) == (Cue(0.1, 2.0, "一"), Cue(5.7, 6.0, "二"), Cue(6.0, 6.5, "三"))


def test_srt_is_what_players_read() -> None:
    cues = (Cue(0.1, 1.9996, "小班教学"), Cue(3661.5, 3662.0, "Yes!"))
    assert to_srt(cues) == (
        "1\n00:00:00,100 --> 00:00:02,000\n小班教学\n\n2\n01:01:01,500 --> 01:01:02,000\nYes!\n\n"
    )


def test_vtt_is_what_browsers_read_and_escapes_what_they_would_obey() -> None:
    written = to_vtt((Cue(0.1, 2.0, "1 < 2 & <b>3</b> --> 4"),))
    head, timing, text = written.split("\n", 3)[0], *written.split("\n")[2:4]
    assert head == "WEBVTT"
    assert timing == "00:00:00.100 --> 00:00:02.000"
    assert text == "1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt; --&gt; 4"
