"""Voice processes that stay warm: one for each job that speaks at the same time."""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from videostudio.server.lifeline import ends_with_us
from videostudio.server.processes import Standstill

from ...base import ProviderError
from ...work import Beat

WORKER = (sys.executable, "-P", str(Path(__file__).parent / "child" / "voice_worker.py"))
_BEAT = 0.25  # seconds
_LOG = 1 << 16  # bytes of a voice's messages that are kept, the last ones
_KILLS = (signal.SIGKILL, signal.SIGTERM)  # sent from outside, such as for want of memory
# ONNX Runtime would tell its makers that it runs, over the network, and leave files of that behind.
_TELLS_NOBODY = {"ORT_DISABLE_TELEMETRY": "1"}


class Ended(Exception):
    """The process ended before it had answered. `is_loaded`: whether its model was loaded.

    A `code` below 0 is the signal that ended it; else it has failed, and would fail again.
    """

    def __init__(self, code: int, log: str, is_loaded: bool):
        super().__init__(f"code {code}")
        self.code, self.log, self.is_loaded = code, log, is_loaded

    @property
    def was_killed(self) -> bool:
        """Whether somebody else has ended it. That says nothing about the voice."""
        return -self.code in _KILLS


class Child:
    """One voice process. It takes a request at a time."""

    def __init__(self, weights: str):
        self._process = process = subprocess.Popen(
            [*WORKER, weights],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=os.environ | _TELLS_NOBODY,
            start_new_session=True,
            preexec_fn=ends_with_us(signal.SIGKILL),
        )
        pipes = process.stdin, process.stdout, process.stderr
        self._requests, self._answers, self._log = cast(tuple[IO[bytes], ...], pipes)
        os.set_blocking(self._log.fileno(), False)
        self._read = self._logged = b""
        self._is_loaded = False

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Mapping[str, Any], beat: Beat, patience: float) -> dict[str, Any]:
        """The answer to a request. Raises Ended, or ProviderError: timed_out, after `patience`
        seconds without a sign of life, or some if it was stopped. Then, and if `beat` raises, it
        must be killed."""
        with suppress(BrokenPipeError):  # it has ended: that is told below
            self._requests.write(json.dumps(request).encode() + b"\n")
        while not (answer := self._line(beat, patience)):
            pass
        return answer

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._answers, self._log):
            pipe.close()

    def _line(self, beat: Beat, patience: float) -> dict[str, Any]:
        """The next line that it prints: {} is a sign of life."""
        limit, still = time.monotonic() + patience, Standstill(self.pid)
        while b"\n" not in self._read:
            beat()
            if time.monotonic() > limit or still.is_long():
                raise ProviderError("timed_out", "the voice program stood still")
            if select.select([self._answers], [], [], _BEAT)[0]:
                if not (chunk := os.read(self._answers.fileno(), 1 << 16)):
                    raise self._ended()
                self._read += chunk
            self._keep_log()
        line, _, self._read = self._read.partition(b"\n")
        self._is_loaded = True
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _keep_log(self) -> None:
        """Take what it has logged. If nobody did, it would stand still when the pipe is full."""
        self._logged = (self._logged + (self._log.read() or b""))[-_LOG:]

    def _ended(self) -> Ended:
        with suppress(subprocess.TimeoutExpired):  # its output is closed: it is about to end
            self._process.wait(timeout=2)
        self._process.kill()
        code = self._process.wait()
        self._keep_log()
        return Ended(code, self._logged.decode(errors="replace"), self._is_loaded)


class Children:
    """The voice processes of this process. They end with it, and after `idle` seconds unused.

    The system ends a child with the *thread* that has started it, so one thread that lasts as long
    as the process starts them all.
    """

    def __init__(self, weights: str, *, idle: float):
        self._weights, self._idle = weights, idle
        self._warm: list[tuple[float, Child]] = []  # and since when; the last used is last
        self._lock = threading.Lock()
        self._wanted: queue.SimpleQueue[Future[Child]] = queue.SimpleQueue()
        self._keeper: threading.Thread | None = None

    @property
    def some_are_warm(self) -> bool:
        """Whether one waits that has all it needs, though another one might lack it."""
        with self._lock:
            return any(child.is_alive for _, child in self._warm)

    @contextmanager
    def one(self) -> Iterator[Child]:
        """A child for a request. If the block raises, the child is killed."""
        child = self._take() or self._start()
        try:
            yield child
        except BaseException:
            child.kill()
            raise
        with self._lock:
            self._warm.append((time.monotonic(), child))

    def _take(self) -> Child | None:
        with self._lock:
            while self._warm:
                _, child = self._warm.pop()
                if child.is_alive:
                    return child
                child.kill()
        return None

    def _start(self) -> Child:
        with self._lock:
            if not self._keeper:
                self._keeper = threading.Thread(target=self._keep, name="voices", daemon=True)
                self._keeper.start()
        wanted: Future[Child] = Future()
        self._wanted.put(wanted)
        return wanted.result()

    def _keep(self) -> None:
        while True:
            with suppress(queue.Empty):
                wanted = self._wanted.get(timeout=self._until_idle())
                try:
                    wanted.set_result(Child(self._weights))
                except Exception as error:  # this thread must last, or all who come later wait
                    wanted.set_exception(error)
            self._end_idle()

    def _until_idle(self) -> float:
        """Seconds until the next child has been idle for too long."""
        with self._lock:
            since = min((since for since, _ in self._warm), default=time.monotonic())
        return max(0.1, since + self._idle - time.monotonic())

    def _end_idle(self) -> None:
        until = time.monotonic() - self._idle
        with self._lock:
            idle = [child for since, child in self._warm if since <= until]
            self._warm = [(since, child) for since, child in self._warm if since > until]
        for child in idle:
            child.kill()
