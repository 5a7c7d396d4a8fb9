"""Words that no film can have: of a command, from before the rule, or of a script writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from projects import providers
from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from projects.providers.base import Script, ScriptWriter
from projects.timeline import Status, step_of
from tests.support.projects import script, write

pytestmark = pytest.mark.usefixtures("collected_files")
Work = Callable[[], None]


class Foreign(ScriptWriter):
    """A script writer of somebody else, that writes whatever it likes."""

    words = ""

    def write(self, *args: Any, **named: Any) -> Script:
        written = script()
        first = replace(written.scenes[0], narration=self.words)
        return replace(written, scenes=(first, *written.scenes[1:]))


@pytest.fixture
def foreign(settings: Any) -> Iterator[type[Foreign]]:
    writer = {"foreign": {"BACKEND": f"{__name__}.Foreign"}}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"script": writer}
    providers._provider.cache_clear()
    yield Foreign
    providers._provider.cache_clear()


def failed(project: Project, step: str, work: Work) -> str:
    """Why the step fails, in English."""
    run_and_enqueue(lambda: project.start(step_of(step)))
    work()
    project.refresh_from_db()
    assert (project.status, project.step) == (Status.FAILED, step)
    with override("en"):
        return project.error_message


def test_a_command_with_such_letters_makes_nothing(carol: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--topic: .* 개, 방, 의, 날"):
        call_command("makevideo", topic="개방의 날", output=tmp_path / "film.mp4")
    assert not Project.objects.exists()


def test_a_stored_brief_says_at_the_script_what_is_wrong(work: Work, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(key_points="小班教学\n소규모")
    reason = failed(project, "script", work)
    assert reason.startswith("the brief has letters") and ": 소, 규, 모." in reason
    assert project.runs.get().attempt == 1


def test_stored_points_that_no_film_can_say_are_not_cut(work: Work, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(key_points="每一位老师都认识每个孩子。" * 100)
    assert failed(project, "script", work).startswith("the key points are too long")


def test_a_stored_scene_says_at_the_narration_what_is_wrong_and_is_mended(
    work: Work, project: Project, alices: Client
) -> None:
    scene = write(project).scenes.get(position=2)
    project.scenes.filter(pk=scene.pk).update(title="안녕")
    assert failed(project, "narration", work).startswith("Scene 2: these letters")
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    assert f'href="#scene-{scene.pk}-narration"' in page
    assert "안、녕" in page
    words = {"title": "你好", "narration": scene.narration}
    alices.post(reverse("rewrite", args=[project.pk, scene.pk]), words)
    alices.post(reverse("retry", args=[project.pk]))
    work()
    project.refresh_from_db()
    assert (project.status, project.step) == (Status.DRAFT, "narration")


def test_a_foreign_script_with_such_letters_is_not_taken(
    work: Work, project: Project, foreign: type[Foreign]
) -> None:
    foreign.words = "안녕"
    assert "안, 녕. Try again" in failed(project, "script", work)
    assert project.scene_count == 0


def test_a_foreign_script_is_taken_in_plain_letters(
    work: Work, project: Project, foreign: type[Foreign]
) -> None:
    foreign.words = "𝐇𝐢，cafe\u0301！"
    run_and_enqueue(lambda: project.start(step_of("script")))
    work()
    assert project.scenes.get(position=1).narration == "Hi，café！"
