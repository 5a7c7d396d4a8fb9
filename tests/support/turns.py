"""Which tests of a run wait for another one: all that are slow would take half of the time of all
tests."""

from __future__ import annotations

import os
import random

import pytest

# Of their files that a run draws, as all tests together have 12 minutes on two cores: of those that
# start processes or a browser, and of those that are marked.
SHARE, SHARE_MARKED = 0.07, 0.15
PROCESSES = {"studio", "idle_studio", "work"}  # fixtures of tests that wait for real processes


def seed_of(config: pytest.Config) -> int | None:
    """The seed of a whole run. All its processes have the same one, or they would collect different
    tests. None if somebody runs some tests by hand."""
    given, run = config.getoption("--seed"), os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if given is not None or run is None:
        return given
    return random.Random(run).randrange(1_000_000)


def waits(item: pytest.Item, seed: int | None) -> bool:
    """Of the files with tests that start processes or a browser, the seed of a run draws one in
    fourteen, and of those marked `by_turns` one in seven. Such tests of one file go together,
    because they share a set-up and may build on each other. The next run draws others, and `make
    faults` runs all. By hand none waits."""
    if seed is None or not _is_slow(item) or item.get_closest_marker("film"):
        return False
    file = item.nodeid.partition("::")[0]
    share = SHARE_MARKED if item.get_closest_marker("by_turns") else SHARE
    return random.Random(f"{seed} {file}").random() > share


def _is_slow(item: pytest.Item) -> bool:
    is_marked = any(map(item.get_closest_marker, ("browser", "by_turns")))
    starts = PROCESSES & set(getattr(item, "fixturenames", ()))
    return is_marked or bool(starts) or "faults" in item.path.parts
