"""What is posted with a film: our words always fit, and a person's own say by how much not."""

from __future__ import annotations

from typing import Any

import pytest

from projects.models import Project
from projects.models.merging import BothChanged, digest_of
from projects.models.project.posts import LIMITS, cut, post_of, shortened, tags_in
from projects.vocabulary import Platform
from tests.support.projects import fresh

LONG = "春天的操场上，孩子们在跑。" * 200
ENGLISH = "The children run over the meadow, and everybody laughs. " * 60
TAGS = "#春天 #幼儿园 #招生 #记录美好生活 #" + "长" * 30


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("description", ["", "一句话。", LONG, f"{LONG}\n{TAGS}", ENGLISH])
@pytest.mark.parametrize("title", ["开放日", "2027 春季招生：欢迎来看看我们的一天" * 3])
def test_what_the_studio_writes_fits_every_platform(
    platform: str, description: str, title: str
) -> None:
    on = {"douyin": ["记录美好生活"], "bilibili": ["生活记录"]}
    post = post_of(platform, title=title, description=description, tags_on=on, own={})
    assert post.over == {}
    assert all(len(tag) <= LIMITS[platform].tag for tag in tags_in(post.tags))
    assert ("记录美好生活" in post.tags) == (platform == "douyin")
    assert post.text.startswith(title) == (LIMITS[platform].title == 0)


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("一句。两句。", 6, "一句。两句。"),
        ("一句。两句。", 5, "一句。"),
        ("他说：“走吧！”然后走了。", 8, "他说：“走吧！”"),
        ("One. Two three.", 12, "One."),
        ("It costs 3.50 yuan each.", 14, "It costs 3.50"),
        ("没有标点的一长串字", 5, "没有标点…"),
        ("2027 春季招生：欢迎来", 12, "2027 春季招生"),
    ],
)
def test_a_text_is_cut_after_a_sentence_or_before_a_mark_or_a_blank(
    text: str, most: int, expected: str
) -> None:
    assert cut(text, most) == expected
    assert len(cut(text, most)) <= most
    assert len(shortened(text, most)) <= most


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("#a #b#c", ["a", "b", "c"]),
        ("a，b、 c, a", ["a", "b", "c"]),
        ("", []),
        ("# ＃", []),
    ],
)
def test_tags_are_read_however_they_are_typed(typed: str, tags: list[str]) -> None:
    assert tags_in(typed) == tags


def test_a_persons_own_post_stays_and_says_by_how_much_it_is_too_long(written: Project) -> None:
    written.change_post("xiaohongshu", {"title": "标" * 23, "tags": "a b"})
    post = fresh(written).post("xiaohongshu")
    assert (post.over, post.tags, post.own) == ({"title": 3}, "#a #b", {"title", "tags"})
    written.describe("今天很好。 #今天")
    assert fresh(written).post("xiaohongshu").title == "标" * 23
    assert fresh(written).post("xiaohongshu").text == "今天很好。"
    assert fresh(written).post("douyin").tags == "#今天 #记录美好生活"
    written.change_post("xiaohongshu", {"title": None})
    assert fresh(written).post("xiaohongshu").own == {"tags"}


def test_words_that_are_sent_back_unchanged_stay_the_studios(written: Project) -> None:
    shown: dict[str, Any] = written.post("douyin").parts
    written.change_post("douyin", {**shown, "text": "我自己的话"})
    assert fresh(written).post("douyin").own == {"text"}


def test_two_who_change_one_post_lose_nothing(written: Project) -> None:
    drawn = {name: digest_of(said) for name, said in written.post("douyin").parts.items()}
    written.change_post("douyin", {"title": "甲", "text": ""}, drawn)
    with pytest.raises(BothChanged) as both:
        written.change_post("douyin", {"title": "乙"}, drawn)
    assert (both.value.fields, both.value.stored["title"]) == (["title"], "甲")
    written.change_post("douyin", {"tags": "#乙"}, drawn)
    post = fresh(written).post("douyin")
    assert (post.title, post.text, post.tags) == ("甲", "", "#乙")


def test_another_title_makes_the_opening_and_the_film_anew_and_a_description_nothing(
    written: Project,
) -> None:
    before = fresh(written)
    written.describe("别的")
    written.change_post("douyin", {"text": "别的"})
    assert fresh(written).film_hash == before.film_hash
    written.rename("新的片名")
    after = fresh(written)
    changed = [
        old.clip_hash != new.clip_hash
        for old, new in zip(before.scene_list, after.scene_list, strict=True)
    ]
    assert changed == [scene.is_opening for scene in after.scene_list]
    assert (after.film_hash != before.film_hash, after.title_found) == (True, False)
    with pytest.raises(BothChanged):
        written.rename("再一个", {"title": digest_of(before.name)})


def test_the_words_to_post_can_be_undone_one_after_the_other(written: Project) -> None:
    before = written.post("douyin").parts
    written.change_post("douyin", {"title": "甲"})
    written.describe("别的")
    for _deed in range(2):
        written.undo()
    assert fresh(written).post("douyin").parts == before
    written.redo()
    assert fresh(written).post("douyin").title == "甲"
