"""What the environment says is taken as the operator meant it."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.support.sources import ROOT
from tests.support.studio import unconfigured
from videostudio import environment
from videostudio.environment import time_zone

WRONG_ORIGINS = ["studio.example.org", "https://", "https://[bad", "https://a.org:99999"]
WRONG_ORIGINS += ["https://a.org/studio", "ftp://a.org", "https://user@a.org"]
WRONG_DATABASES = ["nonsense", "mysql://a/b", "postgresql://[x/y", "postgresql://user:secret@host"]
WRONG_DATABASES += ["postgresql://user:secret@host:99999/name", "sqlite:///x"]
TELL = (
    "import json; from videostudio import settings;"
    "print(json.dumps([settings.ORIGINS, settings.ALLOWED_HOSTS]))"
)


def test_a_choice_is_one_of_those_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDIO_VOICE", raising=False)
    assert environment.choice("STUDIO_VOICE", ("natural", "quick")) == "natural"
    monkeypatch.setenv("STUDIO_VOICE", " Quick")
    assert environment.choice("STUDIO_VOICE", ("natural", "quick")) == "quick"
    monkeypatch.setenv("STUDIO_VOICE", "robot")
    with pytest.raises(ImproperlyConfigured, match="natural, quick"):
        environment.choice("STUDIO_VOICE", ("natural", "quick"))


def origins_and_hosts(folder: Path, **settings: str) -> list[list[str]]:
    env = unconfigured()
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


def test_behind_a_proxy_the_deploy_check_has_nothing_to_say(tmp_path: Path) -> None:
    """Nor has it of the settings that are left as they are on purpose (settings.py says why)."""
    env = unconfigured()
    env |= {"STUDIO_DATA": str(tmp_path), "STUDIO_ORIGINS": "https://studio.example.org"}
    env |= {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://x:1"}
    argv = [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("port", ["99999", "9" * 5000])
def test_a_port_that_there_cannot_be_is_named_in_one_line(port: str, tmp_path: Path) -> None:
    env = os.environ | {"STUDIO_DATA": str(tmp_path), "PORT": port}
    argv = [sys.executable, str(ROOT / "manage.py"), "studio"]
    told = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"PORT is '{port}': it takes a whole number from 1 to 65535.\n"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        *((environment.origins, value) for value in WRONG_ORIGINS),
        (environment.log_level, "loud"),
        (environment.redis_url, "127.0.0.1:6379"),
        *((environment.database, value) for value in WRONG_DATABASES),
        (environment.folder, "/dev/null"),
        (environment.folder, "/dev/null/studio"),
        (environment.networks, "10.0.0.0/99"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_setting(
    read: Callable[..., object], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_SETTING", value)
    others = [""] * (len(inspect.signature(read).parameters) - 1)
    with pytest.raises(ImproperlyConfigured, match="^STUDIO_SETTING") as refused:
        read("STUDIO_SETTING", *others)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://Studio.Example.org/", "https://studio.example.org"),
        ("https://studio.example.org:443", "https://studio.example.org"),
        ("http://studio.example.org:80", "http://studio.example.org"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://studio.example.org:8443", "https://studio.example.org:8443"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(
    given: str, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_ORIGINS", given)
    assert environment.origins("STUDIO_ORIGINS") == [sent]
