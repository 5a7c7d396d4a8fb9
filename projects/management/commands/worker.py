"""python manage.py worker: does the jobs, and looks for Runs that nobody works on."""

from __future__ import annotations

import asyncio
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from procrastinate.contrib.django import app

from projects.jobs.moving import all_go_on
from projects.jobs.queue import LANES
from projects.providers import speaker
from projects.providers.wire.loop import settle
from videostudio.acting import Acting, Way, acting_by
from videostudio.server.pulse import Pulse

GREETING = "Ready for work"
PAID_FOR = 6.0  # seconds: an answer of a service that is on its way is kept, if it comes by then
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Command(BaseCommand):
    help = (
        f"Does the jobs, {settings.STUDIO_CONCURRENCY} at a time (STUDIO_CONCURRENCY), until it is "
        "told to stop: then it hands what it has under way back, for another worker to take."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.write(GREETING)
        threading.Thread(target=speaker().prepare, name="prepare", daemon=True).start()
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        with app.replace_connector(connector), acting_by(Acting(Way.WORKER)):
            asyncio.run(work())
        settle(PAID_FOR)


async def work() -> None:
    """Run the lanes until a signal comes. If a lane fails, such as without a database, its
    exception is raised. Meanwhile this loop gives signs of life to whoever watches the process,
    unless a job hangs."""
    beating = asyncio.create_task(Pulse().go_on(all_go_on))
    async with app.open_async():
        lanes = [
            asyncio.create_task(app.run_worker_async(install_signal_handlers=False, **lane))
            for lane in LANES
        ]
        await asyncio.wait(
            [*lanes, asyncio.create_task(_signalled())], return_when=asyncio.FIRST_COMPLETED
        )
        # Cancel only once: a lane that is cancelled twice drops the jobs that it waits for.
        for lane in lanes:
            lane.cancel()
        await asyncio.wait(lanes)
    # What is left to do is little. If it does not end, as a thread hangs, the process is killed.
    beating.cancel()
    for lane in lanes:
        if not lane.cancelled():
            lane.result()


async def _signalled() -> None:
    """Wait for the first signal. A second one ends the process at once."""
    loop, signalled = asyncio.get_running_loop(), asyncio.Event()
    for number in STOPPING:
        loop.add_signal_handler(number, signalled.set)
    await signalled.wait()
    for number in STOPPING:
        loop.remove_signal_handler(number)
