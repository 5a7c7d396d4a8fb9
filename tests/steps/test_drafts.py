"""The draft of a whole film: quick, small, of what is there, and never the film."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.jobs.drafts import make_draft
from projects.media.probe import probe
from projects.models import DraftPart, Project, Run
from projects.models.draft import PartKind
from projects.models.storage_limit import stored_of
from projects.steps import drafts
from projects.steps.timing import expected
from projects.timeline import SCRIPT
from tests.support.made_film import MadeFilm
from tests.support.programs import Program
from tests.support.projects import fresh, write

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")


@pytest.fixture(autouse=True)
def wanted(settings: Any) -> None:
    settings.STUDIO_DRAFTS = True


def never() -> bool:
    return False


def kinds(project: Project) -> list[str]:
    return sorted(part.kind for part in project.draft_parts.exclude(file=""))


def asked_for(project: Project) -> bool:
    args = {"project_id": str(project.pk)}
    return ProcrastinateJob.objects.filter(task_name="projects.draft", args=args).exists()


def test_a_draft_is_made_of_the_words_and_one_changed_word_makes_one_voice_and_one_picture(
    written: Project, tmp_path: Path
) -> None:
    made: list[str] = []
    speak, draw = drafts._speak, drafts._draw

    def speaks(*args: Any) -> Any:
        made.append("voice")
        return speak(*args)

    def draws(*args: Any) -> Any:
        made.append("picture")
        return draw(*args)

    with patch.object(drafts, "_speak", speaks), patch.object(drafts, "_draw", draws):
        make_draft(written.pk, never)
        assert sorted(made) == ["picture"] * 3 + ["voice"] * 3
        first = fresh(written).draft
        assert first and fresh(written).draft_state == "current"
        made.clear()
        fresh(written).scene_list[1].rewrite(narration="这里换了几个字。")
        assert fresh(written).draft_state == "wanted"
        make_draft(written.pk, never)
    assert sorted(made) == ["picture", "voice"]
    newest = fresh(written).draft
    assert newest and newest != first and newest.seconds != first.seconds
    assert kinds(written) == ["picture"] * 3 + ["voice"] * 3 + ["whole"] * 2, "the old one is seen"
    found = probe(Path(newest.file.path))
    assert (found.width, found.height, found.audio_codec) == (270, 480, "aac")
    assert found.seconds == pytest.approx(newest.seconds, abs=0.1)
    assert stored_of(written.owner_id) == sum(part.size for part in written.draft_parts.all())


def test_what_is_spoken_already_is_heard_in_the_draft_and_the_film_takes_its_place(
    written: Project, a_film: MadeFilm
) -> None:
    project = a_film.give(written, "narration")
    make_draft(project.pk, never)
    assert "voice" not in kinds(project)
    draft = fresh(project).draft
    assert draft
    seconds = sum(expected(scene).seconds for scene in fresh(project).scene_list)
    assert draft.seconds == pytest.approx(seconds, abs=0.05)
    done = a_film.give(project, "edit")
    assert (done.draft, done.draft_state) == (None, "none")
    assert "draft" not in done.film_part("film").file.name  # type: ignore[union-attr]


def test_a_draft_gives_way_to_a_step_and_to_a_change_and_keeps_what_is_made(
    written: Project, project: Project, alice: User
) -> None:
    speak = drafts._speak

    def and_a_step_waits(*args: Any) -> Any:
        told = speak(*args)
        if not Run.objects.exists():
            other = write(Project.objects.create(owner=alice, topic="Other"))
            other.runs.create(run_no=1, step=SCRIPT.name)
        return told

    with patch.object(drafts, "_speak", and_a_step_waits), patch("projects.jobs.drafts.EVERY", 0.0):
        make_draft(written.pk, never)
    assert "whole" not in kinds(written) and "voice" in kinds(written)
    assert asked_for(written), "it is gone on with later"
    Run.objects.all().delete()
    make_draft(written.pk, never)
    assert fresh(written).draft_state == "current"


def test_what_cannot_be_made_is_not_tried_until_something_changes(written: Project) -> None:
    with patch.object(drafts, "_draw", side_effect=OSError("no")) as draw:
        make_draft(written.pk, never)
        assert fresh(written).draft_state == "failed"
        make_draft(written.pk, never)
        assert draw.call_count <= 2
    fresh(written).scene_list[0].rewrite(title="Another")
    assert fresh(written).draft_state == "wanted"


def test_a_page_asks_for_the_draft_and_shows_it_and_nobody_else_sees_it(
    alices: Client, bobs: Client, written: Project, program: Program
) -> None:
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert asked_for(written) and 'id="draft"' in page and "data-keep" not in page
    draft = _whole(written)
    where = reverse("draft", args=[written.pk, draft.pk])
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert where in page
    assert (alices.get(where).status_code, bobs.get(where).status_code) == (200, 404)
    told = program("get", f"/projects/{written.pk}/draft")["data"]
    assert told == {"state": "current", "url": where, "seconds": 3.0}
    fresh(written).scene_list[0].rewrite(title="Another")
    assert program("get", f"/projects/{written.pk}/draft")["data"]["state"] == "wanted"
    Path(draft.file.path).unlink()
    assert alices.get(where).status_code == 404
    assert not written.draft_parts.exists(), "it will be made again"


def test_a_draft_goes_with_its_project(
    written: Project, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    path = Path(_whole(written).file.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        written.delete_with_files()
    assert not path.exists()


def _whole(project: Project) -> DraftPart:
    """A draft of its present words that nobody can play."""
    made = DraftPart(project=project, kind=PartKind.WHOLE, recipe=project.draft_hash, seconds=3.0)
    name = f"projects/{project.pk}/draft-whole-{uuid4().hex}.mp4"
    content = b"film"
    made.sha256, made.size = hashlib.sha256(content).hexdigest(), len(content)
    made.file.name = default_storage.save(name, ContentFile(content))
    made.save()
    return made
