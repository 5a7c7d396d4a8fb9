"""Whoever wants one service alone goes on without it by one click if it cannot do its part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from projects import providers
from projects.models import NotReady, Project
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
