"""Whoever wants one service alone goes on without it by one click if it cannot do its part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from projects import providers
from projects.models import NotReady, Project, Run
from projects.timeline import step_of
from tests.support.projects import fresh

BACKENDS = {
    "script": "projects.providers.script.chat.ChatWriter",
    "speech": "projects.providers.speech.service.openai.OpenAISpeaker",
    "picture": "projects.providers.picture.ImagesPainter",
    "video": "projects.providers.video.known.Ark",
}
MORE: dict[str, dict[str, Any]] = {
    "speech": {"voices": {"": "v"}},
    "picture": {"sizes": [(1080, 1920)]},
}
STEPS = {"script": "script", "speech": "narration", "picture": "scenes", "video": "scenes"}


@pytest.fixture(autouse=True)
def configured(settings: Any) -> Iterator[None]:
    def entry(kind: str) -> dict[str, Any]:
        options = {"name": "far", "url": "http://127.0.0.1:1", "model": "m", **MORE.get(kind, {})}
        return {"BACKEND": BACKENDS[kind], "OPTIONS": options}

    known = settings.STUDIO_PROVIDERS
    settings.STUDIO_PROVIDERS = known | {
        kind: {"far": entry(kind)} | known.get(kind, {}) for kind in BACKENDS
    }
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def failed(project: Project, kind: str, code: str = "service_key", **more: Any) -> Project:
    error = {"code": code, "kind": kind, "service": "far", **more}
    chosen = ({f"{kind}_by": "far"} if kind else {}) | {
        "status": "failed",
        "step": STEPS.get(kind, "scenes"),
        "error": error,
    }
    Project.objects.filter(pk=project.pk).update(**chosen)
    return fresh(project)


@pytest.mark.parametrize("kind", BACKENDS)
def test_the_studio_takes_over_what_a_service_cannot_do_and_that_can_be_undone(
    kind: str, written: Project
) -> None:
    project = failed(written, kind)
    (remedy,) = project.remedies
    assert (remedy.kind, remedy.scenes) == (kind, ())
    assert list(project.make_here(kind))
    begun = fresh(project)
    assert (getattr(begun, f"{kind}_by"), begun.running) == ("offline", True)
    begun.cancel()
    fresh(begun).undo()
    assert getattr(fresh(begun), f"{kind}_by") == "far"


def test_no_remedy_is_offered_where_it_would_change_nothing(
    written: Project, settings: Any
) -> None:
    assert failed(written, "").remedies == []
    with pytest.raises(NotReady):
        failed(written, "picture").make_here("speech")
    project = failed(written, "script")
    far = {
        name: each for name, each in settings.STUDIO_PROVIDERS["script"].items() if name == "far"
    }
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"script": far}
    assert project.remedies == []  # this studio has no writer of its own
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"picture": {}}
    Project.objects.filter(pk=project.pk).update(picture_by="offline")
    assert failed(fresh(project), "video").remedies != []  # its own motion is always there


def end_scenes(project: Project, failures: dict[int, dict[str, Any]]) -> None:
    """Its narration ends, with these reasons at scenes of these numbers."""
    with transaction.atomic():
        for run in list(project.start(step_of("narration"))):
            claimed = Run.claim(run.pk, worker="test")
            assert claimed and claimed.scene
            reason = failures.get(claimed.scene.position)
            claimed.fail(reason, "") if reason else claimed.succeed(lambda: None)


@pytest.mark.usefixtures("collected_files")
def test_what_no_words_help_against_is_said_once_for_all_scenes(
    written: Project, client: Client, alice: User
) -> None:
    """A page once said for each scene that the key is wrong, and to edit its words."""
    key = {"code": "service_key", "kind": "speech", "service": "far"}
    refused = {"code": "refused", "kind": "speech", "service": "far"}
    positions = [scene.position for scene in written.scene_list]
    *others, last = positions
    assert len(others) > 1
    told = {number: key | {"scene": number} for number in others}
    end_scenes(written, told | {last: refused | {"scene": last}})
    client.force_login(alice)
    address = reverse("project", args=[written.pk])
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    said = page.partition('class="failed-pieces">')[2].partition("</ul>")[0]
    assert said.count("does not accept our key") == 1
    assert f"Scenes {', '.join(map(str, others))}: the service does not accept" in said
    assert said.count("Edit the words of scene") == 1
    assert f"Edit the words of scene {last}" in said
    assert "far · service_key" in page  # for whoever mends it
