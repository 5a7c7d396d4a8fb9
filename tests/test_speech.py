from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from projects.providers.base import ProviderError, Speech
from projects.providers.speech.en.reading import in_english
from projects.providers.speech.espeak import RATE, WORKER, EspeakSpeaker
from projects.providers.speech.sentences import pieces
from projects.providers.speech.voices import VOICES
from projects.providers.speech.zh.reading import in_chinese

Say = Callable[..., Speech]
NARRATION = "欢迎来到阳光幼儿园，小朋友们。We are so happy to see you here today! 快来吧！"


class UnwantedError(Exception):
    pass


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "scene.wav"


@pytest.fixture
def say(out: Path) -> Say:
    def speak(text: str, language: str = "zh", voice: str = "gentle_female") -> Speech:
        speaker = EspeakSpeaker()
        return speaker.speak(text, voice_style=voice, language=language, out=out, beat=lambda: None)

    return speak


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(float)


def pitch(path: Path) -> float:
    """Median of the fundamental, in Hz, by autocorrelation of the loud parts."""
    sound, found = samples(path), []
    for start in range(0, len(sound) - 2048, 1024):
        frame = sound[start : start + 2048]
        if np.sqrt((frame**2).mean()) > 800:
            power = np.abs(np.fft.rfft(frame * np.hanning(2048), 4096)) ** 2
            lag = RATE // 400 + np.fft.irfft(power)[RATE // 400 : RATE // 65].argmax()
            found.append(RATE / lag)
    return float(np.median(found))


def pauses(path: Path) -> list[float]:
    """Seconds of each stretch of more than a tenth of a second below -27 dB."""
    loud = np.flatnonzero(np.abs(samples(path)) > 1500)
    gaps = np.diff(loud) / RATE
    return [float(gap) for gap in gaps if gap > 0.1]


_ASK_PHONEMES = """
import ctypes, json, sys, espeakng_loader
texts, voice = json.load(sys.stdin)
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
espeak.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8000)
espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
espeak.espeak_SetVoiceByName(voice.encode())
for text in texts:
    held, clauses = ctypes.create_string_buffer(text.encode()), []
    at = ctypes.c_void_p(ctypes.addressof(held))
    while at.value:
        clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(at), 1, 0).decode())
    print(" ".join(clauses))
"""


def phonemes(texts: list[str], voice: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _ASK_PHONEMES],
        input=json.dumps([texts, voice]),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def heard_in_chinese(text: str) -> str:
    return re.sub(r"\s+", " ", in_chinese(text).text)


def heard_in_english(text: str) -> str:
    return re.sub(r"\s+", " ", in_english(text).text)


def test_a_narration_is_a_sound_file_as_long_as_it_says(say: Say, out: Path) -> None:
    speech = say(NARRATION)
    assert len(samples(out)) == round(speech.seconds * RATE)
    assert 5 < speech.seconds < 12
    assert list(out.parent.iterdir()) == [out]


def test_an_english_sentence_in_a_chinese_text_is_spoken_in_english(say: Say) -> None:
    whole = [(piece.language, piece.text.strip()) for piece in pieces(NARRATION, "zh")]
    assert [language for language, _ in whole] == ["zh", "en", "zh"]
    alone = say(whole[1][1], "en").seconds
    longer = say(NARRATION).seconds - say(whole[0][1] + whole[2][1]).seconds
    assert longer == pytest.approx(alone + 0.32, abs=0.2)


def test_chinese_words_in_an_english_text_are_spoken_in_chinese(say: Say) -> None:
    text = "Our school, 阳光幼儿园, opens its doors."
    assert [piece.language for piece in pieces(text, "en")] == ["en", "zh", "en"]
    named_one_by_one = 5 * 0.6  # "Chinese letter" for each hanzi
    only_english = say("Our school, opens its doors.", "en").seconds
    assert say(text, "en").seconds - only_english < named_one_by_one


def test_a_short_english_name_stays_in_its_chinese_sentence() -> None:
    assert [piece.language for piece in pieces("我们的 Summer Camp 用iPad学习。", "en")] == ["zh"]


