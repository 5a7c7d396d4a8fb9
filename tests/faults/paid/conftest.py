"""The bench of these rows: a service writes the scripts, and may film."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.bench import Bench
from tests.faults.prepared import closing
from tests.support.services import Services
from tests.support.services.chat import chat, script_for
from tests.support.services.tasks import Filming

VIDEO = {"NAME": "camera", "MODEL": "m-1", "SHAPE": "zhipu", "EVERY": "1"}


def script_or_offers(told: dict[str, Any]) -> dict[str, Any]:
    if "wish" not in told:
        return script_for(told)
    return {"scenes": [{"title": "a", "narration": told["narration"], "picture": "A room"}]}


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    filming = Filming(tmp_path_factory.mktemp("filming"), "zhipu")
    tasks = {"/videos/generations": filming.order, "/async-result/": filming.tell}
    answers = {"/chat/completions": chat(script_or_offers), **tasks, "/files/": filming.file}
    with Services(answers).serving() as found:
        yield found


@pytest.fixture(scope="session")
def the_bench(services: Services) -> Iterator[Bench]:
    named = {"STUDIO_SCRIPT_NAME": "model", "STUDIO_SCRIPT_MODEL": "m-1"}
    named |= {f"STUDIO_VIDEO_{name}": value for name, value in VIDEO.items()}
    named["STUDIO_VIDEO_URL"] = services.url
    with closing(Bench(STUDIO_SCRIPT_URL=services.url, STUDIO_DRAFTS="no", **named)) as bench:
        yield bench
