"""An operator asks each configured service once, before people do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from projects import providers
from tests.support.services import Services, faults
from tests.support.services.chat import chat
from tests.support.services.comfyui import Comfy, example
from tests.support.services.pictures import coded
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
