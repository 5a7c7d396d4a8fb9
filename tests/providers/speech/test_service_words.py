"""The words of a recording are found in it, without any word from the service."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from projects.media.sound.resampling import resample
from projects.media.sound.samples import RATE, read
from projects.providers.speech.service.alignment import moments
from projects.providers.speech.service.anchors import Sentence, moments_in
from projects.providers.speech.service.hearing import Heard, heard_in
from projects.providers.speech.service.words import Said, words_of
from tests.providers.speech.hearing import espeak_says


@pytest.mark.parametrize(
    ("said", "heard", "begins"),
    [
        # Without a pause each takes its share.
        ([1, 1, 2], Heard(0.0, 4.0), [0, 1, 2]),
        # What a voice does not use of a recording does not count.
        ([1, 1, 2], Heard(1.0, 5.0), [1, 2, 3]),
        # A mark lies where the voice pauses: the first part is said faster.
        ([1, 1, (1, 1.0), 1], Heard(0.0, 5.0, ((1.8, 2.8),)), [0, 0.9, 2.8, 3.9]),
        # A pause without a mark belongs to no word.
        ([1, 1, 1, 1], Heard(0.0, 4.2, ((1.0, 1.2),)), [0, 1.2, 2.2, 3.2]),
        # Of two marks the voice has left one out.
        ([2, (2, 1.0), (4, 2.0)], Heard(0.0, 9.0, ((4.0, 5.0),)), [0, 2, 5]),
        ([], Heard(0.0, 1.0), []),
        ([1], Heard(0.0, 0.0), [0]),
    ],
    ids=range(7),
)
def test_words_begin_where_the_voice_says_them(
    said: list[int | tuple[int, float]], heard: Heard, begins: list[float]
) -> None:
    words = [
        Said(at, *each) if isinstance(each, tuple) else Said(at, each)
        for at, each in enumerate(said)
    ]
    assert moments(words, heard) == pytest.approx(begins, abs=0.01)


QUIET = Heard(0.0, 10.0, ((2.0, 4.0), (7.0, 7.5)))


@pytest.mark.parametrize(
    ("told", "second"),
    [
        ([(0, 0.0), (4, 7.2)], 7.5),  # within a pause: at its end
        ([(0, 0.0), (4, 6.0)], 6.0),
        ([(0, 3.0), (4, 6.0)], 6.0),  # where the first one begins is heard
        ([(0, 0.0), (4, 9.9)], None),  # far too fast
        ([(0, 0.0), (4, 0.1)], None),
        ([(0, 0.0), (4, 11.0)], None),
        ([(0, 0.0), (9, 6.0)], None),  # without a word
        ([(0, 0.0)], None),
        ([], None),
    ],
    ids=range(9),
)
def test_where_a_sentence_is_said_is_believed_if_it_can_be_true(
    told: list[tuple[int, float]], second: float | None
) -> None:
    words = [Said(at, 1.0, 2.0 if at == 4 else 0.0) for at in range(8)]
    times = moments_in(words, QUIET, [Sentence(*each) for each in told])
    if second is None:
        assert times == moments(words, QUIET)
    else:
        assert (times[0], times[4]) == (0.0, pytest.approx(second))
        assert times == sorted(times) and times[-1] < QUIET.end


def test_many_pauses_and_marks_stay_in_order() -> None:
    words = [Said(at, 1.0, 2.0) for at in range(100)]
    pauses = tuple((at + 0.5, at + 0.8) for at in range(80))
    times = moments(words, Heard(0.0, 81.0, pauses))
    assert times == sorted(times) and len(times) == 100


def test_figures_are_found_where_they_are_written() -> None:
    found = words_of("4月12日，see you!", "zh")
    assert [word.position for word in found] == [0, 1, 2, 2, 4, 6, 10]
    assert [word.mark for word in found] == [0, 0, 0, 0, 0, 1, 0]


def test_speech_is_told_from_silence_and_from_noise() -> None:
    tone = 0.3 * np.sin(np.arange(RATE) / 20)
    quiet = np.zeros(RATE // 2)
    sound = np.concatenate([quiet, tone, quiet, tone, quiet])
    noisy = sound + np.random.default_rng(1).normal(0, 0.004, len(sound))
    for each in (sound, noisy):
        heard = heard_in(each.astype(np.float32))
        assert (heard.begin, heard.end) == pytest.approx((0.5, 3.0), abs=0.02)
        (pause,) = heard.pauses
        assert pause == pytest.approx((1.5, 2.0), abs=0.02)
    assert heard_in(np.zeros(0, np.float32)) == Heard(0.0, 0.0)


@pytest.mark.parametrize(
    ("language", "text", "most"),
    [
        ("zh", "春季运动会将于4月12日上午9点在操场举行，请家长提前10分钟到场。我们等你来！", 0.09),
        ("en", "Our sports day is on April 12 at 9 a.m.; please come early. Bring water!", 0.2),
    ],
)
def test_they_are_near_the_true_times_of_a_voice_that_tells_them(
    language: str, text: str, most: float, tmp_path: Path
) -> None:
    spoken = espeak_says(text, tmp_path / "said.wav", language=language)
    found: dict[int, float] = {}
    said = words_of(text, language)
    times = moments(said, heard_in(resample(*read(tmp_path / "said.wav"))))
    for word, at in zip(said, times, strict=True):
        found.setdefault(word.position, at)
    off = [
        abs(found[word.position] - word.seconds) for word in spoken.words if word.position in found
    ]
    assert len(off) > len(spoken.words) * 0.7
    assert mean(off) < most
