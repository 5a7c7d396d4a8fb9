"""A worker that dies: its work goes on at once, and nobody else pays for it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from channels.db import database_sync_to_async
from django.conf import settings as configured
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from projects import steps
from projects.jobs import execution, moving, tasks
from projects.jobs.isolation import Isolation
from projects.jobs.queue import run_and_enqueue
from projects.jobs.sweeper import sweep_runs
from projects.jobs.workspace import abandoned, workspace
from projects.management.commands.worker import work
from projects.models import NoLongerMine, PaidCall, Project, Run
from projects.steps.sending_process import this_process
from projects.timeline import State, Status, step_of
from tests.support.sources import ROOT
from tests.support.studio import wait_until

WORKER = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(STUDIO_WORKSPACES=Path(sys.argv[1]))
from projects.jobs.workspace import workspace
with workspace(int(sys.argv[2]), 1) as folder:
    (folder / "half.mp4").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings) -> Path:
    settings.STUDIO_WORKSPACES = tmp_path / "work"
    return settings.STUDIO_WORKSPACES


class Worker:
    """Another process, at work on a Run until it is killed."""

    def __init__(self, folders: Path, run_id: int):
        argv = [sys.executable, "-c", WORKER, str(folders), str(run_id)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(argv, text=True, cwd=ROOT, **pipes)
        assert self.process.stdout
        self.folder = Path(self.process.stdout.readline().strip())

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def running(project: Project) -> Run:
    (run,) = project.start(step_of("script"))
    claimed = Run.claim(run.pk, worker="elsewhere")
    assert claimed
    return claimed


@pytest.fixture
def worker(folders: Path, running: Run) -> Iterator[Worker]:
    worker = Worker(folders, running.pk)
    yield worker
    worker.kill()


@pytest.mark.django_db
def test_a_folder_is_abandoned_only_when_its_worker_is_dead(worker: Worker, running: Run) -> None:
    assert list(abandoned()) == []
    assert worker.folder.exists()
    worker.kill()
    assert list(abandoned()) == [(running.pk, 1)]
    assert not worker.folder.exists()
    assert list(abandoned()) == []


def test_work_of_a_dead_worker_goes_on_at_the_next_sweep_without_waiting_for_its_lease(
    worker: Worker, running: Run
) -> None:
    sweep_runs()
    running.heartbeat()
    worker.kill()
    sweep_runs()
    again = Run.objects.get(pk=running.pk)
    assert (again.state, again.losses, again.job_id is not None) == (State.QUEUED, 1, True)
    with pytest.raises(NoLongerMine):
        running.heartbeat()


def test_lost_work_is_found_while_every_place_is_taken(
    committed: None, running: Run, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, done = threading.Semaphore(0), threading.Event()

    def keep_the_place(*_: object) -> None:
        at_work.release()
        assert done.wait(60)

    monkeypatch.setattr(tasks, "work_on", keep_the_place)
    for _ in range(configured.STUDIO_CONCURRENCY):
        other = Project.objects.create(owner=running.project.owner, topic="Busy")
        run_and_enqueue(lambda other=other: other.start(step_of("script")))

    def lose() -> None:
        for _ in range(configured.STUDIO_CONCURRENCY):
            assert at_work.acquire(timeout=60)
        (folders / f"{running.pk}-{running.attempt}-left").mkdir(parents=True)

    asyncio.run(work_until(lose, lambda: Run.objects.get(pk=running.pk).losses, done.set))
    assert Run.objects.get(pk=running.pk).state == State.QUEUED


def test_work_that_has_lost_its_place_comes_before_what_waits(
    committed: None, running: Run, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[int] = []
    monkeypatch.setattr(tasks, "work_on", lambda run_id, _: order.append(run_id))
    other = Project.objects.create(owner=running.project.owner, topic="Waits")
    run_and_enqueue(lambda: other.start(step_of("script")))
    (folders / f"{running.pk}-{running.attempt}-left").mkdir(parents=True)
    sweep_runs()
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["script"], wait=False, concurrency=1, install_signal_handlers=False
        )
    assert order == [running.pk, other.runs.get().pk]


def test_a_worker_gives_no_signs_of_life_while_one_of_its_jobs_hangs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []

    def hang(attempt: steps.Attempt) -> None:
        monkeypatch.setattr(moving, "HUNG_AFTER", 0.0)
        told.append(moving.all_go_on())
        monkeypatch.setattr(moving, "HUNG_AFTER", 60.0)
        attempt.heartbeat()
        told.append(moving.all_go_on())
        raise steps.Stopping

    monkeypatch.setattr(steps, "perform", hang)
    run_and_enqueue(lambda: project.start(step_of("script")))
    execution.work_on(project.runs.get().pk, lambda: False)
    monkeypatch.setattr(moving, "HUNG_AFTER", 0.0)
    assert [*told, moving.all_go_on()] == [False, True, True], "at the end there is no job"


def test_a_job_that_reads_many_files_to_see_which_are_lost_does_not_seem_to_hang() -> None:
    class Asked(Exception):
        pass

    def stopping() -> bool:
        raise Asked

    run = SimpleNamespace(project=SimpleNamespace(lost_files=lambda beat: beat()))
    with pytest.raises(Asked):
        execution._give_up_or_try_again(cast(Any, run), stopping, {"code": "damaged"}, "")


async def work_until(
    begin: Callable[[], None], happened: Callable[[], object], end: Callable[[], None]
) -> None:
    """With the whole of a worker in this process; told to stop as any other is."""
    with app.replace_connector(app.connector.get_worker_connector()):
        working = asyncio.create_task(work())
        await database_sync_to_async(begin, thread_sensitive=False)()
        async with asyncio.timeout(60):
            while not await database_sync_to_async(happened)():  # noqa: ASYNC110 - a row tells
                await asyncio.sleep(0.1)
        end()
        os.kill(os.getpid(), signal.SIGTERM)
        await working


def test_a_silent_worker_that_speaks_again_keeps_its_work(running: Run, settings) -> None:
    settings.STUDIO_STALE_AFTER = 6
    with pytest.raises(NoLongerMine):
        Run.objects.get(pk=running.pk).lose(dead=False)
    running.heartbeat()


def test_a_cancel_that_comes_with_the_rescue_is_not_undone(
    committed: None, running: Run, settings
) -> None:
    """A second job for a silent Run is claimed while its owner's cancel is not committed yet."""
    settings.STUDIO_STALE_AFTER = 0
    with ThreadPoolExecutor(1) as rescuer:
        with transaction.atomic():
            assert running.project.cancel()
            claimed = rescuer.submit(claim_and_close, running.pk)
            wait_until(somebody_waits)
        assert claimed.result() is None
    assert Run.objects.get(pk=running.pk).state == State.CANCELLED


