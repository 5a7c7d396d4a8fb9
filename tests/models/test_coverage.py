"""Key points that no scene says, and how they come into the film."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from projects.coverage import Says
from projects.models import NotReady, Project
from tests.support.programs import Program
from tests.support.projects import fresh, write

POINTS = "9月24日下午3点\n孩子们亲手压月饼、做灯笼\n请每个孩子带一条围裙和一顶厨师帽\n免费"


@pytest.fixture
def film(project: Project) -> Project:
    """Its three scenes say none of its points."""
    Project.objects.update(topic="中秋节做月饼", key_points=POINTS, video_type="activity")
    return write(fresh(project))


def says(project: Project) -> list[tuple[str, int | None]]:
    found = fresh(project).coverage
    return [(one.says.value, one.scene.position if one.scene else None) for one in found]


def narrations(project: Project) -> list[str]:
    return [scene.narration for scene in fresh(project).scene_list]


def test_each_gap_is_told_and_each_is_added_once_in_its_order(film: Project) -> None:
    assert [one.says for one in film.coverage] == [Says.MISSING] * 4
    for point in reversed(film.points):
        film.add_key_point(point)
        film = fresh(film)
    assert [one.says for one in film.coverage] == [Says.SAID] * 4
    assert film.add_key_point("免费") is None
    told = narrations(film)
    assert told[0] == "这是第1句旁白。免费。"  # too short for a scene
    assert told[-1] == "这是第3句旁白。"  # the film ends as before
    assert {*told[1:-2]} >= {"孩子们亲手压月饼、做灯笼。", "请每个孩子带一条围裙和一顶厨师帽。"}


def test_what_was_added_is_undone_with_one_click(film: Project) -> None:
    before = narrations(film)
    film.add_key_point("孩子们亲手压月饼、做灯笼")
    assert narrations(film) == [before[0], "孩子们亲手压月饼、做灯笼。", *before[1:]]
    fresh(film).undo()
    assert narrations(film) == before


def test_another_time_is_put_right_and_no_second_sentence_says_it(film: Project) -> None:
    scene = film.scene_list[1]
    scene.rewrite(title="9月24日下午4点", narration="9月24日下午4点，等你来。")
    gap = fresh(film).coverage[0]
    assert (gap.says, gap.scene, gap.instead) == (Says.OTHERWISE, scene, ("下午4点",))
    fresh(film).add_key_point(gap.key)
    scene = fresh(film).scene_list[1]
    assert scene.narration == scene.subtitle == "9月24日下午3点，等你来。"
    assert scene.title == "9月24日下午3点"
    assert fresh(film).scene_count == 3


def test_a_part_of_a_point_is_replaced_by_all_of_it(film: Project) -> None:
    film.scene_list[2].rewrite(narration="孩子们亲手压月饼…谢谢大家。")
    assert says(film)[1] == ("partly", 3)
    fresh(film).add_key_point("孩子们亲手压月饼、做灯笼")
    assert narrations(film)[2] == "孩子们亲手压月饼、做灯笼。谢谢大家。"


def test_a_full_film_takes_it_into_a_scene(film: Project) -> None:
    full = write(film, 30)
    fresh(full).add_key_point("孩子们亲手压月饼、做灯笼")
    assert fresh(film).scene_count == 30
    assert says(film)[1] == ("said", 1)


def test_what_the_brief_does_not_have_is_not_added(film: Project, project: Project) -> None:
    with pytest.raises(NotReady):
        film.add_key_point("小班教学")


def test_a_page_shows_the_gaps_with_a_button_each(
    alices: Client, film: Project, collected_files: None
) -> None:
    page = alices.get(reverse("project", args=[film.pk])).content.decode()
    assert page.count("没有场景说到它") == 4
    key = film.coverage[0].key
    reply = alices.post(
        reverse("add-key-point", args=[film.pk]), {"point": key}, HTTP_HX_REQUEST="true"
    ).content.decode()
    assert reply.count("没有场景说到它") == 3
    assert f"gap-{key}" not in reply
    assert f"#scene-{fresh(film).coverage[0].scene.pk}-narration" in reply  # type: ignore[union-attr]


def test_a_program_reads_and_adds_them(program: Program, film: Project) -> None:
    data = program("get", f"/projects/{film.pk}")["data"]
    assert data["coverage"][3] == {
        "point": "免费",
        "says": "missing",
        "sceneNumber": None,
        "instead": [],
    }
    program("post", f"/projects/{film.pk}/key-points", {"point": "免费"})
    assert program.status == 200
    assert program("get", f"/projects/{film.pk}")["data"]["coverage"][3]["says"] == "said"
    program("post", f"/projects/{film.pk}/key-points", {"point": "别的"})
    assert program.status == 409
