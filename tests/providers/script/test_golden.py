"""The offline writer writes what it wrote before: 33 scripts, kept word for word in golden.json.

They hold while the code is rearranged. Whoever changes the writer on purpose deletes this test and
its file: then the scripts are meant to differ.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from projects.providers.base import Brief
from tests.providers.script.writing import write

CASES = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['seed']}-{case['brief']['topic']}")
def test_the_same_brief_and_seed_give_the_same_script_as_before(case: dict[str, Any]) -> None:
    brief = Brief(**case["brief"] | {"key_points": tuple(case["brief"]["key_points"])})
    script = write(brief, case["seed"])
    assert asdict(script) | {"scenes": [*map(asdict, script.scenes)]} == case["script"]
