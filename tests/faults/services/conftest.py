"""The bench of these rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.prepared import prepared
from tests.faults.services.servers import ServedBench


@pytest.fixture(scope="session")
def the_bench() -> Iterator[ServedBench]:
    with prepared(ServedBench()) as bench:
        yield bench
