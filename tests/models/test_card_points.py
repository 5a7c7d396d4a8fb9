"""The key points beside a title: those a scene speaks of, none of them made part of another."""

from __future__ import annotations

import pytest

from projects.models.card_points import of_scene

ROOMS = ("阳光房", "午睡监护", "晨检", "植物角")


def test_points_of_one_scene_stand_together_with_the_one_that_is_its_title() -> None:
    said = of_scene(ROOMS, "阳光房", "阳光房，午睡监护，晨检，一样都不少。")
    assert said == ("阳光房", "午睡监护", "晨检")


def test_a_scene_of_one_point_does_not_say_its_title_twice() -> None:
    assert of_scene(ROOMS, "植物角", "另外，还有植物角。") == ()
    assert of_scene(("hands-on play",), "Hands-on play", "Today: hands-on play.") == ()
    assert of_scene(("学费：每月￥980",), "学费", "学费：每月￥980。") == ("学费：每月￥980",)


@pytest.mark.parametrize(
    ("point", "narration", "shown"),
    [
        ("Small classes", "Look around: small classes and much more.", "Small classes"),
        ("Music", "Come for music!", "Music"),
        ("🎉 户外乐园", "还有户外乐园。", "🎉 户外乐园"),
        ("占地5000㎡", "校园占地5000，绿树成荫。", "占地5000㎡"),
        ("3.5 acres", "All of it on 3.5 acres.", "3.5 acres"),
        ("-5℃也上课", "-5℃也上课。", "-5℃也上课"),
    ],
)
def test_a_point_that_is_spoken_in_other_letters_is_found(
    point: str, narration: str, shown: str
) -> None:
    assert of_scene((point,), "A title", narration) == (shown,)


@pytest.mark.parametrize(
    ("point", "narration"),
    [("Art", "We start at ten."), ("每班15人", "每班150人。"), ("🎉", "欢迎。"), ("AI", "Maid")],
)
def test_a_point_that_is_not_spoken_is_not_shown(point: str, narration: str) -> None:
    assert of_scene((point,), "A title", narration) == ()
