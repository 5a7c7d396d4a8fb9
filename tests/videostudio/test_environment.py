"""What the environment says is taken as the operator meant it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT
from tests.support.studio import CONFIGURED
from videostudio.environment import time_zone

TELL = (
    "import json; from videostudio import settings;"
    "print(json.dumps([settings.ORIGINS, settings.ALLOWED_HOSTS]))"
)


def origins_and_hosts(folder: Path, **settings: str) -> list[list[str]]:
    env = {key: value for key, value in os.environ.items() if not CONFIGURED.match(key)}
    env |= {"STUDIO_DATA": str(folder)} | settings
    argv = [sys.executable, "-c", TELL]
    told = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(
    ("host", "printed"),
    [
        ("", "http://127.0.0.1:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 - not bound to
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_first_origin_is_one_that_somebody_can_open(
    host: str, printed: str, tmp_path: Path
) -> None:
    origins, hosts = origins_and_hosts(tmp_path, HOST=host)
    assert origins[0] == printed
    assert {"127.0.0.1", "localhost"} <= set(hosts)


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        (":/etc/localtime", "Asia/Shanghai"),
        ("CST-8", "Asia/Shanghai"),
    ],
)
def test_no_time_zone_keeps_the_studio_from_starting(
    value: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", value)
    assert time_zone("TZ", "Asia/Shanghai") == zone


def test_hosts_are_those_of_the_origins(tmp_path: Path) -> None:
    named = "https://studio.example.org, https://[2001:db8::1]:8443,https://[2001:db8::2]"
    _, hosts = origins_and_hosts(tmp_path, STUDIO_ORIGINS=named)
    assert hosts == ["studio.example.org", "[2001:db8::1]", "[2001:db8::2]"]
