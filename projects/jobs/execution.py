"""Does one job: it claims a Run, does its work, and stores how that ended."""

from __future__ import annotations

import logging
import os
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack

from django.db import InterfaceError, OperationalError, connection

from projects import steps
from projects.crashpoints import Point, reach
from projects.models import NoLongerMine, Run
from projects.status_text import Note

from .isolation import Isolation
from .moving import watched
from .queue import AHEAD, run_and_enqueue
from .workspace import workspace

PATIENCE = 3.0  # seconds that a job waits for its turn; then the sweeper enqueues its Run again
PAUSES = (0.5, 1, 2, 4)  # seconds between tries to store a result; the last one repeats

log = logging.getLogger(__name__)
isolation = Isolation()


def work_on(run_id: int, stopping: Callable[[], bool]) -> None:
    """Claim the Run and do its work. If the claim is lost on the way, stop without an error."""
    with isolation.shared(PATIENCE) as entered:
        if not entered:
            return
        run = Run.claim(run_id, worker=f"{socket.gethostname()}:{os.getpid()}")
        if run:
            with watched(stopping) as stopping_asked:
                _see_through(run, stopping_asked)


def _see_through(run: Run, stopping: Callable[[], bool]) -> None:
    try:
        _attempt_or_say_why(run, stopping)
    except NoLongerMine:
        log.info("Run %s attempt %s was taken away", run.pk, run.attempt)


def _attempt_or_say_why(run: Run, stopping: Callable[[], bool]) -> None:
    try:
        reach(Point.CLAIMED)
        _attempt(run, stopping)
    except NoLongerMine:
        raise
    except steps.Stopping:
        run_and_enqueue(run.hand_back, AHEAD)
    except steps.Waiting as wait:
        _park(run, wait)
    except Exception as error:
        if pause := steps.pause_for(error, run):
            return _park(run, pause)
        log.exception("Run %s attempt %s of %s failed", run.pk, run.attempt, run.step)
        _give_up_or_try_again(run, stopping, steps.reason_of(error, run), traceback.format_exc())


def _park(run: Run, wait: steps.Waiting) -> None:
    run_and_enqueue(lambda: run.park(wait.seconds, wait.note, wait.percent), AHEAD, wait.seconds)
    if wait.until:
        wait.until.add_done_callback(lambda _: run_and_enqueue(run.wake, AHEAD))


def _attempt(run: Run, stopping: Callable[[], bool]) -> None:
    with workspace(run.pk, run.attempt) as folder, ExitStack() as stack:
        attempt = steps.Attempt(run, folder, stopping)
        if run.losses:
            stack.enter_context(isolation.exclusive(attempt.heartbeat))
        try:
            commit = steps.perform(attempt)
            _succeed(run, commit, stopping)
        except BaseException:
            attempt.discard()
            raise


def _succeed(run: Run, commit: Callable[[], None], stopping: Callable[[], bool]) -> None:
    """The work is done and its files are stored, so wait for a database that is away.

    Without the database nobody else can take the Run over. When it is back, the fence decides.
    """
    reach(Point.ENDING)
    pauses = iter(PAUSES)
    while True:
        try:
            return run_and_enqueue(lambda: run.succeed(commit))
        except (OperationalError, InterfaceError) as error:
            log.warning("Run %s cannot store its end: %s", run.pk, type(error).__name__)
            if stopping():
                raise
            connection.close()
            time.sleep(next(pauses, PAUSES[-1]))


def _give_up_or_try_again(
    run: Run, stopping: Callable[[], bool], reason: Note, detail: str
) -> None:
    def beat() -> None:
        stopping()  # to ask shows that this job goes on (moving.py)
        run.heartbeat()

    broken = reason["code"] in ("damaged", "file_missing")
    if broken and (lost := run.project.lost_files(beat)):
        log.warning("%s files of project %s are lost or damaged", len(lost), run.project_id)
        run_and_enqueue(lambda: run.make_lost_first(lost, reason, detail))
    elif run.attempts_left > 0 and not steps.is_hopeless(reason):
        run_and_enqueue(run.try_again)
    else:
        run_and_enqueue(lambda: run.give_up(reason, detail))
