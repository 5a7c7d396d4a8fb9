"""The API's document is true: schemathesis asks a running studio for all that stands in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.people import make_token, new_name
from tests.support.programs import BASE
from tests.support.studio import Studio

EXAMPLES = {"small": "1", "full": "3"}  # of each operation
# At full counts also what schemathesis finds for the limits of each field, in four times as long.
PHASES = {"small": "examples,fuzzing,stateful", "full": "examples,coverage,fuzzing,stateful"}
CONFIG = Path(__file__).with_name("schemathesis.toml")
BOBS = """
from projects.models import Project
print(list(Project.objects.filter(owner__username="{bob}").values_list("topic", "revision")))
"""


@pytest.fixture(scope="module")
def studio(idle_studio: Studio) -> Studio:
    return idle_studio


def test_whatever_fits_the_document_or_does_not_is_answered_as_it_says(
    studio: Studio, pytestconfig: pytest.Config
) -> None:
    printed = len(studio.printed())
    alice, bob = (
        studio.call("new_person", new_name(name), topics)["name"]
        for name, topics in (("alice", []), ("bob", ["Nobody else's"]))
    )
    token = make_token(studio, alice)
    argv = [Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG, "run"]
    argv += [f"{studio.address}{BASE}/openapi.json", "--checks", "all", "--seed", "1"]
    size = pytestconfig.getoption("faults")
    argv += ["--phases", PHASES[size], "--max-examples", EXAMPLES[size]]
    argv += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run(argv, capture_output=True, text=True, cwd=studio.data.parent, check=False)
    assert done.returncode == 0, done.stdout
    assert "ERROR" not in studio.printed()[printed:]
    assert studio.shell(BOBS.format(bob=bob)) == '[("Nobody else\'s", 1)]'


def test_the_document_is_of_openapi_3_1_and_open_to_programs(studio: Studio) -> None:
    with urlopen(f"{studio.address}{BASE}/openapi.json") as answer:
        document = json.load(answer)
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"].keys() == {"Bearer", "Session"}


def test_its_readable_page_is_for_those_who_are_signed_in(studio: Studio) -> None:
    assert studio.get(f"{BASE}/docs") == 302
