"""The bench of these rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.prepared import closing
from tests.faults.voices.bench import VoicedBench


@pytest.fixture(scope="session")
def the_bench() -> Iterator[VoicedBench]:
    """Its template is only written, not made: every test speaks a film of its own."""
    with closing(VoicedBench()) as bench:
        yield bench
