"""Both or neither: a change and its jobs; and nobody hears of what was not committed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import events
from projects.jobs import queue, tasks
from projects.jobs.queue import SWEEP_QUEUE, VOICES_QUEUE, enqueue, run_and_enqueue
from projects.jobs.tasks import clean_up, remove_old_jobs
from projects.models import Project, Run
from projects.timeline import Status, step_of
from tests.support.queue_rows import add_jobs
from videostudio.sessions import SessionStore


class ChangedMind(Exception):
    pass


def test_what_a_worker_enqueues_is_gone_with_its_transaction(
    committed: None, project: Project
) -> None:
    """The app of a worker has a pool of its own, outside Django's transactions."""
    runs = list(project.start(step_of("script")))
    a_workers = app.replace_connector(app.connector.get_worker_connector())
    with a_workers, pytest.raises(ChangedMind), transaction.atomic():
        enqueue(runs)
        raise ChangedMind
    assert not ProcrastinateJob.objects.exists()


def test_a_start_whose_jobs_cannot_be_enqueued_did_not_happen(
    committed: None, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(runs: Iterable[Run], *_how: float) -> None:
        raise ChangedMind

    monkeypatch.setattr(queue, "enqueue", refuse)
    with pytest.raises(ChangedMind):
        run_and_enqueue(lambda: project.start(step_of("script")))
    project.refresh_from_db()
    assert (project.status, project.runs.count()) == (Status.DRAFT, 0)


def test_who_starts_a_lot_leaves_others_their_turn(
    committed: None, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[int] = []
    monkeypatch.setattr(tasks, "work_on", lambda run_id, _: order.append(run_id))
    owners = {}
    for owner, number in ((alice, 6), (bob, 2)):
        for _ in range(number):
            project = Project.objects.create(owner=owner, topic="Open day")
            run_and_enqueue(lambda project=project: project.start(step_of("script")))
            owners[project.runs.get().pk] = owner.username
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["script"], wait=False, concurrency=1, install_signal_handlers=False
        )
    assert [owners[run] for run in order] == ["alice", "bob"] * 2 + ["alice"] * 4


def test_what_nobody_needs_any_more_is_swept_out(committed: None, project: Project) -> None:
    sessions = [SessionStore(), SessionStore()]
    for session, seconds in zip(sessions, (-1, 60), strict=True):
        session.set_expiry(seconds)
        session.save()
    other = Project.objects.create(owner=project.owner, topic="Open day")
    run_and_enqueue(lambda: project.start(step_of("script")))
    lost = ProcrastinateJob.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '15 days'")
    for of_no_run in (VOICES_QUEUE, "edit"):
        add_jobs(of_no_run, 1, status="doing")  # its worker was killed
    run_and_enqueue(lambda: other.start(step_of("script")))
    at_work = ProcrastinateJob.objects.filter(pk=other.runs.get().job_id)
    at_work.update(status="doing")
    remove_old_jobs.defer(timestamp=0)
    clean_up.defer(timestamp=0)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(queues=[SWEEP_QUEUE], wait=False, install_signal_handlers=False)
    assert not ProcrastinateJob.objects.filter(pk=lost.pk).exists()
    for of_no_run in (VOICES_QUEUE, "edit"):
        assert ProcrastinateJob.objects.get(queue_name=of_no_run).status == "failed"
    assert at_work.get().status == "doing"
    assert [SessionStore().exists(session.session_key) for session in sessions] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_a_change_is_announced_when_it_is_committed_and_not_if_it_never_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[int] = []
    monkeypatch.setattr(events, "_send", lambda hint: announced.append(hint["revision"]))
    with pytest.raises(ChangedMind), transaction.atomic():
        project.touch()
        raise ChangedMind
    assert announced == []
    with project.locked():
        project.touch()
        assert announced == []
    assert announced == [project.revision]


def test_every_step_has_the_task_that_waiting_jobs_call() -> None:
    names = {f"projects.{step}" for step in ("script", "narration", "scenes", "edit")}
    assert names <= app.tasks.keys()
