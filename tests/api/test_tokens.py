"""A program's token: made once, kept nowhere, good until it expires or is revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from projects.models import ApiToken, Project
from tests.support.programs import BASE

pytestmark = pytest.mark.usefixtures("collected_files")


def status_with(secret: str, path: str = f"{BASE}/projects") -> int:
    return Client(headers={"authorization": f"Bearer {secret}"}).get(path).status_code


@pytest.fixture
def secret(alice: User) -> str:
    return ApiToken.objects.issue(alice)[1]


def test_the_command_prints_a_token_that_opens_the_api(alice: User, capsys: Any) -> None:
    call_command("createtoken", "alice", name="reports")
    secret = capsys.readouterr().out.strip()
    assert status_with(secret) == 200
    assert secret not in str(ApiToken.objects.values())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en_GB.UTF-8", "There is no account nobody"), ("zh_CN.UTF-8", "没有名为 nobody 的账号")],
)
def test_a_token_for_nobody_is_refused_in_words(
    db: None, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(CommandError, match=said):
        call_command("createtoken", "nobody")


@pytest.mark.parametrize(
    "end",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_a_token_that_has_ended_opens_nothing(secret: str, end: dict[str, Any]) -> None:
    ApiToken.objects.update(**end)
    assert status_with(secret) == 401


def test_nor_does_one_of_an_account_that_is_closed(secret: str, alice: User) -> None:
    User.objects.update(is_active=False)
    assert status_with(secret) == 401


@pytest.mark.parametrize("shown", ["", "vs_wrong", "vs_\u4e2d"])
def test_a_wrong_token_is_not_made_up_for_by_a_session(alice: User, shown: str) -> None:
    page = Client(headers={"authorization": f"Bearer {shown}".encode().decode("latin-1")})
    page.force_login(alice)
    assert page.get(f"{BASE}/projects").status_code == 401


def test_a_token_in_the_address_is_none(secret: str) -> None:
    assert Client().get(f"{BASE}/projects", {"token": secret}).status_code == 401


def test_a_token_opens_no_session(secret: str) -> None:
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get(f"{BASE}/projects").status_code == 200
    assert not program.cookies
    assert not Session.objects.exists()


def test_files_open_by_token_for_those_who_may_see_them(
    secret: str, project: Project, bob: User
) -> None:
    path = f"/projects/{project.pk}/download/film/"
    assert status_with(secret, path) == 404, "there is no film yet, and no door before it"
    assert status_with(ApiToken.objects.issue(bob)[1], path) == 404
    assert status_with("vs_wrong", path) == 401


def test_who_may_make_tokens_makes_only_their_own(alice: User, carol: User) -> None:
    alice.is_staff = True
    alice.save()
    alice.user_permissions.set(Permission.objects.filter(codename="add_apitoken"))
    page = Client(headers={"accept-language": "en"})
    page.force_login(alice)
    page.post("/admin/projects/apitoken/add/", {"user": carol.pk, "name": "mischief"})
    assert not ApiToken.objects.exists()
    page.post("/admin/projects/apitoken/add/", {"user": alice.pk, "name": "reports"})
    assert ApiToken.objects.get().user == alice


def test_the_admin_shows_a_new_token_once_and_revokes_it(carol: User, alice: User) -> None:
    page = Client(headers={"accept-language": "en"})
    page.force_login(carol)
    add = page.post(
        "/admin/projects/apitoken/add/", {"user": alice.pk, "name": "reports"}, follow=True
    )
    secret = "vs_" + add.content.decode().split("shown this once: vs_")[1].split("<")[0].strip()
    assert status_with(secret) == 200
    assert "vs_" not in page.get("/admin/projects/apitoken/").content.decode()
    chosen = {"action": "revoke", "_selected_action": [ApiToken.objects.get().pk]}
    page.post("/admin/projects/apitoken/", chosen)
    assert status_with(secret) == 401
