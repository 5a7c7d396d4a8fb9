"""The bench of these rows: a service writes the scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.bench import Bench
from tests.faults.prepared import closing
from tests.support.services import Services
from tests.support.services.chat import chat


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    with Services({"/chat/completions": chat()}).serving() as found:
        yield found


@pytest.fixture(scope="session")
def the_bench(services: Services) -> Iterator[Bench]:
    named = {"STUDIO_SCRIPT_NAME": "model", "STUDIO_SCRIPT_MODEL": "m-1"}
    with closing(Bench(STUDIO_SCRIPT_URL=services.url, STUDIO_DRAFTS="no", **named)) as bench:
        yield bench
