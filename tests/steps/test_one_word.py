"""A word of a long film is changed: what has not changed is not made again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from projects.timeline import Status
from tests.support.projects import fresh, write


@pytest.mark.full("twenty narrations and clips are made")
def test_one_word_in_twenty_scenes_is_one_narration_one_clip_and_one_merge(
    alice: User, work: Callable[[], None]
) -> None:
    project = write(Project.objects.create(owner=alice, topic="一天", platform="douyin"), 20)
    before = made(project, work)
    assert (before["narration"], before["clip"], before["film"]) == (20, 20, 1)
    fresh(project).scene_list[10].rewrite(narration="这是第十一句话。")
    after = made(project, work)
    assert after - before == Counter(narration=1, clip=1, poster=1, film=1, cover=1, srt=1, vtt=1)


def made(project: Project, work: Callable[[], None]) -> Counter[str]:
    """Make the film. Returns how many files of each kind were made up to now."""
    run_and_enqueue(fresh(project).make_rest)
    work()
    project = fresh(project)
    assert project.status == Status.COMPLETED
    return Counter(project.artifacts.values_list("kind", flat=True))
