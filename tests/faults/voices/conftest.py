"""The bench of these rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.judge import left_over
from tests.faults.prepared import REMOVE_LEFTOVERS, accept
from tests.faults.voices.bench import VoicedBench


@pytest.fixture(scope="session")
def the_bench() -> Iterator[VoicedBench]:
    """Its template is only written, not made: every test speaks a film of its own."""
    bench = VoicedBench()
    try:
        yield bench
        bench.heal()
        bench.shell(REMOVE_LEFTOVERS)
        accept(left_over(bench))
    finally:
        bench.close()
