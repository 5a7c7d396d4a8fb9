"""The API's document is true: schemathesis asks a running studio for all that stands in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.programs import BASE
from tests.support.studio import Studio, free_port

EXAMPLES = "8"  # of each operation, beside those that schemathesis finds for its limits
CONFIG = Path(__file__).with_name("schemathesis.toml")
MUCH = {"STUDIO_REQUESTS_A_MINUTE": "1000000", "STUDIO_STARTS_AN_HOUR": "1000000"}
PEOPLE = """
from django.contrib.auth.models import User
from projects.models import ApiToken, Project
Project.objects.create(owner=User.objects.create_user("bob"), topic="Nobody else's")
print(ApiToken.objects.issue(User.objects.create_user("alice"))[1])
"""
BOBS = """
from projects.models import Project
print(list(Project.objects.filter(owner__username="bob").values_list("topic", "revision")))
"""


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    base = Path(tempfile.mkdtemp(prefix="studio-api-"))
    base.chmod(0o755)
    studio = Studio(base / "data", free_port(), STUDIO_WORKERS="0", **MUCH)
    yield studio
    studio.interrupt()
    shutil.rmtree(base)


def test_whatever_fits_the_document_or_does_not_is_answered_as_it_says(studio: Studio) -> None:
    argv = [Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG, "run"]
    argv += [f"{studio.address}{BASE}/openapi.json", "--checks", "all", "--seed", "1"]
    argv += ["--max-examples", EXAMPLES, "-H", f"Authorization: Bearer {studio.shell(PEOPLE)}"]
    done = subprocess.run(argv, capture_output=True, text=True, cwd=studio.data.parent, check=False)
    assert done.returncode == 0, done.stdout
    assert "ERROR" not in studio.printed()
    assert studio.shell(BOBS) == '[("Nobody else\'s", 1)]'


def test_the_document_is_of_openapi_3_1_and_open_to_programs(studio: Studio) -> None:
    with urlopen(f"{studio.address}{BASE}/openapi.json") as answer:
        document = json.load(answer)
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"].keys() == {"Bearer", "Session"}


def test_its_readable_page_is_for_those_who_are_signed_in(studio: Studio) -> None:
    assert studio.get(f"{BASE}/docs") == 302