def test_a_number_alone_is_read_in_the_language_of_the_narration() -> None:
    assert [piece.language for piece in pieces("138-0000-0000", "zh")] == ["zh"]
    assert [piece.language for piece in pieces("138-0000-0000", "en")] == ["en"]


def test_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    text = "Dr. Smith comes at 9 a.m. on Monday. It costs 3.5 dollars."
    assert [piece.text.strip() for piece in pieces(text, "en")] == [
        "Dr. Smith comes at 9 a.m. on Monday.",
        "It costs 3.5 dollars.",
    ]


def test_the_voice_does_not_stop_after_max_or_approx() -> None:
    text = (
        "Max. 12 children, approx. 6 a class, from Oct. 5. Tel. 555-1234. Ask Max. He says no. Go."
    )
    assert [piece.text.strip() for piece in pieces(text, "en")] == [
        "Max. 12 children, approx. 6 a class, from Oct. 5. Tel. 555-1234.",
        "Ask Max.",
        "He says no.",
        "Go.",
    ]


@pytest.mark.parametrize("voice", VOICES)
def test_word_times_point_at_the_words_being_spoken(say: Say, out: Path, voice: str) -> None:
    text = "价格是￥99，打折35.6%。We are open today! 再见，小熊。"
    speech = say(text, voice=voice)
    places, times = zip(*((word.position, word.seconds) for word in speech.words), strict=True)
    assert list(places) == sorted(set(places)) and list(times) == sorted(times)
    assert {"价", "￥", "打", "W", "o", "再", "熊"} <= {text[place] for place in places}
    assert times[0] == 0.0 and times[-1] < speech.seconds
    sound = np.abs(samples(out))
    for start in (times[places.index(text.index(word))] for word in ("We", "再见")):
        before, after = int((start - 0.1) * RATE), int(start * RATE)
        assert sound[before : after - RATE // 50].max() < sound[after : after + RATE // 4].max() / 4


def test_a_percent_sign_is_read_as_baifenzhi() -> None:
    assert heard_in_chinese("35.6%") == "百分之三十五点六"
    assert heard_in_chinese("3-5%的孩子") == "百分之三到五的孩子"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("2027年3月15日", "二零二七年三月十五日"),
        ("2027-03-15", "二零二七年三月十五日"),
        ("2026-2027学年", "二零二六到二零二七学年"),
        ("2026招生，再见2025！", "二零二六招生，再见二零二五"),
        ("2026个，￥2026，1980", "两千零二十六个，两千零二十六元，一千九百八十"),
        ("10.1国庆，6.1-6.3放假", "十月一日国庆，六月一日到六月三日放假"),
        ("3/8妇女节，3/8，3.5节课，1.5倍", "三月八日妇女节，八分之三，三点五节课，一点五倍"),
        ("1V1，5v5，220V", "一对一，五对五，两百二十V"),
        ("9:30", "九点三十分"),
        ("9:00-11:05", "九点到十一点零五分"),
        ("3-6岁", "三到六岁"),
        ("周一-周五，小班~大班", "周一到周五，小班到大班"),
        ("上午9:00-下午4点", "上午九点到下午四点"),
        ("9月-次年1月，3天-5天", "九月到次年一月，三天到五天"),
        ("快点~周一见，6岁~一起来，开放日-周五", "快点，周一见，六岁，一起来，开放日，周五"),
        ("1/3的时间", "三分之一的时间"),
        ("138-0000-0000", "幺三八，零零零零，零零零零"),
        ("13812345678", "幺三八，幺二三四，五六七八"),
        ("(010)62345678", "零幺零，六二三四五六七八"),
        ("010 6234 5678", "零幺零，六二三四，五六七八"),
        ("400 820 8820，4008-208-820", "四零零，八二零，八八二零，四零零八，二零八，八二零"),
        ("119消防员，12345热线，拨打120", "幺幺九消防员，幺二三四五热线，拨打幺二零"),
        ("跑110米，119元，打120分", "跑一百一十米，一百一十九元，打一百二十分"),
        ("微信：abc123，kids_2026，QQ 12345", "微信，abc 一二三，kids 二零二六，QQ 一二三四五"),
        ("3x4米，0.09/0.24", "三乘四米，零点零九，零点二四"),
        ("Top100，GPT-4，A380", "Top 一百，GPT 四，A 三八零"),
        ("￥1.2万，RMB580", "一点二万元，五百八十元"),
        ("$20", "二十美元"),
        ("￥99-199，¥1,280~¥1,580/期", "九十九到一百九十九元，一千二百八十到一千五百八十元每期"),
        ("100㎡", "一百平方米"),
        ("-5℃", "零下五摄氏度"),
        ("60km/h", "六十公里每小时"),
        ("学费3980元/学期，45分钟/节", "学费三千九百八十元每学期，四十五分钟每节"),
        ("￥99/人/月，500元/㎡", "九十九元每人每月，五百元每平方米"),
        ("男/女，老师/家长，3岁/小班", "男，女，老师，家长，三岁，小班"),
        ("5km", "五公里"),
        ("A&B", "A和B"),
        ("100+家庭", "一百多家庭"),
        ("家长+孩子", "家长加孩子"),
        ("＃亲子活动＃", "亲子活动"),
        ("2个班2年级", "两个班二年级"),
        ("12月21日下午2点半，2:00-2:30", "十二月二十一日下午两点半，两点到两点三十分"),
        ("2倍，2课时，第2轮，2月2日，12点", "两倍，两课时，第二轮，二月二日，十二点"),
        ("￥3,980.00，￥99.50", "三千九百八十元，九十九点五零元"),
        ("105人，12000元，10010", "一百零五人，一万两千元，一万零一十"),
        ("2000人", "两千人"),
        ("K1班", "K 一班"),
        ("“你好”，《小王子》（绘本）——真好……", "你好，小王子，绘本，真好"),
    ],
)
def test_figures_and_signs_are_read_as_chinese_people_say_them(written: str, heard: str) -> None:
    assert heard_in_chinese(written) == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("2027-03-15", "March 15th, 20 27"),
        ("in 1998", "in 19 98"),
        ("31/10 at 5pm, 10/31/2026", "October 31st at 5pm, October 31st, 20 26"),
        ("12/10, 24/7, 50/50, 9/20 of us", "12 10, 24 7, 50 50, 9 over 20 of us"),
        ("7.30 p.m., 7.30-9.00pm", "7 30 p.m., 7 30 to 9pm"),
        ("9am-3pm, 9:00-17:00", "9am to 3pm, 9 o'clock to 17"),
        ("Mon-Fri, Oct. 5, Sept 2026", "Monday to Friday, October 5, September 20 26"),
        ("Sat 10am, every Sat and Sun", "Saturday 10am, every Saturday and Sunday"),
        ("The cat sat. Sun hats for Jan.", "The cat sat. Sun hats for Jan"),
        ("a 1:8 ratio, won 3:2, 1:30:00", "a 1 to 8 ratio, won 3 to 2, 1, 30, 00"),
        ("9:00, 9:05, 9:30", "9 o'clock, 9 oh 5, 9 30"),
        ("ages 3-6", "ages 3 to 6"),
        ("2/3", "2 thirds"),
        (
            "1/2 price, 2 1/2 hrs, 3 3/4 cups",
            "half price, 2 and a half hours, 3 and 3 quarters cups",
        ),
        ("2 hrs, 1 hr, 45 min. a day", "2 hours, 1 hour, 45 minutes a day"),
        ("138-0000-0000", "1 3 8, 0 0 0 0, 0 0 0 0"),
        ("0.09/0.24, 127.0.0.1:80", "0.09 0.24, 127.0.0.1, 80"),
        ("$99.50 or $1", "99 dollars 50 or 1 dollar"),
        ("￥99", "99 yuan"),
        ("$5-10, £5 – £7.50", "5 to 10 dollars, 5 to 7 pounds 50"),
        ("£1,250/month, 45min/class", "1,250 pounds per month, 45 minutes per class"),
        ("$20.50/hour/child", "20 dollars 50 per hour per child"),
        ("and/or, parent/child", "and or, parent child"),
        ("$3.5 million", "3.5 million dollars"),
        ("100㎡ at 25℃", "100 square metres at 25 degrees Celsius"),
        ("5km", "5 kilometres"),
        ("A & B+C", "A and B plus C"),
        ("#1", "number 1"),
        ("10,000 people", "10,000 people"),
        ("Max. 12, approx. 6", "maximum 12, approximately 6"),
        ("“it’s” (fine) — yes", "it's, fine, yes"),
    ],
)
def test_figures_and_signs_are_read_as_english_people_say_them(written: str, heard: str) -> None:
    assert heard_in_english(written) == heard


