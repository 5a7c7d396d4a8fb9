"""Checks whether this process can work now: the database, the queue, the storage and Redis.

Each check has its own connection or thread, and a time limit. None takes a connection from the pool
or a thread that requests need: a probe behind stuck requests would get no answer, and it would slow
them even more.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from projects.jobs.health import SILENT, processes
from projects.providers import speaker
from videostudio import disk
from videostudio.server.restarts import restarted_often

LIMIT = 2.0  # seconds for all checks, which run at the same time
LATE = "does not answer in time"
LANES_ALIVE = """
    SELECT count(*) FROM procrastinate_workers
    WHERE last_heartbeat > now() - make_interval(secs => %s)
"""
JOBS_READABLE = "SELECT 1 FROM procrastinate_jobs LIMIT 1"

log = logging.getLogger(__name__)
# A disk that hangs blocks its thread for ever, so these checks share one thread of their own.
_disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")


class Grade(IntEnum):
    """DEGRADED: people are served, but less well. FAILED: send people to another process."""

    OK, DEGRADED, FAILED = 0, 1, 2


@dataclass(frozen=True)
class Finding:
    """`reason` is for operators. It names no host, path or secret."""

    grade: Grade
    reason: str = ""


FINE = Finding(Grade.OK)
Findings = dict[str, Finding]


async def readiness() -> Findings:
    """What each check found, by its name. It returns within LIMIT, whatever does not answer."""
    late = Finding(Grade.DEGRADED, LATE)
    database, storage, redis, notes = await asyncio.gather(
        _in_time(_ask_database(), _database_failed(LATE)),
        _in_time(_ask_storage(), {"storage": Finding(Grade.FAILED, LATE)}),
        _in_time(_ask_redis(), {"redis": late}),
        _in_time(_ask_notes(), {"voice": late, "processes": late}),
    )
    return database | storage | redis | notes


async def database_answers() -> bool:
    found = await _in_time(_ask_database(), _database_failed(LATE))
    return found["database"].grade is Grade.OK


def overall(findings: Findings) -> Grade:
    return max(finding.grade for finding in findings.values())


async def _in_time(check: Coroutine[Any, Any, Findings], otherwise: Findings) -> Findings:
    """Cancel a late check, but do not wait for its end: psycopg first tries for ten seconds to
    cancel its query on a server that does not answer."""
    task = asyncio.ensure_future(check)
    done, _ = await asyncio.wait({task}, timeout=LIMIT)
    if done:
        return task.result()
    task.cancel()
    return otherwise


async def _ask_database() -> Findings:
    try:
        async with await psycopg.AsyncConnection.connect(**_parameters()) as database:
            await database.execute("SELECT 1")
            return {"database": FINE, "queue": await _ask_queue(database)}
    except psycopg.Error as error:
        log.info("Readiness: the database: %s", type(error).__name__)
        return _database_failed("cannot be reached")


async def _ask_queue(database: psycopg.AsyncConnection[Any]) -> Finding:
    """Without a worker the pages still work, but the jobs that they start wait."""
    try:
        await database.execute(JOBS_READABLE)
        (lanes,) = await (await database.execute(LANES_ALIVE, [SILENT])).fetchone() or (0,)
    except psycopg.Error as error:
        log.info("Readiness: the queue: %s", type(error).__name__)
        return Finding(Grade.FAILED, "cannot be read")
    return FINE if processes(lanes) else Finding(Grade.DEGRADED, "no worker is alive")


async def _ask_storage() -> Findings:
    try:
        finding = await asyncio.get_running_loop().run_in_executor(_disk, _try_storage)
    except OSError as error:
        log.info("Readiness: the storage: %s", type(error).__name__)
        finding = Finding(Grade.FAILED, "cannot be written to")
    return {"storage": finding}


def _try_storage() -> Finding:
    """Raises OSError if nothing can be written. The file has no name, so nothing stays behind."""
    with tempfile.TemporaryFile(dir=settings.DATA, buffering=0) as file:
        file.write(b"ready?")
    return Finding(Grade.DEGRADED, "little room is left") if disk.is_short() else FINE


async def _ask_redis() -> Findings:
    if not settings.REDIS_URL:
        return {"redis": Finding(Grade.DEGRADED, "there is none")}
    try:
        async with Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0)) as redis:
            await redis.ping()
    except Exception as error:  # as in events.py: the client may raise anything
        log.info("Readiness: Redis: %s", type(error).__name__)
        return {"redis": Finding(Grade.DEGRADED, "cannot be reached")}
    return {"redis": FINE}


async def _ask_notes() -> Findings:
    """What other processes of this machine have written down for the web."""
    return await asyncio.get_running_loop().run_in_executor(_disk, _read_notes)


def _read_notes() -> Findings:
    return {"voice": _voice(), "processes": _processes()}


def _voice() -> Finding:
    """Films are made all the same, with a simpler voice."""
    lack = speaker().lack()
    return Finding(Grade.DEGRADED, f"the natural one lacks: {lack}") if lack else FINE


def _processes() -> Finding:
    often = restarted_often(settings.STUDIO_RESTARTS)
    told = ", ".join(f"{name} {times} times" for name, times in sorted(often.items()))
    return Finding(Grade.DEGRADED, f"started again lately: {told}") if told else FINE


def _database_failed(reason: str) -> Findings:
    failed = Finding(Grade.FAILED, reason)
    return {"database": failed, "queue": failed}


def _parameters() -> dict[str, Any]:
    """Django's connection parameters, without those for Django's own cursors."""
    for_cursors = ("context", "cursor_factory")
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in for_cursors}
