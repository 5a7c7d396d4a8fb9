"""How long a process may be silent before it counts as frozen."""

import time

# To import everything takes seconds, and much longer on a machine that is busy or slow. So before
# its first sign a process has more time, and twice as much if even that was too little.
FIRST = 3
LONGEST = 600.0  # seconds


class Lease:
    """`seconds` without a sign of life are too many, and FIRST times as many before the first."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.silence, self._has_begun = 0.0, False
        self._first = FIRST * seconds

    def begin(self) -> None:
        """The process has just been started."""
        self.silence, self._has_begun = 0.0, False

    def hear(self) -> None:
        """It has given a sign of life."""
        self.silence, self._has_begun = 0.0, True
        self._first = FIRST * self.seconds

    def expires(self, passed: float) -> bool:
        """Whether it has just become too long. `passed`: watched seconds since the last call."""
        limit = self.seconds if self._has_begun else self._first
        before, self.silence = self.silence, self.silence + passed
        if not before <= limit < self.silence:
            return False
        if not self._has_begun:
            self._first = min(2 * limit, max(LONGEST, limit))
        return True


class Attention:
    """Counts only the seconds in which this process has really watched.

    If it was frozen itself, or the machine slept, or had no time for it, then the silence of the
    others in that time says nothing about them.
    """

    def __init__(self, most: float) -> None:
        self._most = most
        self._looked = time.monotonic()

    def passed(self) -> float:
        """Seconds since the last call, but never more than `most`."""
        before, self._looked = self._looked, time.monotonic()
        return min(self._looked - before, self._most)
