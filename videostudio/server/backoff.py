"""How long to wait before something that has ended is started again."""

import time

FIRST, LONGEST = 0.2, 5.0  # seconds
LONG_LIFE = 30.0


class Backoff:
    """Twice as long each time, up to LONGEST. After LONG_LIFE it begins with FIRST again."""

    def __init__(self) -> None:
        self._next = FIRST
        self._began = time.monotonic()

    def begin(self) -> None:
        """It has just been started."""
        self._began = time.monotonic()

    @property
    def lasted(self) -> bool:
        return time.monotonic() - self._began >= LONG_LIFE

    def pause(self) -> float:
        """It has just ended: the seconds to wait now."""
        pause = FIRST if self.lasted else self._next
        self._next = min(2 * pause, LONGEST)
        return pause

    def forget(self) -> None:
        self._next = FIRST