def test_thousands_of_figures_in_a_row_keep_nobody_waiting() -> None:
    start = time.monotonic()
    in_chinese("1" * 8000)
    assert time.monotonic() - start < 2


def test_no_chinese_word_is_spelled_in_english_letters() -> None:
    hanzi = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
    ]
    words = [*hanzi, "这儿", "一会儿", "玩儿", "花儿", "有点儿", "小孩儿", "幼儿园", "狗熊", "兄弟"]
    spoken = [re.sub(r"\[\[.*?\]\]", "", in_chinese(word).text) for word in words]
    heard = phonemes(spoken, "cmn")
    assert [word for word, sound in zip(words, heard, strict=True) if "(en)" in sound] == []


def test_the_ground_of_a_school_is_not_said_as_the_ending_of_an_adverb() -> None:
    ground, of_joy = phonemes([in_chinese(word).text for word in ("占地", "开心地玩")], "cmn")
    assert "ti51" in ground.replace("'", "")
    assert "t'@11" in of_joy


def test_a_bear_is_one_syllable_and_not_a_row_of_letters(say: Say) -> None:
    assert say("小熊").seconds == pytest.approx(say("小龙").seconds, abs=0.15)


def test_markup_is_read_as_text_and_not_obeyed(say: Say) -> None:
    assert heard_in_chinese("<b>你好</b>").replace(" ", "") == "b你好，b"
    plain, phonetic = say("hello l o U", "en").seconds, say("hello [[l'oU]]", "en").seconds
    assert phonetic > plain / 2
    assert "[" not in in_chinese("[[h@l'oU]]，[ [h]]你").text
    assert say('<break time="9s"/>你好').seconds < 6


