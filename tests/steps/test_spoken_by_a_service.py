"""A film that somebody's service speaks: by one voice, paid once, checked, and with a way on."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import providers
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.jobs.service_samples import SERVICE_SAMPLES
from projects.language import LANGUAGES
from projects.media.sound.samples import RATE, read
from projects.models import PaidCall, Project, Run, SampleWish, VoiceSample
from projects.models.voice_sample import words_in
from projects.pages.makers import NO_BREAK
from projects.providers import speakers
from projects.providers.wire import again
from projects.steps import outside
from projects.timeline import NARRATION, State
from tests.support.programs import Program
from tests.support.projects import fresh
from tests.support.services import Services, Talk, faults
from tests.support.services.speech import speech, tones, wav_of
from tests.support.studio import wait_until

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files")]
KEY = "sk-canary-0123456789"
ENGLISH = {"accept-language": "en"}
NAMED = ("voices", "zh")


@pytest.fixture
def services() -> Iterator[Services]:
    with Services({"/audio/speech": speech({})}).serving() as found:
        yield found


@pytest.fixture
def options(services: Services) -> dict[str, Any]:
    named = {"name": "voices", "url": f"{services.url}/v1", "model": "v-1", "key": KEY}
    return named | {"voices": {"": "alloy"}, "prices": {"characters": Decimal("0.0002")}}


@pytest.fixture(autouse=True)
def configured(
    options: dict[str, Any], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    entry = {"BACKEND": "projects.providers.speech.service.openai.OpenAISpeaker"}
    offline = {"BACKEND": "projects.providers.speech.EspeakSpeaker"}
    speech = {"voices": entry | {"OPTIONS": options}, "offline": offline}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"speech": speech}
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    monkeypatch.setattr(outside, "PATIENCE", 30.0)  # threads do not see what is not committed
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def speak(project: Project) -> Project:
    """Have it spoken, as far as that goes without a person."""
    run_and_enqueue(lambda: fresh(project).start(NARRATION))
    return go_on(project)


def go_on(project: Project) -> Project:
    free = (State.QUEUED, State.WAITING)
    while run := Run.objects.filter(project=project, state__in=free).first():
        work_on(run.pk, lambda: False)
    return fresh(project)


def only(project: Project) -> Project:
    Project.objects.filter(pk=project.pk).update(speech_by="voices")
    return fresh(project)


def made_by(project: Project) -> list[dict[str, str]]:
    return [scene.audio.made_from["made_by"] for scene in project.scene_list if scene.audio]


def pitch_of(scene: Any) -> float:
    sound = read_narration(scene)
    loudest = int(np.argmax(np.abs(np.fft.rfft(sound))))
    return loudest * RATE / len(sound)


def read_narration(scene: Any) -> Any:
    sound, rate = read(scene.audio.file.storage.path(scene.audio.file.name))  # type: ignore[arg-type]
    assert rate == RATE
    return sound


def test_each_scene_is_heard_as_the_service_has_spoken_it_and_its_cost_is_known(
    written: Project, services: Services
) -> None:
    texts = [scene.narration for scene in written.scene_list]
    pitches = dict(zip(texts, random.sample(range(200, 1200, 60), len(texts)), strict=True))
    services.shapes["/audio/speech"] = speech(pitches)
    spoken = speak(written)
    heard = [pitch_of(scene) for scene in spoken.scene_list]
    assert heard == pytest.approx([pitches[text] for text in texts], abs=3)
    assert made_by(spoken) == [{"name": "voices"}] * len(texts)
    calls = PaidCall.objects.order_by("scene")
    assert [(call.kind, call.step, call.scene, call.state) for call in calls] == [
        ("speech", "narration", number, "answered") for number in range(1, len(texts) + 1)
    ]
    assert [call.price for call in calls] == [len(text) * Decimal("0.0002") for text in texts]
    assert {asked.headers["authorization"] for asked in services.asked} == {f"Bearer {KEY}"}
    assert services.asked[0].json == {
        "model": "v-1", "input": services.asked[0].json["input"], "voice": "alloy",
        "response_format": "wav",
    }  # fmt: skip
    assert KEY not in str([*PaidCall.objects.values(), *Project.objects.values()])


def test_its_words_are_found_in_what_it_has_spoken(written: Project) -> None:
    for scene in speak(written).scene_list:
        times = [at for _, at in scene.audio.word_times]
        assert times == sorted(times) and 0 <= times[0] < times[-1] < scene.audio.seconds
        places = [position for position, _ in scene.audio.word_times]
        assert places == sorted(set(places)) and places[-1] < len(scene.narration)
        assert len(times) > len(scene.narration) / 3


def test_what_did_nothing_is_asked_again_and_costs_once(
    one_scene: Project, services: Services
) -> None:
    services.will(faults.status(429), faults.status(503), faults.status(500))
    assert made_by(speak(only(one_scene))) == [{"name": "voices"}]
    assert (len(services.asked), len(services.done), PaidCall.objects.count()) == (4, 1, 1)


def test_a_scene_that_is_being_spoken_takes_no_place_and_is_paid_once(
    committed: None,
    one_scene: Project,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    go_ahead = threading.Event()

    def slow(talk: Talk) -> None:
        go_ahead.wait(30)
        services.shapes["/audio/speech"](talk)

    services.will(slow)
    run_and_enqueue(lambda: only(one_scene).start(NARRATION))
    run = Run.objects.get()
    for _ in range(2):
        work_on(run.pk, lambda: False)
        run.refresh_from_db()
        assert run.state == State.WAITING
    go_ahead.set()
    wait_until(lambda: PaidCall.objects.get().state == "answered")
    assert made_by(go_on(one_scene)) == [{"name": "voices"}]
    assert len(services.asked) == 1


@pytest.mark.full("it empties the database for its threads")
def test_what_fails_while_nobody_waits_is_told_and_not_sent_without_an_end(
    committed: None,
    one_scene: Project,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    go_ahead = threading.Event()

    def slow(talk: Talk) -> None:
        go_ahead.wait(30)
        faults.status(402)(talk)

    services.will(slow)
    run_and_enqueue(lambda: only(one_scene).start(NARRATION))
    work_on(Run.objects.get().pk, lambda: False)
    go_ahead.set()
    wait_until(lambda: PaidCall.objects.get().state == "failed")
    assert go_on(one_scene).error["code"] == "out_of_credit"
    assert len(services.asked) == 1


@pytest.mark.full("it empties the database for its threads")
@pytest.mark.parametrize(("answer", "state"), [(None, State.SUCCEEDED), (402, State.FAILED)])
def test_a_scene_goes_on_as_soon_as_the_service_has_answered(
    answer: int | None,
    state: State,
    committed: None,
    one_scene: Project,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.1)
    go_ahead = threading.Event()

    def slow(talk: Talk) -> None:
        go_ahead.wait(30)
        (faults.status(answer) if answer else speech({}))(talk)

    services.will(slow)
    run_and_enqueue(lambda: only(one_scene).start(NARRATION))
    run = Run.objects.get()
    work_on(run.pk, lambda: False)
    jobs = ProcrastinateJob.objects.filter(args__run_id=run.pk, scheduled_at=None)
    before = jobs.count()
    go_ahead.set()
    wait_until(lambda: jobs.count() == before + 1)
    work_on(run.pk, lambda: False)
    assert Run.objects.get().state == state


def test_one_changed_word_costs_one_call(written: Project, services: Services) -> None:
    spoken = speak(written)
    before = len(services.asked)
    scene = spoken.scene_list[1]
    words = {"narration": scene.narration + "欢迎。"}
    scene.rewrite(**words)
    assert len(made_by(speak(spoken))) == spoken.scene_count
    assert [asked.json["input"] for asked in services.asked[before:]] == [words["narration"]]


BAD: list[tuple[Any, str]] = [
    (faults.status(401), "service_key"),
    (faults.status(402), "out_of_credit"),
    (faults.status(404), "service_model"),
    (faults.text(200, b"", "audio/wav"), "speech_unreadable"),
    (faults.text(200, b'{"audio": "no"}', "application/json"), "speech_unreadable"),
    (faults.text(200, b"RIFF\x00\x00\x00\x00WAVEfmt no sound", "audio/wav"), "speech_unreadable"),
    (faults.text(200, wav_of(tones("好", 440)), "audio/wav"), "speech_length"),
    (faults.text(200, wav_of(tones("好" * 400, 440)), "audio/wav"), "speech_length"),
    (faults.text(200, wav_of(np.zeros(90_000, "<i2")), "audio/wav"), "speech_silent"),
]


@pytest.mark.parametrize(("fault", "reason"), BAD, ids=range(len(BAD)))
def test_what_is_no_speech_is_told_in_words_and_not_asked_again_by_itself(
    fault: Any, reason: str, one_scene: Project, services: Services
) -> None:
    services.will(fault)
    failed = speak(only(one_scene))
    assert (failed.status, failed.error["code"]) == ("failed", reason)
    assert len(services.asked) == 1
    run_and_enqueue(lambda: failed.retry())
    assert go_on(failed).error == {}
    assert len(services.asked) == 2


@pytest.fixture
def one_scene(written: Project) -> Project:
    """A film of one scene that has some words."""
    for scene in written.scene_list[1:]:
        scene.delete()
    scene = written.scene_list[0]
    scene.narration = "今天我们一起去公园看花，请大家早上八点到校门口集合。"
    scene.save(update_fields=["narration"])
    return fresh(written)


@pytest.mark.parametrize("kind", ["pcm", "without a length", "stereo"])
def test_services_send_sound_in_their_own_way(
    kind: str, one_scene: Project, services: Services, options: dict[str, Any]
) -> None:
    text = one_scene.scene_list[0].narration
    sound = tones(text, 500)
    whole = wav_of(sound)
    if kind == "pcm":
        options["format"] = "pcm"
        providers._provider.cache_clear()
        services.shapes["/audio/speech"] = speech({text: 500.0})
    elif kind == "stereo":
        both = wav_of(np.repeat(sound, 2))
        stereo = both[:22] + (2).to_bytes(2, "little") + both[24:32] + b"\x04\x00" + both[34:]
        services.will(faults.text(200, stereo, "application/octet-stream"))
    else:
        services.will(faults.text(200, whole[:40] + b"\xff" * 4 + whole[44:], "audio/x-wav"))
    assert pitch_of(speak(one_scene).scene_list[0]) == pytest.approx(500, abs=3)


def test_another_voice_speaks_the_whole_film_if_the_service_cannot_and_that_is_told(
    written: Project, services: Services, alices: Client
) -> None:
    services.will(None, faults.status(402))
    spoken = speak(written)
    told = {"name": "offline", "instead_of": "voices", "reason": "out_of_credit"}
    assert (spoken.status, spoken.narration_made_by) == ("draft", told)
    assert made_by(spoken) == [told] * spoken.scene_count
    assert spoken.narrator == "" and len(services.asked) == 2
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert "because voices could not: the service" in page.replace("&#x27;", "'")
    spoken.scene_list[0].rewrite(narration="大家好。")
    assert made_by(speak(spoken)) == [told] * spoken.scene_count, "a film has one voice"
    assert len(services.asked) == 2


def test_who_chooses_another_voice_has_the_film_spoken_by_it_and_back_for_nothing(
    written: Project, services: Services
) -> None:
    spoken = speak(written)
    spoken.choose_voice(speech_by="offline")
    assert len(fresh(spoken).missing(NARRATION)) == spoken.scene_count
    assert {each["name"] for each in made_by(speak(spoken))} == {"offline"}
    fresh(spoken).choose_voice(speech_by="voices")
    assert not fresh(spoken).missing(NARRATION)
    assert len(services.asked) == spoken.scene_count


def test_a_service_without_a_voice_for_the_language_is_not_asked(
    written: Project, services: Services, options: dict[str, Any]
) -> None:
    options["voices"] = {"en": "alloy", "zh.lively_female": "nova"}
    providers._provider.cache_clear()
    assert fresh(written).speakers_allowed == ("offline",)
    spoken = speak(written)
    assert spoken.narration_made_by["reason"] == "voice_language"
    assert services.asked == []


def test_what_may_have_cost_is_asked_again_only_by_a_person(
    one_scene: Project, services: Services
) -> None:
    services.will(faults.reset)
    failed = speak(only(one_scene))
    assert failed.error["code"] == "service_unknown"
    run_and_enqueue(lambda: failed.retry())
    assert go_on(failed).error["code"] == "service_unknown"
    assert len(services.asked) == 1
    run_and_enqueue(lambda: fresh(failed).retry(pay_again=True))
    assert go_on(failed).error == {}


def test_programs_choose_who_speaks_and_are_told_who_did(
    program: Program, written: Project, services: Services
) -> None:
    place = f"/projects/{written.pk}"
    program("post", f"{place}/audio", {"speechBy": "offline", "voiceSpeed": 1.2})
    go_on(written)
    data = program("get", place)["data"]
    told = {"name": "offline", "insteadOf": None, "reason": None}
    assert (data["speechBy"], services.asked) == ("offline", [])
    assert [each["madeBy"] for each in data["audioData"]] == [told] * written.scene_count
    program("post", f"{place}/audio", {"speechBy": "nobody"})
    assert program.status == 422


def test_a_brief_and_the_settings_of_a_film_offer_who_can_speak(
    alices: Client, written: Project
) -> None:
    for page in ("/", f"/projects/{written.pk}/"):
        shown = alices.get(page, headers=ENGLISH).content.decode()
        assert 'name="speech_by"' in shown and "voices, else the studio" in shown
    said = {"speech_by": "offline", "voice_style": written.voice_style, "voice_speed": "1.0"}
    alices.post(f"/projects/{written.pk}/voice/", said, HTTP_HX_REQUEST="true")
    assert fresh(written).speech_by == "offline"


def test_a_voice_of_a_service_is_heard_once_somebody_has_paid_for_it(
    alices: Client, alice: User, services: Services
) -> None:
    page = alices.get("/", headers=ENGLISH).content.decode()
    assert "Hear the voices of voices" in page and f"about CNY{NO_BREAK}0.0" in page
    said = {"speaker": "voices", "of_language": "en", "of_style": "friendly_male"}
    for _ in range(2):
        answer = alices.post("/voices/hear/", said, headers=ENGLISH | {"hx-request": "true"})
        assert "All voices: being made" in answer.content.decode()
    SERVICE_SAMPLES.work_on(SampleWish.objects.get().pk, 1, lambda: False)
    call = PaidCall.objects.get()
    assert (call.owner, call.project, call.kind, len(services.asked)) == (alice, None, "speech", 1)
    heard = VoiceSample.objects.get(narrator=speakers()["voices"].narrator())
    assert str(heard.pk) in alices.get("/", headers=ENGLISH).content.decode()
    assert alices.get(f"/voices/{heard.pk}/").status_code == 200
    assert not SampleWish.objects.exists()


def test_programs_list_the_voices_and_ask_for_a_sample(
    program: Program, services: Services
) -> None:
    def voice() -> dict[str, Any]:
        items = program("get", "/voices")["data"]["items"]
        return next(each for each in items if (each["speaker"], each["language"]) == NAMED)

    assert (voice()["state"], voice()["sample"]) == ("none", None)
    assert voice()["price"] == pytest.approx(0.0002 * len(words_in(LANGUAGES["zh"])))
    asked = {"speaker": "voices", "language": "zh", "voiceStyle": "gentle_female"}
    services.will(faults.status(401))
    program("post", "/voices/sample", asked)
    assert (program.status, voice()["state"]) == (202, "waiting")
    SERVICE_SAMPLES.work_on(SampleWish.objects.get().pk, 1, lambda: False)
    assert (voice()["state"], bool(voice()["reason"])) == ("failed", True)
    program("post", "/voices/sample", asked)
    SERVICE_SAMPLES.work_on(SampleWish.objects.get().pk, 1, lambda: False)
    assert voice()["sample"].startswith("/voices/")
    program("post", "/voices/sample", asked | {"speaker": "offline"})
    assert program.status == 409
