"""How long a person waits for what was sent to be read."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(seconds: float, end: Exception) -> Callable[[float], None]:
    """What ffmpeg is to call while it works: it raises `end` when so many seconds are over."""
    given_up = time.monotonic() + seconds

    def look_at_the_clock(_: float) -> None:
        if time.monotonic() > given_up:
            raise end

    return look_at_the_clock
