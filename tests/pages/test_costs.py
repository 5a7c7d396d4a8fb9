"""A page says what a change would make again before it is made, and so does the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from projects.models import Project, costs
from projects.models.costs import Cost
from projects.pages.costs import OTHER, TYPED, words_of
from projects.pages.film_settings import FILM_SETTINGS
from tests.support.programs import Program
from tests.support.projects import fresh, store

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")
HEADERS = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def nothing_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process knows for a minute how long past work took. That may be work of another test."""
    monkeypatch.setattr(costs, "_known", {})


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Cost(reached=False), ""),
        (Cost(), "Nothing is made again."),
        (Cost((3,), (3,), True, 3.2, 6), "narration 3, clip 3 and the film, about 4 s. The rest"),
        (Cost((1, 2), (), False, None, 6), "To be made: narrations 1, 2. The rest stays."),
        (Cost((1, 2), (1, 2), True, 61, 2), "2 narrations, 2 clips and the film, about 1 minute."),
        (Cost((), (1, 2, 3, 4, 5), False, 43, 6), "To be made: 5 clips, about 45 s."),
    ],
)
def test_a_cost_is_said_in_words(cost: Cost, words: str) -> None:
    with override("en"):
        assert words in words_of(cost)


def test_typed_words_and_settings_tell_their_costs(
    alices: Client, program: Program, written: Project, tmp_path: Path
) -> None:
    def ask(what: str, **sent: Any) -> str:
        address = reverse("cost", args=[written.pk, what])
        return str(alices.post(address, sent, headers=HEADERS).json()["words"])

    scene = written.scene_list[1]
    store(written, "narration", scene.narration_hash, tmp_path, scene)
    words = {"scene": scene.pk, "title": "A", "subtitle": "", "visual_description": ""}
    assert ask("words", **words, narration="别的话。") == "To be made: narration 2. The rest stays."
    assert ask("words", **words, narration="") == ""  # no scene is without words
    assert ask("words", **words | {"scene": "x"}, narration="a") == ""
    assert ask("title", title="别的") == "Nothing is made again."
    assert ask("voice").startswith("To be made: 3 narrations")
    assert ask("music") == "Nothing is made again."
    Project.objects.filter(pk=written.pk).update(status="generating_audio")
    assert ask("voice") == ""
    Project.objects.filter(pk=written.pk).update(status="draft")
    script = program("get", f"/projects/{written.pk}/script")["data"]
    script["scenes"][1]["narration"] = "又一句。"
    cost = program("post", f"/projects/{written.pk}/script/cost", script)["data"]
    assert cost == {"narrations": [2], "clips": [], "film": False, "pictures": [], "seconds": None}
    assert fresh(written).script_version == script["version"]


def test_the_deeds_of_a_scene_and_the_update_tell_their_costs(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    def ask() -> dict[str, str]:
        address = reverse("scene-costs", args=[written.pk, written.scene_list[0].pk])
        return dict(alices.post(address, headers=HEADERS).json()["words"])

    assert {*ask().values()} == {""}, "nothing was made"
    for kind in ("narration", "clip", "poster"):
        project = fresh(written)
        for scene in project.scene_list:
            recipe = scene.narration_hash if kind == "narration" else scene.clip_hash
            store(project, kind, recipe, tmp_path, scene)
    before = fresh(written).revision
    said = ask()
    assert said["back"] == "Nothing is made again."
    assert said["join"].startswith("Makes 1 narration, ")
    assert said["delete"].startswith("Makes ")
    assert "narration" not in said["on"]
    assert fresh(written).revision == before
    fresh(written).scene_list[2].rewrite(narration="别的话。")
    page = alices.get(reverse("project", args=[written.pk]), headers=HEADERS).content.decode()
    assert "To be made: narration 3" in page


def test_every_setting_can_tell_its_costs() -> None:
    names = [setting.name for setting in FILM_SETTINGS]
    assert [name for name in names if name not in TYPED] == [*OTHER]
