"""What a browser keeps for the studio, which it may share a host with other programs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from projects.models import Project
from videostudio.cookies import prefix_of

BRIEF = {
    "topic": "开放日",
    "key_points": "小班教学",
    "video_type": "course",
    "platform": "bilibili",
}
BRIEF |= {"platform": "bilibili", "token": "of-its-page"}
BRIEF |= {"duration": "long", "style": "fresh", "voice_style": "friendly_male"}

pytestmark = pytest.mark.usefixtures("collected_files")


def test_all_cookies_have_names_of_this_studio_alone(alice: User) -> None:
    browser = Client()
    browser.get(reverse("login"))
    browser.post(reverse("set_language"), {"language": "en", "next": "/login/"})
    browser.post(reverse("login"), {"username": "alice", "password": "a-long-secret"})
    browser.post(reverse("home"), BRIEF)
    assert Project.objects.filter(owner=alice).exists()
    names = {name.removeprefix(settings.STUDIO_COOKIES) for name in browser.cookies}
    assert names == {"_session", "_csrf", "_language", "_brief", "_device"}


def test_messages_of_the_admin_need_no_cookie(carol: User, client: Client) -> None:
    client.force_login(carol)
    form = {"username": "new", "usable_password": "false"}
    client.post("/admin/auth/user/add/", form)
    assert User.objects.filter(username="new").exists()
    assert "messages" not in client.cookies
    assert "messagelist" in client.get("/admin/auth/user/").content.decode()


@pytest.mark.parametrize(
    "other",
    [("another", "/var/a", "studio"), ("secret", "/var/b", "studio"), ("secret", "/var/a", "copy")],
)
def test_another_studio_on_the_host_has_other_cookies(other: tuple[str, str, str]) -> None:
    assert prefix(*other) != prefix("secret", "/var/a", "studio")


def test_all_machines_of_a_studio_have_the_same_cookies() -> None:
    assert prefix("secret", "localhost", "studio") == prefix("secret", "10.0.0.7", "studio")


def prefix(secret: str, host: str, name: str) -> str:
    return prefix_of(secret, {"HOST": host, "NAME": name})
