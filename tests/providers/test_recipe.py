"""The voice of docs/recipes.md is a whole provider: it is run here as it stands there."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from projects import providers
from projects.jobs.queue import run_and_enqueue
from projects.media.sound.narration import LAST_PAUSE, LEAD, REST
from projects.models import Project
from projects.pages.steps.script import spoken_seconds
from projects.providers.base import Speaker
from projects.timeline import StepName, step_of
from tests.support.working import Working

RECIPES = Path(__file__).parents[2] / "docs" / "recipes.md"
PACE = 6.0  # characters a second, as the recipe sets it


@pytest.fixture
def humming(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Iterator[None]:
    """The recipe, followed to the letter."""
    recipe = RECIPES.read_text().partition("## Add a provider")[2].partition("\n## ")[0]
    code, setting = re.findall(r"```python\n(.*?)```", recipe, re.DOTALL)
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
