"""The bench, the seed of all random choices, and the verdict after each test."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, QUICK, Film, Page
from tests.faults.judge import clean, judge
from tests.faults.prepared import accept, prepared
from tests.support.turns import seed_of

SEED, FIGURES = pytest.StashKey[int](), pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    seed = seed_of(config)
    config.stash[SEED] = random.randrange(1_000_000) if seed is None else seed
    config.stash[FIGURES] = Figures()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of this suite. Leave out those that have no round at this size."""
    for item in items:
        if "tests/faults/" in item.path.as_posix():
            item.add_marker("faults")
    unused = [item for item in items if item.get_closest_marker("faults") and _is_empty(item)]
    items[:] = [item for item in items if item not in unused]
    config.hook.pytest_deselected(items=unused)


def _is_empty(item: pytest.Item) -> bool:
    skips = item.iter_markers("skip")
    return any("empty parameter set" in skip.kwargs.get("reason", "") for skip in skips)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`@pytest.mark.rounds(small=1, full=20)`: how often a test runs, with new choices each time.

    `@pytest.mark.some("point", [...], small=2)`: a test for each value. At the small size, the seed
    draws two of them, and steps only from those that are quick.
    """
    size = metafunc.config.getoption("--faults")
    for rounds in metafunc.definition.iter_markers("rounds"):
        metafunc.parametrize("round_no", range(rounds.kwargs[size]))
    for some in metafunc.definition.iter_markers("some"):
        name, values = some.args
        drawn = list(values)
        if size == "small":
            drawn = [each for each in drawn if name != "step" or each in QUICK]
            luck = f"{metafunc.config.stash[SEED]} {metafunc.definition.name} {name}"
            drawn = random.Random(luck).sample(drawn, some.kwargs["small"])
        metafunc.parametrize(name, drawn)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.failed and item.get_closest_marker("faults"):
        item.config.stash[FIGURES].failures[_row_of(item)] += 1
        again = f"--seed {item.config.stash[SEED]} -k '{item.name}'"
        report.sections.append(("again", f'make faults ARGS="{again}"'))
    return report


def _row_of(item: pytest.Item) -> str:
    """The row of a test, with which the docstring of its file begins: "F1: a process ..." """
    module = item.getparent(pytest.Module)
    return str(module and module.obj.__doc__).partition(":")[0]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    figures = config.stash[FIGURES]
    if figures.faults:
        terminalreporter.section(f"faults, seed {config.stash[SEED]}; seconds from fault to")
        for line in figures.table():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Figures:
    return request.config.stash[FIGURES]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The source of all choices of a test. It depends on the run's seed and on the test's name."""
    return random.Random(f"{request.config.stash[SEED]} {request.node.name}")


@pytest.fixture(scope="session")
def steps(request: pytest.FixtureRequest) -> list[str]:
    """Those that a test may choose from. To make clips takes four times as long as all else, so at
    the small size only a test of a whole film makes some."""
    return [*AT_REST] if request.config.getoption("--faults") == "full" else QUICK


@pytest.fixture(scope="session")
def the_bench() -> Iterator[Bench]:
    with prepared(Bench()) as bench:
        yield bench


@pytest.fixture
def bench(the_bench: Bench) -> Iterator[Bench]:
    """The bench, complete and with no crash point armed. Afterwards it is made so again."""
    the_bench.heal()
    yield the_bench
    the_bench.heal()


@pytest.fixture
def at_peace(bench: Bench) -> Iterator[Callable[..., None]]:
    """A function that judges films at rest. At the end the bench is searched for what is left over:
    processes and files.

    Call it with films and, as `pages`, the pages that watched them.
    """

    def verdict(*films: Film, pages: tuple[Page, ...] = ()) -> None:
        wrongs = [
            f"{film.pk} {wrong}"
            for film in films
            for wrong in judge(film, *(page for page in pages if page.film is film))
        ]
        accept(wrongs)

    yield verdict
    accept(clean(bench))