@pytest.mark.parametrize("text", ["", "  \n", "……！？", "🎉👍🏻", "\x00\u200b", "《》——"])
def test_a_text_without_a_word_is_a_short_silence(say: Say, out: Path, text: str) -> None:
    assert say(text) == Speech(0.0, ())
    assert 0 < len(samples(out)) < RATE and not samples(out).any()


@pytest.mark.parametrize("text", ["你\x00好\x07吗", "好\ud83d吗", "é\u0301cole 你好", "字" * 3000])
def test_odd_and_long_texts_are_spoken_to_their_end(say: Say, text: str) -> None:
    speech = say(text)
    assert speech.seconds > 0.3
    assert speech.words[-1].position >= len(text) - 3


def test_sentences_are_apart_and_commas_less_so(say: Say, out: Path) -> None:
    for voice in VOICES:
        say("今天我们一起玩吧，大家都来。\n\n今天我们一起玩吧！！大家都来", voice=voice)
        comma, first, second = (gap for gap in pauses(out) if gap > 0.14)
        assert 0.14 < comma < 0.26
        assert 0.28 < first < 0.45 and 0.28 < second < 0.45


def test_the_same_words_give_the_same_bytes(say: Say, out: Path) -> None:
    first = say(NARRATION), out.read_bytes()
    assert (say(NARRATION), out.read_bytes()) == first


