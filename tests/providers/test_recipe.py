"""The voice and the painter of docs/recipes.md are whole providers: they are run here as they stand
there. A provider needs one method."""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from projects import providers
from projects.jobs.queue import run_and_enqueue
from projects.media.sound.narration import LAST_PAUSE, LEAD, REST
from projects.models import Project
from projects.models.film_price import film_price
from projects.monitoring import service_checks
from projects.pages import makers
from projects.pages.steps.script import spoken_seconds
from projects.providers.base import Filmer, Painter, ScriptWriter, Speaker
from projects.providers.library import Library
from projects.timeline import StepName, step_of
from tests.support.services import Services
from tests.support.services.pictures import coded, file
from tests.support.working import Working

RECIPES = Path(__file__).parents[2] / "docs" / "recipes.md"
PACE = 6.0  # characters a second, as the recipe sets it


def recipe(title: str) -> list[str]:
    """Its code: a class, and the setting that names it."""
    said = RECIPES.read_text().partition(f"## {title}")[2].partition("\n## ")[0]
    return re.findall(r"```python\n(.*?)```", said, re.DOTALL)


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Iterator[None]:
    """The recipe, followed to the letter."""
    code, setting = recipe("Add a provider")
    (tmp_path / "humming.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    settings.STUDIO_PROVIDERS = dict(settings.STUDIO_PROVIDERS)
    exec(setting, {"STUDIO_PROVIDERS": settings.STUDIO_PROVIDERS})  # noqa: S102
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def test_the_voice_of_the_recipe_answers_what_is_asked_of_a_voice(humming: None) -> None:
    for name in ("narrator", "speak", "estimate"):
        asked = inspect.signature(getattr(Speaker, name)).parameters
        answered = inspect.signature(getattr(type(providers.speaker()), name)).parameters
        assert [*answered] == [*asked]
        assert [p.kind for p in answered.values()] == [p.kind for p in asked.values()]


def test_a_film_is_planned_and_spoken_at_the_pace_of_its_voice(
    humming: None, work: Callable[[], None], written: Project
) -> None:
    said = [len(scene.narration) / PACE for scene in written.scene_list]
    assert spoken_seconds(written) == pytest.approx(sum(said) + 0.5 * len(said))
    run_and_enqueue(lambda: written.start(step_of(StepName.NARRATION)))
    assert Project.objects.get().narrator == "humming-1"
    work()
    spoken = [scene.audio.seconds + scene.tail for scene in Project.objects.get().scene_list]
    rests = [REST] * (len(said) - 1) + [LEAD + LAST_PAUSE]
    planned = [seconds + rest for seconds, rest in zip(said, rests, strict=True)]
    assert spoken == pytest.approx(planned, abs=0.1)


def test_a_script_is_written_for_the_pace_of_its_voice(humming: None, project: Project) -> None:
    brief = project.for_writer
    estimate = providers.estimate_of(brief.voice_style, brief.language)
    script = providers.script_writer().write(brief, seed=1, estimate=estimate, work=Working())
    seconds = [len(scene.narration) / PACE + 0.5 for scene in script.scenes]
    assert [scene.seconds for scene in script.scenes] == pytest.approx(seconds, abs=0.01)
    assert brief.shortest <= sum(seconds) <= brief.longest


@pytest.fixture
def bright(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Iterator[Services]:
    """The recipe of a painter, and its service, which draws a red picture."""
    code, setting = recipe("Add a service that paints")
    (tmp_path / "bright.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    settings.STUDIO_PROVIDERS = dict(settings.STUDIO_PROVIDERS)
    with Services({"/draw": file(coded(3, (288, 512)))}).serving() as found:
        told = {"BRIGHT_URL": found.url, "BRIGHT_KEY": "sk-1"}
        known = {"text": told.get, "Decimal": Decimal}
        exec(setting, {"STUDIO_PROVIDERS": settings.STUDIO_PROVIDERS, **known})  # noqa: S102
        providers._provider.cache_clear()
        yield found
    providers._provider.cache_clear()


def test_the_painter_of_the_recipe_is_a_service_that_paints(bright: Services) -> None:
    assert service_checks.providers(None) == []
    out = io.StringIO()
    call_command("checkproviders", "--yes", stdout=out)
    assert "bright: a picture of" in out.getvalue() and "price 0.2" in out.getvalue()
    (asked,) = bright.asked
    assert asked.headers["authorization"] == "Bearer sk-1"
    assert providers.services_of("picture") == ("bright",)


class Writer(ScriptWriter):
    def write(self, brief: Any, **kwargs: Any) -> Any: ...


class Voice(Speaker):
    def speak(self, text: str, **kwargs: Any) -> Any: ...


class Brush(Painter):
    def paint(self, wish: Any, keep: Any, work: Any) -> None: ...


class Camera(Filmer):
    def film(self, wanted: Any, **kwargs: Any) -> None: ...


class Shelf(Library):
    def find(self, sought: Any, work: Any) -> Any: ...
    def fetch(self, item: Any, beat: Any) -> Any: ...
    def preview(self, item: Any, beat: Any) -> Any: ...


KINDS = {"script": Writer, "speech": Voice, "picture": Brush, "video": Camera, "stock": Shelf}


def test_a_class_with_one_method_is_a_provider(settings: Any, written: Project) -> None:
    """Nothing is asked of it here."""
    for kind, each in KINDS.items():
        entry = {"BACKEND": f"{__name__}.{each.__name__}"}
        known = {"mine": entry, **settings.STUDIO_PROVIDERS[kind]}
        settings.STUDIO_PROVIDERS = {**settings.STUDIO_PROVIDERS, kind: known}
    providers._provider.cache_clear()
    assert service_checks.providers(None) == []
    written.picture_by = written.video_by = written.stock_by = written.script_by = "mine"
    written.save()
    for kind in KINDS:
        assert makers._with_its_cost(kind, "mine").startswith("mine")
    assert film_price(written).known == 0
    voice = providers.speaker("mine")
    assert voice.estimate("今天我们去看花。", voice_style="gentle_female", language="zh") > 1
    assert 0 < len(voice.narrator()) <= 60
    providers._provider.cache_clear()
