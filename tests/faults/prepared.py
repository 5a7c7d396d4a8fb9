"""A bench that is ready for its tests, and a look at what they leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from tests.faults.bench import Bench
from tests.faults.film import Film
from tests.faults.judge import clean, judge, left_over

# What a worker stored before it was killed: the hourly sweep, with nothing too young for it.
REMOVE_LEFTOVERS = """
from datetime import timedelta
from projects.jobs.cleanup import remove_unreferenced_files
remove_unreferenced_files(older_than=timedelta(0))
"""
AnyBench = TypeVar("AnyBench", bound=Bench)


@contextmanager
def prepared(bench: AnyBench) -> Iterator[AnyBench]:
    """With its template made to the end; at the last nothing may lie about."""
    try:
        film = Film(bench, bench.template, bench.mark())
        assert film.make() == 302
        film.wait_for_rest()
        accept([*judge(film), *clean(bench)])
        yield bench
        bench.heal()
        bench.shell(REMOVE_LEFTOVERS)
        accept(left_over(bench))
    finally:
        bench.close()


def accept(wrongs: list[str]) -> None:
    if wrongs:
        pytest.fail("\n".join(wrongs), pytrace=False)
