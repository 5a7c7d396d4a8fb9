"""Whether this process can do its work: the database, the queue, the storage and Redis, asked anew.

Each check has its own way and its own limit. None takes a connection from the pool or a thread that
requests need: a probe that waits behind what is stuck would say nothing, and hold it up besides.
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
from videostudio import disk

LIMIT = 2.0  # seconds for all checks, which go side by side
LANES_ALIVE = """
    SELECT count(*) FROM procrastinate_workers
    WHERE last_heartbeat > now() - make_interval(secs => %s)
"""
JOBS_READABLE = "SELECT 1 FROM procrastinate_jobs LIMIT 1"

log = logging.getLogger(__name__)
# A disk that hangs holds its thread for ever: one, and of our own.
_disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")


class Grade(IntEnum):
    """Degraded: people are served, but less well. Failed: send them elsewhere."""

    OK, DEGRADED, FAILED = 0, 1, 2


@dataclass(frozen=True)
class Finding:
    """`reason` is for operators, and names no host, path or secret."""

    grade: Grade
    reason: str = ""


FINE = Finding(Grade.OK)
Findings = dict[str, Finding]


async def readiness() -> Findings:
    """What each check found, by its name; answers within LIMIT, whatever has stopped answering."""
    database, storage, redis = await asyncio.gather(
        _in_time(_ask_database(), _database_failed("does not answer in time")),
        _in_time(_ask_storage(), {"storage": Finding(Grade.FAILED, "does not answer in time")}),
        _in_time(_ask_redis(), {"redis": Finding(Grade.DEGRADED, "does not answer in time")}),
    )
    return database | storage | redis


async def database_answers() -> bool:
    found = await _in_time(_ask_database(), _database_failed("does not answer in time"))
    return found["database"].grade is Grade.OK


def overall(findings: Findings) -> Grade:
    return max(finding.grade for finding in findings.values())


async def _in_time(check: Coroutine[Any, Any, Findings], otherwise: Findings) -> Findings:
    """A check that is late is cancelled and not waited for: psycopg first tries for ten seconds to
    cancel what it has asked a server that does not listen."""
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
    """Without a worker the pages work, and what they start waits."""
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
    """Raises OSError where nothing can be written. The file has no name: nothing is left of it."""
    with tempfile.TemporaryFile(dir=settings.DATA, buffering=0) as file:
        file.write(b"ready?")
    return Finding(Grade.DEGRADED, "little room is left") if disk.is_short() else FINE


async def _ask_redis() -> Findings:
    if not settings.REDIS_URL:
        return {"redis": Finding(Grade.DEGRADED, "there is none")}
    try:
        async with Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0)) as redis:
            await redis.ping()
    except Exception as error:  # as in events.py: whatever its client raises
        log.info("Readiness: Redis: %s", type(error).__name__)
        return {"redis": Finding(Grade.DEGRADED, "cannot be reached")}
    return {"redis": FINE}


def _database_failed(reason: str) -> Findings:
    failed = Finding(Grade.FAILED, reason)
    return {"database": failed, "queue": failed}


def _parameters() -> dict[str, Any]:
    """Django's, but for what belongs to its own cursors."""
    own = ("context", "cursor_factory")
    parameters = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in own}