def test_the_four_voices_are_told_apart(say: Say, out: Path) -> None:
    for language, text in (
        ("zh", "陪孩子一起长大，让每个孩子都被看见。"),
        ("en", "Come and see us."),
    ):
        heard = {}
        for voice in VOICES:
            say(text, language, voice)
            heard[voice] = pitch(out)
        low_to_high = sorted(heard, key=lambda voice: heard[voice])
        assert low_to_high == [
            *("professional_male", "friendly_male"),
            *("gentle_female", "lively_female"),
        ]
        steps = [heard[low_to_high[n + 1]] / heard[low_to_high[n]] for n in range(3)]
        assert min(steps) > 1.12


def test_no_voice_is_too_loud_or_too_faint(say: Say, out: Path) -> None:
    for voice in VOICES:
        say(NARRATION, voice=voice)
        assert 0.3 < np.abs(samples(out)).max() / 32768 < 0.95


def test_many_scenes_are_spoken_at_the_same_time(tmp_path: Path) -> None:
    def speak(number: int) -> tuple[Speech, bytes]:
        out = tmp_path / f"{number}.wav"
        speech = EspeakSpeaker().speak(
            NARRATION, voice_style="gentle_female", language="zh", out=out, beat=lambda: None
        )
        return speech, out.read_bytes()

    with ThreadPoolExecutor(4) as threads:
        assert len({repr(spoken) for spoken in threads.map(speak, range(16))}) == 1


class Watch:
    """A beat that acts on the voice process when it has started."""

    def __init__(self, act: Callable[[int], None]):
        self.act, self.calls, self.child = act, 0, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == 2:
            self.child = _youngest_child()
            self.act(self.child)


def _youngest_child() -> int:
    asked = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True)
    rows = [line.split(None, 2) for line in asked.stdout.splitlines()]
    mine = [int(pid) for pid, parent, args in rows if int(parent) == os.getpid() and "-P" in args]
    return max(mine)


def _speak_under(watch: Watch, out: Path, patience: float = 20.0) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        EspeakSpeaker(patience=patience).speak(
            NARRATION, voice_style="gentle_female", language="zh", out=out, beat=watch
        )
    return caught.value


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_cancelling_ends_the_voice_process(out: Path) -> None:
    def unwanted(pid: int) -> None:
        raise UnwantedError

    watch = Watch(unwanted)
    with pytest.raises(UnwantedError):
        EspeakSpeaker().speak("好" * 5000, voice_style="", language="zh", out=out, beat=watch)
    assert _is_gone(watch.child)
    assert list(out.parent.iterdir()) == []


def test_a_voice_that_stands_still_is_ended_and_said_so(out: Path) -> None:
    watch = Watch(lambda pid: os.kill(pid, signal.SIGSTOP))
    assert _speak_under(watch, out, patience=0.6).reason == "timed_out"
    assert watch.calls > 3
    assert _is_gone(watch.child) and list(out.parent.iterdir()) == []


def test_a_voice_that_crashes_is_said_so_and_keeps_the_old_file(out: Path) -> None:
    out.write_bytes(b"the narration before")
    error = _speak_under(Watch(lambda pid: os.kill(pid, signal.SIGSEGV)), out)
    assert error.reason == "voice_failed" and "-11" in str(error)
    assert out.read_bytes() == b"the narration before" and list(out.parent.iterdir()) == [out]


def test_a_failure_tells_the_operator_why_without_paths(tmp_path: Path) -> None:
    error = _speak_under(Watch(lambda pid: None), tmp_path / "absent" / "scene.wav")
    assert error.reason == "voice_failed"
    assert "FileNotFoundError" in str(error) and str(tmp_path) not in str(error)


def test_the_voice_program_loads_nothing_of_the_studio() -> None:
    listing = "import runpy, sys; runpy.run_path(sys.argv[1]); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", listing, WORKER[-1]], capture_output=True, text=True
    )
    modules = {name.split(".")[0] for name in loaded.stdout.split()}
    assert "espeakng_loader" in modules
    assert not {"django", "projects", "numpy"} & modules
