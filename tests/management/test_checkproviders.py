"""An operator asks each configured service once, before people do."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from projects import providers
from projects.management import trials
from tests.support.services import Services, faults
from tests.support.services.chat import chat
from tests.support.services.comfyui import Comfy, example
from tests.support.services.pictures import coded, pictures
from tests.support.services.server import KEY
from tests.support.services.speech import speech
from tests.support.services.stock import Stocked, pexels
from tests.support.services.tasks import Filming


@pytest.fixture
def services(settings: Any) -> Iterator[Services]:
    with Services({"/chat/completions": chat(), "/audio/speech": speech({})}).serving() as found:
        options: dict[str, Any] = {"url": found.url, "model": "m-1", "key": "sk-1"}
        voices = options | {"name": "voices", "voices": {"en": "alloy"}}
        options["name"] = "model"
        options["prices"] = {"input_tokens": Decimal(1), "output_tokens": Decimal(0)}
        entry = {"BACKEND": "projects.providers.script.chat.ChatWriter", "OPTIONS": options}
        speaker = "projects.providers.speech.service.openai.OpenAISpeaker"
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {
            "script": {"model": entry},
            "speech": {"voices": {"BACKEND": speaker, "OPTIONS": voices}},
        }
        providers._provider.cache_clear()
        yield found
    providers._provider.cache_clear()


def test_it_says_what_came_back_and_what_that_costs(services: Services) -> None:
    out = io.StringIO()
    call_command("checkproviders", "--yes", stdout=out)
    assert "model: a script of 3 scenes" in out.getvalue()
    assert "price 700" in out.getvalue()
    assert re.search(
        r"voices: \d+\.\d s of speech with 10 words .* price not known", out.getvalue()
    )


def test_a_library_is_asked_without_a_question_because_that_costs_nothing(settings: Any) -> None:
    with Services(dict(pexels(lambda words: [Stocked(1)]))).serving() as library:
        options = {"name": "pexels", "url": f"{library.url}/v1", "key": KEY}
        entry = {"BACKEND": "projects.providers.stock.Pexels", "OPTIONS": options}
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"stock": {"pexels": entry}}
        out = io.StringIO()
        call_command("checkproviders", stdout=out)
    providers._provider.cache_clear()
    assert "pexels: 1 videos and photos, the first by Mia Müller" in out.getvalue()
    assert "price 0" in out.getvalue()


@pytest.fixture
def filming(tmp_path: Path, settings: Any) -> Iterator[Filming]:
    """One service that films, and a ComfyUI that paints."""
    service, comfy = Filming(tmp_path), Comfy(coded(3, (768, 1344)), looks=1)
    tasks = {f"/contents/generations{end}": shape for end, shape in service.shapes.items()}
    answers = {**tasks, "/files/": service.file, **comfy.shapes}
    with Services(answers).serving() as found:
        options: dict[str, Any] = {
            "name": "camera",
            "url": found.url,
            "model": "m-1",
            "every": 0.01,
        }
        options["prices"] = {"seconds": Decimal("0.5"), "clips": Decimal(1)}
        camera = {"BACKEND": "projects.providers.video.known.Ark", "OPTIONS": options}
        own: dict[str, Any] = {"name": "own", "url": found.url, "workflow": example("picture")}
        own |= {"every": 0.01, "sizes": [(768, 1344)]}
        painter = {"BACKEND": "projects.providers.picture.comfyui.ComfyPainter", "OPTIONS": own}
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {
            "video": {"camera": camera},
            "picture": {"own": painter},
        }
        providers._provider.cache_clear()
        yield service
    providers._provider.cache_clear()


def test_before_it_has_anything_filmed_it_asks(
    filming: Filming, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or "n")
    call_command("checkproviders", stdout=io.StringIO())
    assert asked == ["This asks camera (video), own (picture) and may cost. Go on? [y/N] "]
    assert not filming.orders


def test_it_waits_for_a_video_and_says_what_it_costs(filming: Filming) -> None:
    out = io.StringIO()
    call_command("checkproviders", "--yes", stdout=out)
    assert len(filming.orders) == 1
    said = out.getvalue()
    assert re.search(r"camera: a video of 1\.5 s after .* 5 seconds, 1 clips; price 3\.5", said)
    assert re.search(r"own: a picture of 0\.0 MB after .* It costs nothing\.", said)


def test_it_says_why_nothing_is_filmed(filming: Filming) -> None:
    filming.fails = ["OutputVideoSensitiveContentDetected"]
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: camera"):
        call_command("checkproviders", "--yes", stdout=out)
    assert "camera: the content was refused" in out.getvalue()


def test_it_says_what_is_wrong(services: Services) -> None:
    services.will(faults.status(401))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: model"):
        call_command("checkproviders", "--yes", stdout=out)
    assert "does not accept our key" in out.getvalue()


KEY_IN_IT = {"code": "invalid: sk-canary-0123456789"}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.status(401, KEY_IN_IT), "does not accept our key"),
        (faults.status(402), "credit is used up"),
        (faults.status(404), "/v1 at its end?"),
        (faults.status(400, {"code": "DataInspectionFailed"}), "content was refused"),
        (faults.text(200, b"<html>sign in</html>"), "answer cannot be used"),
        (faults.elsewhere("http://127.0.0.1/"), "not allowed"),
        (faults.reset, "may have done the work"),
        (faults.text(200, b"{", content_encoding="br"), "answer cannot be used"),
    ],
)
def test_each_way_to_fail_is_told_and_the_others_are_asked_all_the_same(
    fault: Any, words: str, services: Services, settings: Any
) -> None:
    settings.STUDIO_PROVIDERS["script"]["model"]["OPTIONS"]["key"] = "sk-canary-0123456789"
    services.will(fault)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: model$"):
        call_command("checkproviders", "--yes", stdout=out)
    said = out.getvalue()
    assert words in said and "canary" not in said
    assert "s of speech" in said


def test_a_provider_that_breaks_does_not_keep_the_others_from_being_asked(
    services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, *args: Any, **kwargs: Any) -> None:
        raise KeyError("sk-canary-0123456789")

    monkeypatch.setattr("projects.providers.script.chat.ChatWriter.write", broken)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: model$"):
        call_command("checkproviders", "--yes", stdout=out)
    said = out.getvalue()
    assert "model: it is broken (KeyError)" in said and "canary" not in said
    assert "s of speech" in said


@pytest.mark.parametrize(("said", "is_asked"), [("Yes ", True), ("y", True), ("", False)])
def test_it_goes_on_if_that_is_wanted(
    said: str, is_asked: bool, filming: Filming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda words: said)
    monkeypatch.setattr(trials, "TRIALS", dict.fromkeys(trials.TRIALS, lambda *_: "it"))
    out = io.StringIO()
    monkeypatch.setattr("projects.management.commands.checkproviders.TRIALS", trials.TRIALS)
    call_command("checkproviders", stdout=out)
    assert bool(out.getvalue()) == is_asked


def test_without_a_terminal_nothing_is_paid(
    filming: Filming, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(words: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    with pytest.raises(CommandError, match="--yes"):
        call_command("checkproviders", stdout=io.StringIO())
    assert not filming.orders


def test_no_key_is_told_that_a_service_repeats_while_it_is_asked_how_far_it_is(
    filming: Filming, settings: Any
) -> None:
    settings.STUDIO_PROVIDERS["video"]["camera"]["OPTIONS"]["key"] = "sk-canary-0123456789"
    filming.fails = ["invalid_api_key:sk-canary-0123456789"]
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: camera"):
        call_command("checkproviders", "--yes", stdout=out)
    assert "does not accept our key" in out.getvalue()
    assert "canary" not in out.getvalue()


def test_what_is_no_picture_is_told(filming: Filming, settings: Any) -> None:
    backend = "projects.providers.picture.ImagesPainter"
    with Services({"/images/generations": pictures(lambda asked: 3)}).serving() as found:
        options = {"name": "brush", "url": found.url, "model": "m", "sizes": [(288, 512)]}
        entry = {"brush": {"BACKEND": backend, "OPTIONS": options}}
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"picture": entry, "video": {}}
        providers._provider.cache_clear()
        out = io.StringIO()
        call_command("checkproviders", "--yes", stdout=out)
        assert "brush: a picture of 0.0 MB" in out.getvalue()
        coded = base64.b64encode(b"no picture").decode()
        found.will(lambda talk: talk.say_json(200, {"data": [{"b64_json": coded}]}))
        with pytest.raises(CommandError, match="Failed: brush"):
            call_command("checkproviders", "--yes", stdout=io.StringIO())
