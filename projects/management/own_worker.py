"""A worker that runs as long as a command, if no studio is running."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateWorker

from videostudio.server.lifeline import ends_with_us

WORKER_SEEN = timedelta(seconds=15)  # a worker gives a sign of life every 10 s


class OwnWorker:
    """Stops the worker at the end of the block. The worker then hands back its unfinished work."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> OwnWorker:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)

    def ensure(self) -> None:
        """Start a worker if no other has given a sign of life lately, or if our own has ended."""
        if self.process and self.process.poll() is None:
            return
        seen = ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - WORKER_SEEN)
        if not self.process and seen.exists():
            return
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=ends_with_us(signal.SIGTERM),
        )
