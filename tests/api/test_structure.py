"""A program handles the scenes of a script like paragraphs, and takes back what was done."""

from __future__ import annotations

from typing import Any

import pytest

from projects.models import Project
from projects.models.scene import MOST_SCENES
from projects.timeline import NARRATION
from tests.support.programs import BASE, Program
from tests.support.projects import fresh, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenes(written: Project) -> str:
    return f"/projects/{written.pk}/script/scenes"


def numbers(said: dict[str, Any]) -> str:
    return "".join(scene["sceneTitle"][-1] for scene in said["data"]["scriptData"]["scenes"])


def ids(project: Project) -> list[int]:
    return [scene.pk for scene in fresh(project).scene_list]


def test_each_operation_answers_with_the_script_and_what_can_be_undone(
    program: Program, written: Project, scenes: str
) -> None:
    first, second, third = ids(written)
    said = program("post", scenes, {"after": first, "narration": "新的话。", "sceneTitle": "新9"})
    assert (program.status, numbers(said)) == (200, "1923")
    assert said["data"]["canUndo"]
    assert said["data"]["undoes"] == "new scene 2"
    said = program("post", f"{scenes}/{third}/move", {"to": 1})
    assert (program.status, numbers(said)) == (200, "3192")
    said = program("delete", f"{scenes}/{second}")
    assert (program.status, numbers(said)) == (200, "319")
    said = program("post", f"{scenes}/{first}/split", {"at": 3})
    assert [each["narration"] for each in said["data"]["scriptData"]["scenes"]][1:3] == [
        "这是第",
        "1句旁白。",
    ]
    said = program("post", f"{scenes}/{first}/join")
    assert len(said["data"]["scriptData"]["scenes"]) == 3
    said = program("post", f"{scenes}/{third}/duplicate")
    assert numbers(said) == "3319"
    for _ in range(6):
        said = program("post", f"/projects/{written.pk}/undo")
    assert (numbers(said), said["data"]["canUndo"], said["data"]["redoes"]) == (
        "123",
        False,
        "new scene 2",
    )
    assert program("post", f"/projects/{written.pk}/undo")["message"]
    assert program.status == 409
    assert numbers(program("post", f"/projects/{written.pk}/redo")) == "1923"


def test_the_same_key_inserts_one_scene(program: Program, written: Project, scenes: str) -> None:
    for _ in range(2):
        program("post", scenes, {"narration": "只说一次。"}, Idempotency_Key="one")
        assert program.status == 200
    assert fresh(written).scene_count == 4


def test_a_script_is_given_back_with_other_scenes(program: Program, written: Project) -> None:
    path = f"/projects/{written.pk}/script"
    read = program("get", path)["data"]
    one, two, three = read["scenes"]
    new = {"sceneTitle": "新9", "narration": "新的话。"}
    said = program("put", path, read | {"scenes": [three, new, one | {"narration": "改了。"}]})
    assert program.status == 200
    assert [each["sceneTitle"][-1] for each in said["data"]["scenes"]] == list("391")
    assert said["data"]["scenes"][0]["id"] == three["id"]
    assert said["data"]["scenes"][2]["narration"] == "改了。"
    assert program("post", f"/projects/{written.pk}/undo")["data"]["scriptData"]["scenes"] == [
        one,
        two,
        three,
    ]


@pytest.mark.parametrize("wrong", ["twice", "unknown", "without"])
def test_scenes_that_do_not_fit_the_script_are_refused_in_words(
    program: Program, written: Project, wrong: str
) -> None:
    path = f"/projects/{written.pk}/script"
    read = program("get", path)["data"]
    one, two, three = read["scenes"]
    changed = {
        "twice": [one, one, two],
        "unknown": [one, two, three | {"id": 999_999}],
        "without": [{**scene, "id": None} for scene in (one, two)],
    }[wrong]
    said = program("put", path, read | {"scenes": changed})
    assert (program.status, bool(said["message"])) == (409, True)
    assert program("get", path)["data"] == read


def test_what_a_film_cannot_be_is_refused_in_words(
    program: Program, written: Project, scenes: str
) -> None:
    first, second, third = ids(written)
    for method, path, body, status in (
        ("post", f"{scenes}/999999/join", None, 404),
        ("delete", f"{scenes}/999999", None, 404),
        ("post", f"{scenes}/{third}/join", None, 409),
        ("post", f"{scenes}/{first}/split", {"at": 600}, 409),
        ("post", f"{scenes}/{first}/move", {"to": 0}, 422),
        ("post", scenes, {"narration": "  "}, 400),
        ("post", scenes, {"after": 999_999, "narration": "新的话。"}, 404),
    ):
        assert program(method, path, body)["message"]
        assert program.status == status, path
    written.start(NARRATION)
    assert program("delete", f"{scenes}/{second}")["data"]["status"] == "generating_audio"
    assert program.status == 409


def test_thirty_scenes_have_addresses(program: Program, written: Project) -> None:
    write(written, MOST_SCENES)
    program("put", f"/projects/{written.pk}/scenes/30/fit", {"fit": "frame"})
    assert program.status == 200
    program("put", f"/projects/{written.pk}/scenes/31/fit", {"fit": "frame"})
    assert program.status == 404


ANNOUNCED = "insert_scene delete_scene move_scene split_scene join_scenes undo redo"


def test_programs_find_these_operations_by_the_names_that_were_announced(program: Program) -> None:
    paths = program.client.get(f"{BASE}/openapi.json").json()["paths"]
    names = {deed["operationId"] for path in paths.values() for deed in path.values()}
    assert names >= set(ANNOUNCED.split())
