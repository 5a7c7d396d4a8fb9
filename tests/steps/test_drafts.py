"""The draft of a whole film: quick, small, of what is there, and never the film."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.files.duplicating import duplicate
from projects.jobs import drafts as jobs
from projects.jobs.drafts import make_draft, rescue_draft
from projects.jobs.verification import verify_stored_files
from projects.media.ffmpeg import capture
from projects.media.probe import probe
from projects.models import DraftPart, Project
from projects.models.draft import PartKind
from projects.models.storage_limit import stored_of
from projects.steps import drafts
from projects.steps.draft_parts import Made, Parts
from projects.timeline import EDIT, SCRIPT
from tests.support.programs import Program
from tests.support.projects import fresh, store, write
from tests.support.queue_rows import add_jobs

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("store_of_its_own")]


@pytest.fixture(autouse=True)
def wanted(settings: Any) -> None:
    settings.STUDIO_DRAFTS = True


@pytest.fixture
def made() -> Iterator[list[str]]:
    """What is made of a draft, in its order. Nothing is spoken, drawn or encoded."""
    names: list[str] = []

    def pretending(name: str, told: Any = None) -> Callable[..., Any]:
        def make(*args: Any, **named: Any) -> Any:
            out = next(each for each in reversed(args) if isinstance(each, Path))
            out.write_bytes(name.encode())
            names.append(name)
            return told(out) if told else None

        return make

    with (
        patch.object(drafts, "_speak", pretending("voice", lambda out: Made(out, 2.0))),
        patch.object(drafts, "_draw", pretending("picture", lambda out: Made(out, 2.0))),
        patch.object(drafts, "_reduce", pretending("clip", lambda out: Made(out, 2.0))),
        patch.object(drafts.soundtrack, "make", pretending("sound", lambda _: [60, 60, 60])),
        patch.object(drafts.draft, "join", pretending("whole")),
    ):
        yield names


@contextmanager
def after_first_part(do: Callable[[], object]) -> Iterator[None]:
    """Something happens while a draft is made."""
    keep, done = Parts.store, list[str]()

    def store_and_do(self: Parts, *args: Any) -> None:
        keep(self, *args)
        if not done:
            done.append("once")
            do()

    with patch.object(Parts, "store", store_and_do), patch.object(jobs, "EVERY", 0.0):
        yield


def make(project: Project, losses: int = 0) -> Project:
    make_draft(project.pk, 0, losses, lambda: False)
    return fresh(project)


def kinds(project: Project) -> list[str]:
    return sorted(part.kind for part in DraftPart.objects.filter(project=project).exclude(file=""))


def asked_for(project: Project) -> list[int]:
    """How often it was made in vain, for each time that a worker is asked for its draft."""
    jobs = ProcrastinateJob.objects.filter(task_name="projects.draft", status="todo")
    return [job.args["losses"] for job in jobs if job.args["project_id"] == str(project.pk)]


# What it is made of


def test_a_draft_is_made_of_the_words_and_a_changed_word_makes_one_voice_and_one_picture(
    project: Project, tmp_path: Path
) -> None:
    written = make(write(project, scenes=2))
    first = written.draft.seen
    assert first and written.draft.state == "current"
    found = probe(Path(first.file.path))
    assert (found.width, found.height, found.audio_codec) == (270, 480, "aac")
    assert found.seconds == pytest.approx(first.seconds, abs=0.1)
    told = capture(["-i", first.file.path, "-f", "ffmetadata", "-"], cwd=tmp_path)
    assert f'"ProduceID":"{written.pk}"' in told.replace("\\", ""), "it is labelled as a film is"
    kept = {part.pk for part in DraftPart.objects.all()}
    written.scene_list[1].rewrite(narration="这里换了几个字，也长了一些。")
    assert fresh(written).draft.state == "wanted"
    newest = make(written).draft.seen
    assert newest and newest.seconds > first.seconds + 0.5
    assert sorted(part.kind for part in DraftPart.objects.exclude(pk__in=kept)) == [
        *("picture", "voice", "whole")
    ]
    assert kinds(written) == ["picture"] * 2 + ["voice"] * 2 + ["whole"] * 2, "the old one is seen"
    assert stored_of(written.owner_id) == sum(part.size for part in DraftPart.objects.all())


def test_what_is_spoken_already_is_heard_and_the_film_takes_the_place_of_the_draft(
    written: Project, made: list[str], tmp_path: Path
) -> None:
    scene = written.scene_list[0]
    store(written, "narration", scene.narration_hash, tmp_path, scene)
    assert make(written).draft.state == "current"
    assert sorted(made) == ["picture"] * 3 + ["sound"] + ["voice"] * 2 + ["whole"]
    whole = fresh(written)
    for kind in EDIT.makes:
        store(whole, kind, whole.film_hash, tmp_path)
    assert (fresh(written).draft.state, fresh(written).draft.seen) == ("none", None)


def test_a_finished_clip_takes_the_place_of_its_sketch(
    written: Project, made: list[str], tmp_path: Path
) -> None:
    scene = written.scene_list[0]
    store(written, "narration", scene.narration_hash, tmp_path, scene)
    make(written)
    clip = store(fresh(written), "clip", fresh(written).scene_list[0].clip_hash, tmp_path, scene)
    draft = fresh(written).draft
    assert (draft.state, draft.changed) == ("wanted", ()), "it looks as before, but better"
    made.clear()
    seen = make(written).draft.seen
    assert sorted(made) == ["clip", "sound", "whole"]
    assert seen and [at for _, at in seen.begins] == [0, 2, 4]
    assert [key for key, _ in seen.begins] == [each.pk for each in written.scene_list]
    DraftPart.objects.all().remove()
    Path(clip.file.path).unlink()
    assert make(written).draft.state == "wanted" and asked_for(written) == [0]
    made.clear()
    make(written)
    assert made.count("picture") == 3 - kinds(written).count("clip"), "sketches again"
    assert "clip" not in made


def test_a_draft_names_the_scenes_that_it_does_not_show_as_they_are(
    written: Project, made: list[str]
) -> None:
    first = make(written).draft
    fresh(written).scene_list[2].rewrite(title="Another")
    assert [scene.position for scene in fresh(written).draft.changed] == [3]
    made.clear()
    second = make(written).draft
    assert second.changed == () and second.seen != first.seen
    assert made == ["picture", "sound", "whole"] or made == ["sound", "picture", "whole"]
    fresh(written).undo()
    assert fresh(written).draft == first, "it is still there"


# It gives way


def test_a_draft_gives_way_to_a_step_and_goes_on_later_with_what_is_made(
    written: Project, made: list[str]
) -> None:
    def a_step_waits() -> None:
        other = Project.objects.create(owner=written.owner, topic="Other")
        other.runs.create(run_no=1, step=SCRIPT.name)

    with after_first_part(a_step_waits):
        make(written)
    kept = kinds(written)
    assert "whole" not in kept and "voice" in kept
    assert asked_for(written) == [0]
    Project.objects.exclude(pk=written.pk).delete()
    made.clear()
    assert make(written).draft.state == "current"
    assert made.count("voice") == 3 - kept.count("voice")


def test_an_edit_goes_on_at_once_and_nothing_outdated_is_kept(
    written: Project, made: list[str]
) -> None:
    with after_first_part(lambda: fresh(written).scene_list[0].rewrite(narration="新的话。")):
        make(written)
    assert "whole" not in kinds(written) and kinds(written).count("voice") == 1
    assert asked_for(written) == [0] and not fresh(written).running
    entry = fresh(written).undoable
    assert entry and entry.what["code"] == "words", "a draft is no deed"
    assert make(written).draft.state == "current"


def test_a_running_step_gets_no_draft_beside_it(written: Project, made: list[str]) -> None:
    written.make_rest()
    make(written)
    jobs.look_at(fresh(written))
    assert made == [] and asked_for(written) == []


def test_only_one_draft_of_a_project_is_made_at_a_time(written: Project, made: list[str]) -> None:
    @contextmanager
    def another_is_at_work(_what: str) -> Iterator[bool]:
        yield False

    with patch.object(jobs, "alone_with", another_is_at_work):
        make(written)
    assert made == [] and asked_for(written) == [0]


# It survives


def test_the_draft_of_a_dead_worker_is_made_by_another_one_but_not_after_its_third(
    written: Project,
) -> None:
    args = {"project_id": str(written.pk)}
    for losses in (0, 1, 2):
        ProcrastinateJob.objects.all().delete()
        add_jobs("drafts", 1, status="doing")
        job = ProcrastinateJob.objects.get().pk
        told = args | ({"losses": losses} if losses else {})
        at_work = ProcrastinateJob.objects.filter(pk=job)
        at_work.update(task_name="projects.draft", args=told)
        rescue_draft(job)
        assert at_work.get().status == "failed"
        rescue_draft(job)  # a second sweeper
        assert asked_for(written) == ([losses + 1] if losses < 2 else [])
    assert fresh(written).draft.state == "failed"


def test_what_cannot_be_made_is_tried_again_when_something_changes_or_after_an_hour(
    written: Project, made: list[str]
) -> None:
    with patch.object(drafts, "_draw", side_effect=OSError("no")) as draw:
        assert make(written).draft.state == "wanted" and asked_for(written) == [1]
        assert make(written, losses=2).draft.state == "failed"
        tried = draw.call_count
        make(written)
        assert draw.call_count == tried
        DraftPart.objects.unwanted().remove()
        assert fresh(written).draft.state == "wanted"
        make(written)
        assert draw.call_count > tried
    fresh(written).scene_list[0].rewrite(title="Another")
    assert make(written).draft.state == "current"


def test_a_lost_part_is_made_anew(written: Project, made: list[str]) -> None:
    make(written)
    lost = DraftPart.objects.filter(kind=PartKind.PICTURE)[0]
    Path(lost.file.path).write_bytes(b"other bytes")
    DraftPart.objects.filter(kind=PartKind.WHOLE).remove()
    made.clear()
    assert make(written).draft.state == "current"
    assert made.count("picture") == 1 and "voice" not in made
    Path(DraftPart.objects.get(kind=PartKind.WHOLE).file.path).unlink()
    assert verify_stored_files(lambda: False) == 1
    assert fresh(written).draft.state == "wanted"


# Who sees it, and until when


@pytest.mark.usefixtures("collected_files")
def test_a_page_asks_for_the_draft_and_shows_it_and_nobody_else_sees_it(
    alices: Client, bobs: Client, written: Project, program: Program
) -> None:
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert asked_for(written) == [0] and 'id="draft"' in page and "data-keep" not in page
    draft = _whole(written)
    where = reverse("draft", args=[written.pk, draft.pk])
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert where in page
    assert (alices.get(where).status_code, bobs.get(where).status_code) == (200, 404)
    told = program("get", f"/projects/{written.pk}/draft")["data"]
    about = {"state": "current", "url": where, "seconds": 3.0, "changedScenes": []}
    assert told.items() >= about.items() and told["madeAt"]
    fresh(written).scene_list[0].rewrite(title="Another")
    told = program("get", f"/projects/{written.pk}/draft")["data"]
    assert (told["state"], told["changedScenes"]) == ("wanted", [1])
    Path(draft.file.path).unlink()
    assert alices.get(where).status_code == 404
    assert not DraftPart.objects.exists(), "it will be made again"


@pytest.mark.usefixtures("collected_files")
def test_a_studio_without_drafts_makes_and_shows_none(
    alices: Client, written: Project, program: Program, settings: Any
) -> None:
    settings.STUDIO_DRAFTS = False
    page = alices.get(reverse("project", args=[written.pk])).content.decode()
    assert asked_for(written) == [] and "draft-screen" not in page
    assert program("get", f"/projects/{written.pk}/draft")["data"]["state"] == "none"


@pytest.mark.parametrize("deed", ["move_to_bin", "delete_with_files", "drop_draft"])
def test_a_draft_goes_with_its_project_and_when_nobody_may_see_it_any_more(
    deed: str, written: Project, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    path = Path(_whole(written).file.path)
    seen = Project.objects.with_parts().get(pk=written.pk)
    with django_capture_on_commit_callbacks(execute=True):
        getattr(seen, deed)()
    assert not path.exists() and not DraftPart.objects.exists()


def test_a_copy_of_a_project_gets_a_draft_of_its_own(written: Project) -> None:
    _whole(written)
    copy = fresh(duplicate(written, written.owner))
    assert copy.draft.seen is None


def test_the_draft_of_a_project_that_rests_for_long_is_removed(written: Project) -> None:
    _whole(written)
    DraftPart.objects.unwanted().remove()
    assert DraftPart.objects.exists()
    Project.objects.update(updated_at=timezone.now() - timedelta(days=8))
    DraftPart.objects.unwanted().remove()
    assert not DraftPart.objects.exists()


def _whole(project: Project) -> DraftPart:
    """A draft of its present words that nobody can play."""
    made = DraftPart(project=project, kind=PartKind.WHOLE, recipe=project.draft_hash, seconds=3.0)
    made.shows = [scene.draft_hash for scene in project.scene_list]
    name = f"projects/{project.pk}/draft-whole-{uuid4().hex}.mp4"
    content = b"film"
    made.sha256, made.size = hashlib.sha256(content).hexdigest(), len(content)
    made.file.name = default_storage.save(name, ContentFile(content))
    made.save()
    return made
