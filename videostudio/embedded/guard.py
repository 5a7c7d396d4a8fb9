"""Looks after a running server: does it answer, and is none of its processes frozen?"""

import os
import signal
from contextlib import suppress

from videostudio.embedded.server import Server
from videostudio.server import processes
from videostudio.server.lease import Attention, Lease

LOOK_EVERY = 2.0  # seconds between two looks
# A busy machine or a slow disk may hold up an answer. No answer at all for so long is none to come.
SILENT_AFTER = 30.0


class Guard:
    """The guard of one start of a server, whose first process is `pid`.

    SIGKILL is safe for what is committed: PostgreSQL replays its log at the next start (fsync is
    on), and Redis keeps nothing. While it replays, it answers, so that may take as long as it does.
    """

    def __init__(self, server: Server, pid: int) -> None:
        self.family = {pid}
        self.has_killed = False  # all of it
        self._server, self._pid = server, pid
        self._lease = Lease(SILENT_AFTER)
        # An answer that does not come takes longer than one look.
        self._attention = Attention(most=3 * LOOK_EVERY)
        self._stills: dict[int, processes.Standstill] = {}

    def look(self) -> str:
        """Kills what is frozen. Returns what was killed and why, or "". Call it every
        LOOK_EVERY seconds: it waits a few seconds for an answer."""
        passed = self._attention.passed()
        self.family = processes.family(self._pid)
        if frozen := self._frozen():
            if self._pid not in frozen:
                processes.kill(frozen, self._server.program)
                return "one of its processes stood still, and was killed; all connections end"
            self.kill_all()
            return "stood still, was killed and is started again"
        if self._server.lives():
            self._lease.hear()
        elif self._lease.expires(passed):
            self.kill_all()
            return (
                f"gave no answer for {self._lease.silence:.0f} s, was killed and is started again"
            )
        return ""

    def kill_all(self) -> None:
        """Kill all its processes. The first one starts the others, so it is stopped before."""
        self.has_killed = True
        with suppress(ProcessLookupError, PermissionError):
            os.kill(self._pid, signal.SIGSTOP)
        self.family = processes.family(self._pid)
        processes.kill(self.family, self._server.program)

    def _frozen(self) -> set[int]:
        self._stills = {
            pid: self._stills.get(pid) or processes.Standstill(pid) for pid in self.family
        }
        return {pid for pid, still in self._stills.items() if still.is_long()}
