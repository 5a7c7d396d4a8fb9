"""F14: the children of a killed worker end too."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film
from tests.support.studio import wait_until

GONE_WITHIN = 5.0  # seconds


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=1, full=4)
def test_no_ffmpeg_and_no_voice_outlives_its_killed_worker(
    bench: Bench, at_peace: Callable[..., None], figures: Figures, step: str, round_no: int
) -> None:
    film = Film.before(bench, step)
    assert film.start(step) == 302
    children: dict[int, int] = {}
    wait_until(lambda: children.update(bench.at_work()) or children)
    worker = next(iter(children.values()))
    orphans = [pid for pid, parent in children.items() if parent == worker]
    for orphan in orphans if round_no % 2 == 0 else []:  # one that hangs would not end by itself
        with suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGSTOP)
    os.kill(worker, signal.SIGKILL)
    fault = time.time()
    wait_until(lambda: not any(map(psutil.pid_exists, orphans)))
    gone = time.time() - fault
    assert gone < GONE_WITHIN
    figures.took("F14", "its last child's end", gone)
    film.wait_for_rest()
    at_peace(film)
    figures.recovered("F14", film.log, fault)
