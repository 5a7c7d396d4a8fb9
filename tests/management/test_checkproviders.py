"""An operator asks each configured service once, before people do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from projects import providers
from tests.support.services import Services, faults
from tests.support.services.chat import chat
from tests.support.services.server import KEY
from tests.support.services.speech import speech
from tests.support.services.stock import Stocked, pexels


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


def test_it_says_what_is_wrong(services: Services) -> None:
    services.will(faults.status(401))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: model"):
        call_command("checkproviders", "--yes", stdout=out)
    assert "does not accept our key" in out.getvalue()
