"""Whoever runs `manage.py check` reads what is wrong with the services in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from projects.monitoring import service_checks
from tests.support.filmers import DESCRIBED

WRITER = "projects.providers.script.chat.ChatWriter"
SPEAKER = "projects.providers.speech.service.openai.OpenAISpeaker"
FAR: dict[str, Any] = {
    "name": "far",
    "url": "https://api.example.com/v1",
    "model": "m-1",
    "key": "sk-canary-0123",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with override("en"):
        yield


def said() -> list[str]:
    return [str(error.msg) for error in service_checks.providers(None)]


def test_nothing_is_wrong_with_what_the_studio_has() -> None:
    assert said() == []
    assert service_checks.variables(None) == []


def entry(backend: Any, **options: Any) -> dict[str, Any]:
    return {"BACKEND": backend, "OPTIONS": {**FAR, **options}}


@pytest.mark.parametrize(
    ("kind", "entries", "words"),
    [
        ("script", None, "takes a dict"),
        ("script", ["far"], "takes a dict"),
        ("script", {}, "one provider at least"),
        ("speech", {}, "one provider at least"),
        ("colour", {}, "no such kind"),
        ("script", {"far": WRITER}, "BACKEND"),
        ("script", {"far": {"OPTIONS": FAR}}, "BACKEND"),
        ("script", {"far": {"BACKEND": WRITER, "OPTIONS": [1]}}, "BACKEND"),
        ("script", {"Far away": entry(WRITER)}, "40 characters"),
        ("script", {"x" * 41: entry(WRITER)}, "40 characters"),
        ("script", {7: entry(WRITER)}, "40 characters"),
        ("script", {"offline": entry(WRITER)}, "called offline"),
        ("script", {"far": entry("projects.providers.script.chat.ChatWriterr")}, "ChatWriterr"),
        ("script", {"far": entry("nowhere.Writer")}, "nowhere"),
        ("script", {"far": entry("Writer")}, "Writer"),
        ("script", {"far": entry(WRITER, modle="m")}, "modle"),
        ("script", {"far": {"BACKEND": WRITER, "OPTIONS": {"url": "x"}}}, "name"),
        ("script", {"far": {"BACKEND": "collections.Counter"}}, "no write()"),
        ("video", {"far": {"BACKEND": "collections.Counter"}}, "no film()"),
        ("speech", {"far": entry(SPEAKER, voices={"gentle_femail": "x"})}, "gentle_femail"),
        ("speech", {"far": entry(SPEAKER, voices={"fr.gentle_female": "x"})}, "fr.gentle_female"),
        ("speech", {"far": entry(SPEAKER, voices={"gentle_female.en": "x"})}, "gentle_female.en"),
        (
            "picture",
            {"far": entry("projects.providers.picture.ImagesPainter", sizes=[(1, 9)])},
            "STUDIO_PICTURE_SIZES",
        ),
    ],
)
def test_what_is_wrong_with_the_providers_is_told(
    kind: str, entries: Any, words: str, settings: Any
) -> None:
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, kind: entries}
    (fault,) = said()
    assert words in fault and kind in fault
    assert "canary" not in fault


def test_a_key_that_a_broken_class_repeats_is_not_told(settings: Any) -> None:
    broken = entry("builtins.int")
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, "stock": {"far": broken}}
    assert "canary" not in said()[0]
    assert service_checks._hidden("what is sk-canary-0123?", FAR) == "what is ***?"


def test_no_list_is_taken_for_providers(settings: Any) -> None:
    settings.STUDIO_PROVIDERS = ["script"]
    assert len(said()) == 1
    assert service_checks.variables(None) == []


VOICES = {"": "a", "en": "b", "gentle_female": "c", "zh.friendly_male": "d", "en.": "e"}


def test_voices_are_for_styles_and_languages(settings: Any) -> None:
    speaker = entry(SPEAKER, voices=VOICES)
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, "speech": {"far": speaker}}
    assert said() == []


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("http://api.example.com/v1", True),
        ("http://93.184.216.34/v1", True),
        ("https://api.example.com/v1", False),
        ("http://10.0.0.7:11434/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://ollama:11434/v1", False),
        ("http://nas.local/v1", False),
        ("http://[::1]:8000/v1", False),
    ],
)
def test_a_key_that_others_can_read_is_told(url: str, is_told: bool, settings: Any) -> None:
    open_one = entry(WRITER, url=url)
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, "script": {"far": open_one}}
    told = [str(each.msg) for each in service_checks.variables(None)]
    assert bool(told) == is_told
    assert "canary" not in "".join(told)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("colour = 1", "colour"),
        ("poll_body = 7", "poll_body"),
        ("code = 'x'", "code"),
        ("headers = {x = '$model'}\nretrieve = '/x/{task}'", "retrieve"),
        ("[mine.faults]\n7 = 'bad'", "bad"),
        ("[mine.states]\n7 = 'ripe'", "ripe"),
        ("[mine.photo.body]\nx = '$picture'", "$picture"),
    ],
)
def test_a_described_service_is_read_before_it_is_needed(
    more: str, words: str, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESCRIBED + more)
    far = entry("projects.providers.video.known.Described", described=str(path))
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, "video": {"far": far}}
    (fault,) = said()
    assert "STUDIO_VIDEO_DESCRIBED" in fault and words in fault


@pytest.mark.parametrize("lacks", ["submit", "poll", "id", "state", "file", "body"])
def test_a_described_service_says_all_that_is_needed(
    lacks: str, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "mine.toml"
    lines = [line for line in DESCRIBED.splitlines() if not line.startswith(f"{lacks} ")]
    path.write_text("\n".join(lines))
    far = entry("projects.providers.video.known.Described", described=str(path))
    settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, "video": {"far": far}}
    (fault,) = said()
    assert lacks in fault