def claim_and_close(pk: int) -> Run | None:
    try:
        return Run.claim(pk, worker="rescuer")
    finally:
        connection.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_three_dead_workers_end_it_with_a_reason(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    for _ in range(3):
        assert Run.claim(run.pk, worker="poisoned")
        Run.objects.get(pk=run.pk).lose(dead=True)
    project.refresh_from_db()
    assert (project.status, project.error["code"]) == (Status.FAILED, "worker_lost")


def test_a_worker_that_dies_once_is_not_blamed_for_what_failed_before(project: Project) -> None:
    (run,) = project.start(step_of("script"))
    for _ in range(2):
        assert Run.claim(run.pk, worker="well")
        Run.objects.get(pk=run.pk).try_again()
    assert Run.claim(run.pk, worker="killed")
    Run.objects.get(pk=run.pk).lose(dead=True)
    assert Run.objects.get(pk=run.pk).state == State.QUEUED


def test_a_folder_that_is_left_in_order_is_gone(folders: Path) -> None:
    with workspace(1, 1) as folder:
        (folder / "clip.mp4").write_text("whole")
    assert list(folders.iterdir()) == []


def test_what_may_have_killed_a_worker_is_tried_alone() -> None:
    """It waits for those at work; meanwhile nobody begins; when it has ended, others go on."""
    isolation = Isolation()
    neighbour_may_end, alone, suspect_may_end = (threading.Event() for _ in range(3))
    waited = threading.Event()

    def neighbour() -> None:
        with isolation.shared(1):
            neighbour_may_end.wait(30)

    def suspect() -> None:
        with isolation.shared(1), isolation.exclusive(waited.set):
            alone.set()
            suspect_may_end.wait(30)

    threads = [threading.Thread(target=work) for work in (neighbour, suspect)]
    threads[0].start()
    threads[1].start()
    assert waited.wait(30)
    assert not alone.is_set()
    with isolation.shared(0.1) as entered:
        assert not entered
    neighbour_may_end.set()
    assert alone.wait(30)
    with isolation.shared(0.1) as entered:
        assert not entered
    suspect_may_end.set()
    for thread in threads:
        thread.join(30)
    with isolation.shared(0.1) as entered:
        assert entered


def test_two_suspects_go_one_after_the_other() -> None:
    isolation = Isolation()
    at_once: list[int] = []
    most: list[int] = []

    def suspect() -> None:
        with isolation.shared(30) as entered, isolation.exclusive(lambda: None):
            assert entered
            at_once.append(1)
            most.append(len(at_once))
            at_once.pop()

    threads = [threading.Thread(target=suspect) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == [1] * 8


SENDER = """
import sys
from pathlib import Path
from videostudio.own_folders import locked_folder
print(locked_folder(Path(sys.argv[1]), "")[0].name, flush=True)
sys.stdin.read()
"""


@pytest.mark.django_db
def test_what_a_dead_process_has_sent_is_unknown_at_the_next_sweep(
    folders: Path, project: Project
) -> None:
    def sent_by(name: str) -> PaidCall:
        until = timezone.now() + timedelta(hours=1)
        return PaidCall.objects.create(key=name[:24], provider="a", sent_by=name, until=until)

    argv = [sys.executable, "-c", SENDER, str(folders.with_name("senders"))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(argv, text=True, cwd=ROOT, **pipes) as other:  # type: ignore[call-overload]
        name = other.stdout.readline().strip()
        calls = [sent_by(each) for each in (name, this_process(), "another machine")]

        def states() -> list[str]:
            return [PaidCall.objects.get(pk=call.pk).state for call in calls]

        sweep_runs()
        assert states() == ["sending"] * 3
        other.kill()
        other.communicate()
        sweep_runs()
        assert states() == ["unknown", "sending", "sending"]
    assert this_process() == this_process() != name
