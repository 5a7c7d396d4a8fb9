"""Services speak in shapes of their own; a film is spoken by each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from projects.media.sound.samples import RATE, read
from projects.providers.base import Speech
from projects.providers.speech.service.dashscope import DashScopeSpeaker, placed
from projects.providers.speech.service.minimax import MiniMaxSpeaker
from projects.providers.speech.service.openai import OpenAISpeaker
from projects.providers.wire import again
from projects.providers.wire.asking import good_answer
from projects.providers.wire.faults import ServiceError
from projects.providers.work import Answer, Call, Piece, Unpaid
from projects.steps.saying import say
from projects.vocabulary import FASTEST, SLOWEST
from tests.support.services import Services, faults
from tests.support.services.speech import dashscope, minimax, tones, wav_of

MANY = [
    (200, {"code": 20012, "message": "secret words"}, "service_model"),
    (200, {"error": {"code": 402}}, "out_of_credit"),
    (200, {"base_resp": {"status_code": 1004}}, "service_key"),
    (200, {"hello": "secret words"}, "speech_unreadable"),
    (200, "", "speech_unreadable"),
]
TEXT = "今天我们一起去看花。请大家早点来！"


class Paying(Unpaid):
    """It pays once, and keeps for what."""

    def __init__(self) -> None:
        super().__init__()
        self.units: dict[str, float] = {}
        self.spoiled = ""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        answer = good_answer(call, self.beat)
        self.units = dict(call.units(answer))
        return answer

    def spoil(self, call: Call, reason: str) -> None:
        self.spoiled = reason


@pytest.fixture
def services() -> Iterator[Services]:
    shapes = {"/SpeechSynthesizer": dashscope({TEXT: 600}), "/t2a_v2": minimax({TEXT: 700})}
    with Services(shapes).serving() as found:
        yield found


@pytest.fixture
def paying() -> Paying:
    return Paying()


def speak(
    kind: type[Any], services: Services, paying: Paying, out: Path, speed: float = 1.0
) -> Speech:
    speaker = kind("voices", f"{services.url}/v1/", "m-1", {"": "longan"}, key="sk-1")
    said = {"voice_style": "gentle_female", "language": "zh", "speed": speed}
    return speaker.speak(TEXT, narrator=speaker.narrator(), **said, out=out, work=paying)  # type: ignore[no-any-return]


def pitch_of(path: Path) -> float:
    sound, rate = read(path)
    assert rate == RATE
    return int(np.argmax(np.abs(np.fft.rfft(sound)))) * RATE / len(sound)


def test_cosyvoice_sends_it_in_pieces(services: Services, paying: Paying, tmp_path: Path) -> None:
    speech = speak(DashScopeSpeaker, services, paying, tmp_path / "a.wav", speed=1.2)
    assert pitch_of(tmp_path / "a.wav") == pytest.approx(600, abs=3)
    assert len(speech.words) == 15
    (asked,) = services.asked
    assert asked.headers["x-dashscope-sse"] == "enable"
    assert asked.json["input"] == {
        "text": TEXT, "voice": "longan", "format": "wav", "sample_rate": 24000, "rate": 1.2,
        "word_timestamp_enabled": True,
    }  # fmt: skip
    assert paying.units == {"characters": 2 * len(TEXT)}


@pytest.mark.parametrize(
    ("kind", "name", "passed"),
    [
        (DashScopeSpeaker, "hot_fix", {"pronunciation": [{"看花": "kan1 hua1"}]}),
        (MiniMaxSpeaker, "pronunciation_dict", {"tone": ["看花/(kan1)(hua1)"]}),
    ],
)
def test_how_words_are_said_is_passed_on(
    kind: type[Any], name: str, passed: object, services: Services, paying: Paying, tmp_path: Path
) -> None:
    speaker = kind("voices", f"{services.url}/v1/", "m-1", {"": "longan"}, key="sk-1")
    asked = {"voice_style": "gentle_female", "language": "zh", "speed": 1.0, "work": paying}
    readings = {"看花": "kan1 hua1", "大家": "各位"}
    out = tmp_path / "a.wav"
    speech = say(speaker, TEXT, readings, narrator=speaker.narrator(), out=out, **asked)
    sent = services.asked[0].json
    said = sent.get("input", sent)
    assert (said["text"], said[name]) == (TEXT.replace("大家", "各位"), passed)
    assert [word.position for word in speech.words] == [*range(9), *range(10, 16)]


def test_what_cosyvoice_tells_of_its_words_is_used(
    services: Services, paying: Paying, tmp_path: Path
) -> None:
    told = [{"text": text, "begin_time": 150 * at} for at, text in enumerate("今天我们一起")]
    services.shapes["/SpeechSynthesizer"] = dashscope({}, {"index": 0, "words": told})
    speech = speak(DashScopeSpeaker, services, paying, tmp_path / "a.wav")
    assert [(word.position, word.seconds) for word in speech.words] == [
        (at, pytest.approx(0.15 * at)) for at in range(6)
    ]


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ([("今天", 0.1), ("看花", 0.9)], [0, 7]),
        ([("今天", 0.1), ("twelve", 0.5), ("看花", 0.9)], [0, 7]),
        ([("no", 0.1), ("twelve", 0.5), ("看花", 0.9)], []),
        ([("今天", 0.5), ("看花", 0.1)], []),
        ([("今天", -1.0)], []),
        ([(" ", 0.0)], []),
        ([], []),
    ],
    ids=range(7),
)
def test_words_that_are_told_are_checked(told: list[tuple[str, float]], places: list[int]) -> None:
    assert [word.position for word in placed(TEXT, told)] == places


def test_minimax_sends_digits(services: Services, paying: Paying, tmp_path: Path) -> None:
    speech = speak(MiniMaxSpeaker, services, paying, tmp_path / "a.wav")
    assert pitch_of(tmp_path / "a.wav") == pytest.approx(700, abs=3)
    assert len(speech.words) == 15
    asked = services.asked[0].json
    assert (asked["text"], asked["voice_setting"]) == (TEXT, {"voice_id": "longan", "speed": 1.0})
    assert paying.units == {"characters": 77}


def subtitles(*begins: float) -> Any:
    sentences = ("今天我们一起去看花。", "请大家早点来！")
    told = [{"text": each, "time_begin": at} for each, at in zip(sentences, begins, strict=True)]
    return faults.text(200, json.dumps(told).encode())


@pytest.mark.parametrize(
    ("answer", "second"),
    [
        (subtitles(0, 2900.5), 2.9005),
        (subtitles(2900, 0), 2.5),
        (subtitles(0, 90_000), 2.5),
        (faults.status(404), 2.5),
        (faults.text(200, b"[" * 9), 2.5),
    ],
    ids=range(5),
)
def test_the_subtitles_of_minimax_tell_where_its_sentences_are(
    answer: Any, second: float, services: Services, paying: Paying, tmp_path: Path
) -> None:
    """The first one ends with 2.2 s; then it is quiet until 2.5 s."""
    services.shapes["/t2a_v2"] = minimax({}, tells=True)
    services.will(None, answer)
    speech = speak(MiniMaxSpeaker, services, paying, tmp_path / "a.wav")
    found = {word.position: word.seconds for word in speech.words}
    assert found[10] == pytest.approx(second, abs=0.02)
    assert (services.asked[0].json["subtitle_enable"], services.asked[1].path) == (
        True,
        "/subtitles",
    )


@pytest.mark.parametrize(
    ("kind", "least", "most", "place"),
    [
        (OpenAISpeaker, 0.25, 4.0, ("speed",)),
        (DashScopeSpeaker, 0.5, 2.0, ("input", "rate")),
        (MiniMaxSpeaker, 0.5, 2.0, ("voice_setting", "speed")),
    ],
)
def test_each_speed_of_ours_is_one_of_theirs_and_is_passed_on(
    kind: type[Any], least: float, most: float, place: tuple[str, ...]
) -> None:
    assert least <= SLOWEST < FASTEST <= most
    speaker = kind("voices", "http://a/v1", "m-1", {"": "longan"})
    for speed in (SLOWEST, FASTEST):
        found = json.loads(speaker._call(TEXT, "longan", "zh", speed, {}).request.content)
        for name in place:
            found = found[name]
        assert found == speed


def _minimax(code: int) -> Any:
    said = {"base_resp": {"status_code": code, "status_msg": "no"}}
    return faults.text(200, json.dumps(said).encode(), "application/json")


@pytest.mark.parametrize(
    ("kind", "fault", "reason", "is_spoiled"),
    [
        (MiniMaxSpeaker, _minimax(1004), "service_key", False),
        (MiniMaxSpeaker, _minimax(1008), "out_of_credit", False),
        (MiniMaxSpeaker, _minimax(1002), "service_busy", False),
        (MiniMaxSpeaker, _minimax(1026), "refused", False),
        (MiniMaxSpeaker, _minimax(9), "service_answer", False),
        (MiniMaxSpeaker, _minimax(0), "speech_unreadable", True),
        (
            MiniMaxSpeaker,
            faults.text(200, b'{"data": {"audio": "xyz"}}'),
            "speech_unreadable",
            True,
        ),
        (
            DashScopeSpeaker,
            faults.text(400, b'{"code": "Arrearage", "message": "no"}'),
            "out_of_credit",
            False,
        ),
        (
            DashScopeSpeaker,
            faults.text(200, b'event:error\ndata:{"code":"DataInspectionFailed"}\n\n'),
            "refused",
            False,
        ),
        (
            DashScopeSpeaker,
            faults.text(200, b'data:{"output":{"audio":{"data":"!"}}}\n\n'),
            "speech_unreadable",
            True,
        ),
        (DashScopeSpeaker, faults.text(200, b"[" * 100_000), "speech_unreadable", True),
    ],
    ids=range(11),
)
def test_their_faults_are_told_in_our_words(
    kind: type[Any],
    fault: Any,
    reason: str,
    is_spoiled: bool,
    services: Services,
    paying: Paying,
    tmp_path: Path,
) -> None:
    services.will(fault)
    with pytest.raises(ServiceError) as failed:
        speak(kind, services, paying, tmp_path / "a.wav")
    assert (failed.value.reason, paying.spoiled) == (reason, reason if is_spoiled else "")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(("status", "said", "reason"), MANY)
def test_words_in_place_of_a_sound_are_an_error(
    status: int, said: Any, reason: str, services: Services, paying: Paying, tmp_path: Path
) -> None:
    services.will(lambda talk: talk.say_json(status, said))
    with pytest.raises(ServiceError) as refused:
        speak(OpenAISpeaker, services, paying, tmp_path / "a.wav")
    assert (refused.value.reason, "secret" in str(refused.value)) == (reason, False)


@pytest.mark.parametrize("late", [(), (faults.status(404), faults.status(503))])
def test_minimax_may_tell_where_the_sound_is_also_before_it_is_there(
    late: tuple[Any, ...],
    services: Services,
    paying: Paying,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    told = {"data": {"audio": f"{services.url}/sound.wav?signature=hush"}}
    sound = wav_of(tones(TEXT, 700))
    services.will(
        lambda talk: talk.say_json(200, told),
        *late,
        lambda talk: talk.say(200, sound, "audio/mpeg"),
    )
    speak(MiniMaxSpeaker, services, paying, tmp_path / "a.wav")
    assert pitch_of(tmp_path / "a.wav") == pytest.approx(700, abs=3)
