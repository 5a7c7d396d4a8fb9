"""Keeps a few child processes running, and leaves none behind.

A child that ends, with any code, is started again: at first after 0.2 s, then after twice as long
each time, up to 5 s. If it has run for 30 s, it begins with 0.2 s again. A child that gives no sign
of life (pulse.py) for longer than its lease is frozen, or its loop hangs: it is killed, and started
again. SIGINT, SIGTERM and SIGHUP end all children. With `reload` (for developers), a child that
fails soon after its start is not started again before a file changes.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from videostudio.server.backoff import Backoff
from videostudio.server.lease import Attention, Lease
from videostudio.server.lifeline import ends_with_us
from videostudio.server.pulse import OF_SYSTEMD, Pulse, Signs
from videostudio.server.restarts import Restarts

GRACE = 10.0
TICK = 0.5
NEVER = float("inf")
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """A process to keep running. `env` is its whole environment. A line `greeting` in its output is
    not shown. It is killed when its `lease` expires: without one, it need not give signs."""

    name: str
    argv: Sequence[str]
    env: dict[str, str]
    cwd: Path
    greeting: str = ""
    reload: bool = False
    lease: Lease = field(default_factory=lambda: Lease(NEVER))
    signs: Signs | None = field(default=None, init=False)
    frozen: bool = field(default=False, init=False)
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    start_at: float = field(default=0.0, init=False)
    backoff: Backoff = field(default_factory=Backoff, init=False)
    renewed: bool = field(default=False, init=False)

    def start(self) -> IO[bytes]:
        """Starts it in a group of its own. Returns its output: stdout and stderr together."""
        self.signs = signs = Signs()
        try:
            self.process = self._spawn(signs)
        finally:
            signs.given_on()
        self.start_at = NEVER
        self.backoff.begin()
        self.frozen = False
        self.lease.begin()
        assert self.process.stdout  # noqa: S101 - it is a PIPE
        return self.process.stdout

    def _spawn(self, signs: Signs) -> "subprocess.Popen[bytes]":
        own = {name: value for name, value in self.env.items() if name not in OF_SYSTEMD}
        return subprocess.Popen(
            self.argv,
            env=own | signs.environment,
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
            pass_fds=[signs.writer],
            preexec_fn=ends_with_us(signal.SIGTERM),
        )

    def end_if_frozen(self, passed: float) -> None:
        """Kills it if its lease expires: a frozen process does not heed SIGTERM. `passed`: watched
        seconds since the last call."""
        if self.process and self.lease.expires(passed):
            self.frozen = True
            self.kill()

    def reap(self) -> int | None:
        """Returns the exit code if it has just ended, and kills what is left of its group."""
        if self.process is None or self.process.poll() is None:
            return None
        self.kill()
        code, self.process = self.process.returncode, None
        self._plan_start(code)
        return code

    def _plan_start(self, code: int) -> None:
        if self.renewed:
            self.start_at, self.renewed = time.monotonic(), False
        elif self.reload and code > 0 and not self.backoff.lasted:
            pass  # the same code would fail again, so it waits until `renew` starts it
        else:
            self.start_at = time.monotonic() + self.backoff.pause()

    def renew(self) -> None:
        """Starts it again with the present code. It first hands back what it works on."""
        self.backoff.forget()
        if self.process:
            self.renewed = True
            self.end()
        else:
            self.start_at = time.monotonic()

    def end(self) -> None:
        if self.process:
            self.process.terminate()

    def kill(self) -> None:
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs in the main thread. Each tick is called about twice a second and must not wait."""

    def __init__(
        self, children: Sequence[Child], restarts: Restarts, *ticks: Callable[[], None]
    ) -> None:
        self.children = children
        self.restarts = restarts
        self.ticks = ticks
        self.pulse = Pulse()  # for the service manager that watches the supervisor
        self.attention = Attention(most=2 * TICK)
        self.orders = 0
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Runs until a signal comes. Returns when no child is left."""
        self._listen()
        try:
            while not self.orders:
                self._start_due()
                self._wait()
                self._end_frozen()
                self._reap(restart=True)
                for tick in self.ticks:
                    tick()
                self.restarts.tell()
                self.pulse.beat()
        finally:
            self._end_all()

    def _listen(self) -> None:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self.selector.register(reader, selectors.EVENT_READ, lambda: os.read(reader, 64))
        for number in STOPPING:
            signal.signal(number, self._ordered)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _ordered(self, *_: object) -> None:
        self.orders += 1

    def _start_due(self) -> None:
        for child in self.children:
            if time.monotonic() >= child.start_at:
                self._follow(child, child.start())
                self._listen_to(child)

    def _wait(self) -> None:
        soonest = min(child.start_at for child in self.children) - time.monotonic()
        for key, _ in self.selector.select(max(0.0, min(TICK, soonest))):
            key.data()

    def _follow(self, child: Child, output: IO[bytes]) -> None:
        """Passes output on by whole lines, with the child's name before each."""
        rest = b""
        os.set_blocking(output.fileno(), False)

        def pass_on() -> None:
            nonlocal rest
            chunk = os.read(output.fileno(), 65536)
            *lines, rest = (rest + chunk).split(b"\n")
            if not chunk:
                self.selector.unregister(output)
                output.close()
                lines, rest = [rest] if rest else [], b""
            for line in lines:
                _say(child, line.decode(errors="replace").rstrip())

        self.selector.register(output, selectors.EVENT_READ, pass_on)

    def _listen_to(self, child: Child) -> None:
        signs = child.signs
        assert signs  # noqa: S101 - it has just been started

        def hear() -> None:
            given = signs.were_given()
            if given:
                child.lease.hear()
            elif given is None:
                self.selector.unregister(signs)
                signs.close()

        self.selector.register(signs, selectors.EVENT_READ, hear)

    def _end_frozen(self) -> None:
        """This comes after `_wait`, which hears what was said while this process was away."""
        passed = self.attention.passed()
        for child in self.children:
            child.end_if_frozen(passed)

    def _reap(self, *, restart: bool) -> None:
        for child in self.children:
            asked_to_end = child.renewed
            code = child.reap()
            if code is not None and restart:
                if not asked_to_end:
                    self.restarts.count(child.name)
                then = "waits for a change" if child.start_at == NEVER else "is started again"
                _say(child, f"ended (code {code}{_why(child)}) and {then}")

    def _end_all(self) -> None:
        """Sends SIGTERM, then SIGKILL after GRACE, or at once after a second signal."""
        for child in self.children:
            child.start_at = NEVER
            child.end()
        until = time.monotonic() + GRACE
        while any(child.process for child in self.children):
            if time.monotonic() > until or self.orders > 1:
                for child in self.children:
                    child.kill()
            self._wait()
            self._reap(restart=False)
        self._read_last_words()

    def _read_last_words(self) -> None:
        """Shows the rest of the children's output. It waits at most TICK: another process may keep
        a pipe open."""
        until = time.monotonic() + TICK
        while len(self.selector.get_map()) > 1 and time.monotonic() < until:
            self._wait()


def _why(child: Child) -> str:
    if not child.frozen:
        return ""
    return f": it gave no sign of life for {child.lease.silence:.0f} s, and was killed"


def _say(child: Child, text: str) -> None:
    if text == child.greeting:
        return
    with suppress(OSError):  # the terminal may be gone, but the work must go on
        sys.stderr.write(f"{child.name}: {text}\n")
        sys.stderr.flush()
