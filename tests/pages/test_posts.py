"""The words that are posted with a film, on the page and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project
from projects.models.merging import digest_of
from tests.support.programs import Program
from tests.support.projects import fresh, store

pytestmark = pytest.mark.usefixtures("collected_files")


def send(client: Client, project: Project, name: str, *more: str, **words: str) -> Any:
    address = reverse(name, args=[project.pk, *more])
    return client.post(address, words, HTTP_HX_REQUEST="true")


def test_a_film_gets_its_words_for_each_platform_and_a_persons_own_stay(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    assert 'id="post-douyin-text"' not in alices.get(f"/projects/{written.pk}/").content.decode()
    store(written, "film", "hash", tmp_path)
    page = alices.get(f"/projects/{written.pk}/").content.decode()
    assert page.index('id="post-douyin-text"') < page.index('id="post-bilibili-text"')
    answer = send(alices, written, "post", "xiaohongshu", title="标" * 21)
    said = answer.content.decode()
    assert "标题多了 1 个字" in said or "the title has 1 character too many" in said
    assert f'name="was_title" value="{digest_of("标" * 21)}"' in said
    send(alices, written, "post", "xiaohongshu", ours="yes")
    assert fresh(written).post("xiaohongshu").own == set()
    assert send(alices, written, "post", "myspace", text="a").status_code == 404


def test_a_title_is_changed_by_hand_and_two_tabs_are_asked(
    alices: Client, written: Project
) -> None:
    was = digest_of(written.name)
    assert send(alices, written, "title", title="  ").status_code == 422
    assert send(alices, written, "title", title="新的片名", was_title=was).status_code == 200
    answer = send(alices, written, "title", title="另一个", was_title=was)
    assert (answer.status_code, "新的片名" in answer.content.decode()) == (409, True)
    assert fresh(written).name == "新的片名"
    send(alices, written, "description", description="说明 #标签")
    assert fresh(written).post("bilibili").tags == "#标签 #生活记录"


def test_a_program_reads_and_changes_the_posts(program: Program, written: Project) -> None:
    base = f"/projects/{written.pk}"
    assert program("put", f"{base}/title", {"title": "片名"})["data"]["title"] == "片名"
    program("put", f"{base}/description", {"description": "说明。#一 #二"})
    posts = program("get", f"{base}/posts")["data"]
    assert [post["platform"] for post in posts][0] == "douyin"
    assert (posts[0]["text"], posts[0]["tags"]) == ("说明。", ["一", "二", "记录美好生活"])
    changed = program("put", f"{base}/posts/xiaohongshu", {"title": "长" * 22, "tags": ["三"]})
    assert (changed["data"]["over"], changed["data"]["own"]) == ({"title": 2}, ["tags", "title"])
    assert program("get", f"{base}/posts/xiaohongshu")["data"] == changed["data"]
    back = program("put", f"{base}/posts/xiaohongshu", {"title": None})["data"]
    assert (back["title"], back["own"]) == ("片名", ["tags"])
    program("put", f"{base}/posts/douyin", {"tags": ["x"] * 21})
    assert program.status == 422
