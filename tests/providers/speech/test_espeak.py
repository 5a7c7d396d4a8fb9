"""What a person hears of the offline voice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from projects.providers.base import Speech
from projects.providers.speech import EspeakSpeaker
from projects.providers.speech.espeak.speaker import RATE
from projects.vocabulary import VoiceStyle
from tests.providers.speech.hearing import NARRATION, Say, espeak_says, pauses, pitch, samples


def test_a_narration_is_a_sound_file_as_long_as_it_says(say: Say, out: Path) -> None:
    speech = say(NARRATION)
    assert len(samples(out)) == round(speech.seconds * RATE)
    assert 5 < speech.seconds < 12
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("voice", VoiceStyle)
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


def test_an_address_is_not_spelled_and_the_words_around_it_keep_their_times(say: Say) -> None:
    address = "https://www.abc.edu.cn/admissions/2026/register?source=a&campaign=b#form"
    text = f"报名请访问{address}，我们等你。"
    speech = say(text)
    assert speech.seconds < 5
    places = [word.position for word in speech.words]
    assert text.index(address) in places and text.index("我们") in places
    estimate = EspeakSpeaker().estimate(text, voice_style="gentle_female", language="zh")
    assert estimate == pytest.approx(speech.seconds, abs=0.7)


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
    for voice in VoiceStyle:
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
        for voice in VoiceStyle:
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
    for voice in VoiceStyle:
        say(NARRATION, voice=voice)
        assert 0.3 < np.abs(samples(out)).max() / 32768 < 0.95


def test_a_faster_voice_needs_less_time_and_says_so_before(out: Path) -> None:
    usual, fast = (espeak_says(NARRATION, out, speed=speed).seconds for speed in (1.0, 1.25))
    assert fast == pytest.approx(usual / 1.25, rel=0.1)
    asked = {"voice_style": "gentle_female", "language": "zh"}
    plan = EspeakSpeaker().estimate
    assert plan(NARRATION, **asked, speed=1.25) == plan(NARRATION, **asked) / 1.25


def test_many_scenes_are_spoken_at_the_same_time(tmp_path: Path) -> None:
    def speak(number: int) -> tuple[Speech, bytes]:
        out = tmp_path / f"{number}.wav"
        return espeak_says(NARRATION, out), out.read_bytes()

    with ThreadPoolExecutor(4) as threads:
        assert len({repr(spoken) for spoken in threads.map(speak, range(16))}) == 1
