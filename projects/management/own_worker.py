"""A worker that runs as long as a command, if no studio is running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateWorker

from videostudio.server.lease import Attention, Lease
from videostudio.server.lifeline import ends_with_us
from videostudio.server.pulse import Signs

WORKER_SEEN = timedelta(seconds=15)  # a worker gives a sign of life every 10 s
GRACE = 20.0  # seconds


class OwnWorker:
    """Stops the worker at the end of the block. The worker then hands back its unfinished work."""

    _signs: Signs

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._lease, self._attention = Lease(settings.STUDIO_FROZEN_AFTER), Attention(most=1.0)

    def __enter__(self) -> OwnWorker:
        return self

    def __exit__(self, *error: object) -> None:
        if not self.process:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:  # it is frozen
            self.process.kill()
            self.process.wait()

    def ensure(self) -> None:
        """Start a worker if no other has given a sign of life lately, or if our own has ended. Call
        this at least once a second: our own is killed when it gives no signs of life."""
        if self.process and self.process.poll() is None:
            self._end_if_frozen(self.process)
            return
        seen = ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - WORKER_SEEN)
        if self.process or not seen.exists():
            self._start()

    def _start(self) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        if self.process:
            self._signs.close()  # of the one that has ended
        self._signs = Signs()
        self.process = subprocess.Popen(
            command,
            env=os.environ | self._signs.environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[self._signs.writer],
            preexec_fn=ends_with_us(signal.SIGTERM),
        )
        self._signs.given_on()
        self._lease.begin()

    def _end_if_frozen(self, process: subprocess.Popen[bytes]) -> None:
        passed = self._attention.passed()
        if self._signs.were_given():
            self._lease.hear()
        elif self._lease.expires(passed):
            process.kill()
