"""The link that makes the first account: where people get another one."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from projects.accounts import setup_link
from projects.management.commands import studio
from projects.management.commands.studio import Watch
from videostudio.server.restarts import Restarts

pytestmark = pytest.mark.usefixtures("collected_files")


def test_a_command_prints_a_new_link_until_there_is_an_account(db: None) -> None:
    printed = StringIO()
    call_command("setuplink", stdout=printed)
    origin, path = printed.getvalue().strip().split("/setup/")
    assert origin.startswith("http://127.0.0.1")
    assert Client().get(f"/setup/{path}").status_code == 200
    User.objects.create_user("director")
    with pytest.raises(CommandError, match="changepassword"):
        call_command("setuplink")


def test_behind_a_proxy_the_command_says_what_works_there(db: None, settings: Any) -> None:
    settings.HTTPS = True
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("setuplink")


@pytest.fixture
def watch(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Watch:
    monkeypatch.setattr(studio, "_web_answers", lambda: True)
    return Watch([], Restarts(tmp_path / "restarts"))


def test_a_running_studio_prints_a_fresh_link_when_the_last_one_has_expired(
    watch: Watch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch()
    watch()
    assert capsys.readouterr().out.count("/setup/") == 1
    monkeypatch.setattr(setup_link, "LIFETIME", timedelta(0))
    watch.announce_at = 0.0
    watch()
    watch()
    assert capsys.readouterr().out.count("/setup/") == 2
    User.objects.create_user("director")
    watch()
    watch()
    assert capsys.readouterr().out == ""


def test_a_database_that_is_away_does_not_end_the_studio(
    watch: Watch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> str:
        raise OperationalError

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(setup_link, "new_link", away)
        watch()
    assert capsys.readouterr().out == ""
    watch()
    assert "/setup/" in capsys.readouterr().out
