"""Services that fail three times in each step: films are made all the same, and paid once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User

from projects import providers
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.models import PaidCall, Project, Run
from projects.providers.wire import again
from projects.timeline import NARRATION, SCRIPT, State, Step
from tests.support.counts import few
from tests.support.projects import fresh
from tests.support.services import Services, faults
from tests.support.services.chat import chat, script_for
from tests.support.services.server import Answering
from tests.support.services.speech import speech

pytestmark = pytest.mark.usefixtures("collected_files")
TRANSIENT = (
    faults.status(429),
    faults.status(429, retry_after="2"),
    faults.status(500),
    faults.status(502),
    faults.status(503),
)
NEEDED = 0.97  # share of the films that are made


def numbered(brief: dict[str, Any]) -> dict[str, Any]:
    """No scene says what another one says: then the same request twice is one too many."""
    script = script_for(brief)
    for number, scene in enumerate(script["scenes"], start=1):
        scene["narration"] = f"第{number}句：{scene['narration']}"
    return script


@pytest.fixture
def services(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with Services(
        {"/chat/completions": chat(numbered), "/audio/speech": speech({})}
    ).serving() as found:
        named = {"url": f"{found.url}/v1", "model": "m-1", "key": "sk-1"}
        writer = {"BACKEND": "projects.providers.script.chat.ChatWriter"}
        speaker = {"BACKEND": "projects.providers.speech.service.openai.OpenAISpeaker"}
        settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {
            "script": {"writer": writer | {"OPTIONS": named | {"name": "writer"}}},
            "speech": {
                "voices": speaker | {"OPTIONS": named | {"name": "voices", "voices": {"": "a"}}}
            },
        }
        monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
        providers._provider.cache_clear()
        yield found
    providers._provider.cache_clear()


@pytest.mark.django_db
def test_three_transient_faults_in_each_step_stop_no_film_and_nothing_is_paid_twice(
    services: Services, alice: User, brief: dict[str, Any]
) -> None:
    seeds = few(range(100))
    made = 0
    for seed in seeds:
        chance = random.Random(seed)
        project = Project.objects.create(owner=alice, **brief)
        done = [with_faults(services, project, step, chance) for step in (SCRIPT, NARRATION)]
        made += all(done)
        asked = [each.body for each in services.done]
        assert len(asked) == len(set(asked)), f"seed {seed}: paid twice"
        services.done.clear()
        services.faults.clear()
        PaidCall.objects.all().delete()  # each begins with services that are not held back
    assert made >= NEEDED * len(seeds)


def with_faults(services: Services, project: Project, step: Step, chance: random.Random) -> bool:
    """Whether the step was done, with three of these faults among its requests: a script takes
    one, and a narration one for each scene."""
    good: list[Answering | None] = [None] * (chance.randrange(3) if step == NARRATION else 0)
    wanted = [*good, *(chance.choice(TRANSIENT) for _ in range(3))]
    chance.shuffle(wanted)
    services.will(*wanted)
    run_and_enqueue(lambda: fresh(project).start(step))
    while run := Run.objects.filter(project=project, state=State.QUEUED).first():
        work_on(run.pk, lambda: False)
    assert not services.faults, "all of them have happened"
    return not fresh(project).interrupted
