"""Prepares a bench for its tests, and checks what they leave over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from tests.faults.bench import Bench
from tests.faults.film import Film
from tests.faults.judge import clean, judge, left_over

# The hourly sweep, which removes what a killed worker has stored. Here it takes files of any age.
REMOVE_LEFTOVERS = """
from datetime import timedelta
from projects.jobs.cleanup import remove_unreferenced_files
remove_unreferenced_files(older_than=timedelta(0))
"""
AnyBench = TypeVar("AnyBench", bound=Bench)


@contextmanager
def prepared(bench: AnyBench) -> Iterator[AnyBench]:
    """The bench with its completed template."""
    with closing(bench):
        film = Film(bench, bench.template, bench.mark())
        assert film.make() == 302
        film.wait_for_rest()
        accept([*judge(film), *clean(bench)])
        yield bench


@contextmanager
def closing(bench: AnyBench) -> Iterator[AnyBench]:
    """The bench. At the end no files may be left over."""
    try:
        yield bench
        bench.heal()
        bench.shell(REMOVE_LEFTOVERS)
        accept(left_over(bench))
    finally:
        bench.close()


def accept(wrongs: list[str]) -> None:
    if wrongs:
        pytest.fail("\n".join(wrongs), pytrace=False)
