"""A key point is said, said otherwise, said in part, or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from projects.coverage import Says, covered, put_right, unsaid
from projects.coverage.amounts import Amount, amounts_in
from tests.providers.script.typed_briefs import TYPED, script, wish

FEW = list(TYPED)[::6]
each_brief = pytest.mark.parametrize(
    "name",
    [
        name if name in FEW else pytest.param(name, marks=pytest.mark.full("94 briefs"))
        for name in TYPED
    ],
)


def said_of(name: str) -> tuple[tuple[str, ...], list[str]]:
    return tuple(wish(name).key_points), [scene.narration for scene in script(name, 1).scenes]


@pytest.mark.parametrize(
    ("point", "narration"),
    [
        ("15:00 在操场集合", "下午三点，请在操场集合。"),
        ("The show begins at 3 pm", "At three o'clock the show begins."),
        ("每班不超过20人", "一个班最多二十人，老师看得过来。"),
        ("Lunch is included", "The price includes lunch."),
        ("请带一条围裙", "记得带条围裙来。"),
        ("爸爸妈妈和孩子一起包粽子", "孩子们和爸爸妈妈包了粽子。"),
        ("电话：021-58881234", "打这个电话：02158881234"),
        ("Small classes", "Our classes are small."),
        ("Two seats for each family", "Each family has 2 seats."),
        ("免费试听", "第一节课可以免费试听。"),
        ("Saturday 14 March", "On March 14, a Saturday."),
        ("不带玩具和零钱", "玩具和零钱不要带。"),
        ("外教带班", "我们请外教来带班。"),
        ("排队走", "不推、不挤、排队走。"),
        ("🎈", "欢迎。"),
    ],
)
def test_a_point_is_said_also_in_other_words(point: str, narration: str) -> None:
    assert unsaid([point], [narration]) == ()


@pytest.mark.parametrize(
    ("point", "narration", "instead"),
    [
        ("15:00 在操场集合", "下午四点，请在操场集合。", "下午四点"),
        ("The show begins at 3 pm", "Our show begins at 16:00.", "16:00"),
        ("每班不超过20人", "每班不超过25人。", "25人"),
        ("电话：021-58881234", "电话：021-58881235。", "021-58881235"),
        ("Saturday 14 March", "On March 15, a Saturday.", "March 15"),
        ("每周三下午", "周四的下午。", "周四"),
        ("9点签到", "下午3点签到。上午9点开始演出。", "下午3点"),
    ],
)
def test_what_is_said_with_another_figure_is_told_and_can_be_put_right(
    point: str, narration: str, instead: str
) -> None:
    (found,) = covered((point,), (narration,))
    assert (found.says, found.scene, found.instead) == (Says.OTHERWISE, 0, (instead,))
    assert unsaid([point], [put_right(narration, found.changes)]) == ()


@pytest.mark.parametrize(
    ("point", "narration"),
    [
        ("户外乐园", "户外很大。乐园里有花。"),
        ("art", "We start at nine."),
        ("午餐包含在学费里", "学费里不包含午餐。"),
        ("Lunch is included", "Lunch is not included."),
        ("报名", "无需报名。"),
        ("不带玩具和零钱", "请带玩具和零钱。"),
        ("请带一条围裙", "请带一条毛巾。"),
        ("林老师在园里工作了32年", "王老师在园里工作了32年。"),
        ("Ms Green teaches the Butterfly class", "Ms Brown teaches the Butterfly class."),
        ("每班20人", "每班120人。"),
    ],
)
def test_what_says_another_thing_does_not_say_it(point: str, narration: str) -> None:
    assert unsaid([point], [narration]) == (point,)


def test_neighbours_may_share_a_point_and_the_one_that_says_most_of_it_is_named() -> None:
    narrations = ("欢迎。", "请在3月28日上午9点，", "到门口报到领取书包。")
    (found,) = covered(("3月28日上午9点在门口报到领取书包",), narrations)
    assert (found.says, found.scene) == (Says.SAID, 2)


def test_a_point_that_was_cut_is_said_only_in_part() -> None:
    point = "请带好预防接种证、户口本和一寸照片，提前十分钟到园门口排队"
    (found,) = covered((point,), ("欢迎。", "请带好预防接种证、户口本和一寸照片…"))
    assert (found.says, found.scene) == (Says.PARTLY, 1)


@each_brief
def test_the_writers_own_script_has_no_gap_also_where_it_is_read_word_by_word(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    points, narrations = said_of(name)
    monkeypatch.setattr("projects.coverage.rule._has_all", lambda point, narration: False)
    covered.cache_clear()
    assert unsaid(points, narrations) == ()
    covered.cache_clear()


@each_brief
def test_a_figure_that_is_changed_is_a_gap_and_putting_it_right_covers_all(name: str) -> None:
    points, narrations = said_of(name)
    for scene, narration in enumerate(narrations):
        for amount in changeable(narration, points, "\n".join(narrations)):
            wrong = list(narrations)
            wrong[scene] = narration[: amount.start] + other(amount) + narration[amount.end :]
            gaps = [one for one in covered(points, tuple(wrong)) if one.says != Says.SAID]
            assert gaps, amount.text
            if gaps[0].says == Says.OTHERWISE:
                wrong[scene] = put_right(wrong[scene], gaps[0].changes)
                assert unsaid(points, wrong) == (), amount.text


@each_brief
def test_a_sentence_that_is_deleted_is_a_gap(name: str) -> None:
    points, narrations = said_of(name)
    for scene, narration in enumerate(narrations):
        for sentence in re.split(r"(?<=[。！？!?])|(?<=\.)\s", narration):
            points_of_it = [point for point in points if point in sentence]
            less = list(narrations)
            less[scene] = narration.replace(sentence, "")
            elsewhere = "\n".join([*less, wish(name).topic])
            lost = [point for point in points_of_it if point not in elsewhere]
            assert {*lost} <= {*unsaid(points, less)}


def changeable(narration: str, points: tuple[str, ...], film: str) -> Iterator[Amount]:
    """Amounts that stand in one point alone, and once in the film's words."""
    for amount in amounts_in(narration):
        alike = [one for point in points for one in amounts_in(point) if one.equals(amount)]
        said = [one for one in amounts_in(film) if one.equals(amount)]
        if len(alike) == len(said) == 1 and re.search(r"\d", amount.text):
            yield amount


def other(amount: Amount) -> str:
    """It with another figure that a calendar and a clock have."""
    figure = re.search(r"\d+", amount.text)
    assert figure
    value = int(figure[0])
    then = value - 1 if value in (12, 24, 28, 30, 31, 59) else value + 1
    return f"{amount.text[: figure.start()]}{then:0{len(figure[0])}}{amount.text[figure.end() :]}"


def test_many_points_and_scenes_take_no_long_time() -> None:
    points = tuple(f"第{n}条：一共{n}人在{n}点钟去{n}楼看{n}本书和花园里的树" for n in range(40))
    narrations = ("我们在花园里看书，一共有很多人，树很高，花很美。" * 10,) * 30
    assert len(covered(points, narrations)) == len(points)
