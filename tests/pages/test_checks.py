"""A film that measures itself: its owner sees what there is to mind, and what keeps it from being
done has a button."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.api.representation import status_data
from projects.jobs.queue import run_and_enqueue
from projects.media.checks import Check, Level
from projects.media.formats import DRAWN, TO_BT709, Format
from projects.models import Project
from projects.steps.results import NewArtifact
from projects.timeline import EDIT, Status
from tests.support.made_film import MadeFilm
from tests.support.projects import fresh, store
from tests.support.videos import video

pytestmark = pytest.mark.usefixtures("collected_files")
FINE = Check("length", Level.OK, 0.0, 0.1)
FAST = Check("caption_pace", Level.AMBER, 1.6, 1.25, scene=2, about=("<来>",))
UNSAID = Check("key_points", Level.AMBER, 2, 0, about=("双语课程", "户外乐园"))
MEASURED = {
    *("length", "black", "frozen", "speech", "silence", "silence_at_end", "loudness", "peak"),
    *("captions", "caption_place", "caption_pace", "cut_heads", "key_points"),
    *("ai_mark", "ai_mark_size", "ai_label", "title", "slideshow"),
}


def page(client: Client, project: Project, language: str = "en") -> str:
    address = reverse("project", args=[project.pk])
    return html.unescape(client.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode())


def filmed(project: Project, folder: Path, *checks: Check) -> Project:
    store(project, "film", project.film_hash, folder)
    project.artifacts.update(checks=[check.as_json() for check in checks])
    Project.objects.filter(pk=project.pk).update(status=Status.COMPLETED, step="export")
    return fresh(project)


def test_what_there_is_to_mind_is_listed_below_the_film(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    project = filmed(written, tmp_path, FINE, FAST, UNSAID)
    english, chinese = page(alices, project), page(alices, project, "zh-CN")
    assert "Scene 2: This caption has to be read fast: “<来>”" in english
    assert "Not said: 双语课程, 户外乐园" in english
    assert "没有讲到：双语课程、户外乐园" in chinese
    told = status_data(project)["checks"]
    assert told[1] == {"name": "caption_pace", "level": "amber", "value": 1.6, "limit": 1.25}
    assert [each["name"] for each in told] == ["length", "caption_pace", "key_points"]


@pytest.mark.parametrize(("checks", "is_said"), [((FINE,), True), ((), False)])
def test_a_film_with_nothing_to_mind_says_so_if_it_was_measured(
    alices: Client, written: Project, tmp_path: Path, checks: tuple[Check, ...], is_said: bool
) -> None:
    project = filmed(written, tmp_path, *checks)
    shown = page(alices, project)
    assert ("Checked: length" in shown, "checks-title" in shown) == (is_said, False)
    assert len(status_data(project)["checks"]) == len(checks)


def test_a_made_film_keeps_all_that_was_measured_and_there_is_nothing_to_mind(
    a_film: MadeFilm,
) -> None:
    (checks,) = (piece.checks for piece in a_film.pieces if piece.kind == "film")
    assert {check.name for check in checks} == MEASURED
    # Its script is the tests' own, which says none of the key points.
    assert [check.name for check in checks if check.level != Level.OK] == ["key_points"]


def test_a_black_scene_keeps_the_film_from_being_done_and_a_button_makes_it_again(
    committed: None,
    written: Project,
    a_film: MadeFilm,
    half_size: Format,
    alices: Client,
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    project = a_film.give(written, "scenes")
    scene = project.scene_list[1]
    assert scene.clip
    black = f"color=black:s={half_size.width}x{half_size.height}:r=30"
    path = video(tmp_path / "b.mp4", black, "-vf", TO_BT709, *DRAWN, seconds=scene.clip.seconds)
    replace_clip(project, scene, path)
    run_and_enqueue(lambda: project.start(EDIT))
    work()
    failed = fresh(project)
    assert (failed.status, failed.error) == (Status.FAILED, {"code": "film_black", "scene": 2})
    assert not failed.artifacts.filter(kind="film").exists()
    shown = page(alices, failed)
    assert "Scene 2: the film would be black here." in shown
    assert "Make scene 2 again" in shown
    again = reverse("another-take", args=[project.pk, scene.pk, "clip"])
    assert alices.post(again, {"retry": "1"}, HTTP_HX_REQUEST="true").status_code == 200
    (run,) = failed.runs.active()
    assert (run.step, run.scene_id, fresh(project).goal) == ("scenes", scene.pk, "edit")


def replace_clip(project: Project, scene: Any, path: Path) -> None:
    made = NewArtifact("clip", scene.clip_hash, path, seconds=scene.clip.seconds)
    made.store(project)
    made.commit(project, scene)


@pytest.mark.parametrize(
    ("code", "buttons"),
    [
        ("film_speech", {"fault-voice", "fault-words"}),
        ("film_ai_mark", {"fault-clip"}),
        ("film_captions", {"fault-words"}),
        ("film_peak", {"fault-music"}),
        ("film_length", set()),
    ],
)
def test_each_fault_has_the_buttons_that_help(
    alices: Client, written: Project, code: str, buttons: set[str]
) -> None:
    scene = {"scene": 1} if code not in ("film_peak", "film_length") else {}
    error = {"code": code, **scene}
    Project.objects.filter(pk=written.pk).update(status=Status.FAILED, step="edit", error=error)
    shown = page(alices, written)
    card = f"failed-{written.scene_list[0].pk}-card"
    every = {"fault-voice", "fault-words", "fault-clip", "fault-music", card}
    assert {button for button in every if f'id="{button}"' in shown} == buttons
    # Another try alone would find the same fault, unless nothing else helps.
    assert ('id="edit-retry" class="button primary"' in shown) == (not buttons)
