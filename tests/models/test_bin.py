"""The bin: what is deleted on a page is gone for everybody, and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.test import Client

from projects.jobs.cleanup import empty_old_bin, remove_unreferenced_files
from projects.jobs.queue import run_and_enqueue
from projects.live import topics
from projects.models import Notification, Project, Run
from projects.models.project.bin import KEPT
from projects.models.storage_limit import binned_of, stored_of
from projects.pages.resuming import offers_to
from projects.timeline import SCRIPT, step_of
from tests.support.programs import Program
from tests.support.projects import CONTENT, finish, fresh, script, store, write

pytestmark = pytest.mark.usefixtures("collected_files")


@pytest.fixture
def filmed(written: Project, tmp_path: Path, store_of_its_own: None) -> Project:
    store(written, "film", written.film_hash, tmp_path)
    return written


def binned_for(project: Project, since: timedelta) -> Project:
    project.move_to_bin()
    Project.everything.filter(pk=project.pk).update(binned_at=Now() - since)
    return project


def test_what_is_in_the_bin_is_nowhere_else_and_its_work_stops(
    project: Project, alice: User, alices: Client, program: Program
) -> None:
    (run,) = project.start(SCRIPT)
    finish(run, lambda: fresh(project).take_script(script()))
    run_and_enqueue(lambda: fresh(project).start(step_of("narration")))
    assert Notification.objects.tray(alice.pk).newest
    fresh(project).move_to_bin()
    assert not Run.objects.active()
    assert Run.claim(Run.objects.first().pk, worker="late") is None
    assert not topics.rows_of([project.pk])
    assert offers_to(alice.pk) == []
    assert Notification.objects.tray(alice.pk).newest == []
    assert program("get", "/projects")["data"]["total"] == 0
    for path in ("", "/status", "/script"):
        assert program("get", f"/projects/{project.pk}{path}") and program.status == 404
    assert alices.get(f"/projects/{project.pk}/").status_code == 404
    assert alices.post(f"/projects/{project.pk}/make/").status_code == 404
    assert project.name not in alices.get("/").content.decode().split("mine-title")[1]


def test_put_back_it_is_as_it_was_and_at_its_place_in_the_list(
    filmed: Project, alice: User, brief: dict[str, Any]
) -> None:
    newer = Project.objects.create(owner=alice, **brief)
    before = fresh(filmed)
    filmed.move_to_bin()
    remove_unreferenced_files(timedelta(0))
    assert stored_of(alice.pk) == binned_of(alice.pk) == len(CONTENT)
    assert filmed.leave_bin()
    assert not filmed.leave_bin(), "a second click finds nothing in the bin"
    back = fresh(filmed)
    assert back.film and default_storage.exists(str(back.film.file))
    assert (back.status, back.step, back.updated_at) == (
        before.status,
        before.step,
        before.updated_at,
    )
    assert back.revision > before.revision
    assert list(Project.objects.newest_first()) == [newer, back]
    assert binned_of(alice.pk) == 0


def test_the_page_of_the_bin_puts_back_and_deletes_for_good_only_what_is_ones_own(
    filmed: Project, alices: Client, bobs: Client
) -> None:
    chosen = {"project": str(filmed.pk)}
    assert alices.post("/bin/delete/", chosen).status_code == 404, "it is not in the bin"
    home = alices.post(f"/projects/{filmed.pk}/delete/", follow=True)
    assert f'value="{filmed.pk}"' in home.content.decode(), "the way back is in the toast"
    assert filmed.name in alices.get("/bin/").content.decode()
    assert filmed.name not in bobs.get("/bin/").content.decode()
    for deed in ("put-back", "delete"):
        assert bobs.post(f"/bin/{deed}/", chosen).status_code == 404
    bobs.post("/bin/empty/")
    back = alices.post("/bin/put-back/", chosen)
    assert back["Location"] == f"/projects/{filmed.pk}/"
    alices.post(f"/projects/{filmed.pk}/delete/")
    assert alices.post("/bin/delete/", chosen)["Location"] == "/bin/"
    assert not Project.everything.exists()


def test_the_same_brief_makes_another_film_while_its_first_one_is_in_the_bin(
    alice: User, brief: dict[str, Any]
) -> None:
    first = Project.objects.create(owner=alice, idempotency_key="a-page", **brief)
    first.move_to_bin()
    assert Project.objects.made_by(alice, "a-page") is None
    second = Project.objects.create(owner=alice, idempotency_key="a-page", **brief)
    assert first.leave_bin()
    assert Project.objects.made_by(alice, "a-page") == second


def test_after_its_days_it_is_deleted_with_its_files_and_nothing_else_is(
    filmed: Project,
    alice: User,
    brief: dict[str, Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    young, restored = (write(Project.objects.create(owner=alice, **brief)) for _ in range(2))
    film = str(filmed.artifacts.get().file)
    binned_for(filmed, KEPT + timedelta(minutes=1))
    binned_for(young, KEPT - timedelta(minutes=1))
    assert Project.everything.get(pk=young.pk).days_left == 1
    binned_for(restored, KEPT * 2).leave_bin()
    assert not restored.delete_from_bin(overdue=True)
    with django_capture_on_commit_callbacks(execute=True):
        empty_old_bin()
    assert set(Project.everything.all()) == {young, restored}
    assert not default_storage.exists(film)


def test_an_administrator_sees_what_is_in_the_bin_marked_and_can_put_it_back(
    written: Project, carol: User
) -> None:
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(carol)
    written.move_to_bin()
    words = "In the bin, 30 days left"
    assert words in desk.get("/admin/projects/project/?bin=yes").content.decode()
    page = f"/admin/projects/project/{written.pk}/change/"
    shown = desk.get(page).content.decode()
    assert words in shown and "Put back from the bin" in shown
    assert "Try again, with what is missing" not in shown
    chosen = {"action": "put_back", "_selected_action": str(written.pk)}
    desk.post("/admin/projects/project/", chosen)
    assert words not in desk.get(page).content.decode()
