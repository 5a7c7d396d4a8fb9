"""Where the natural voice cannot speak, everybody who can do something about it is told."""

from __future__ import annotations

import asyncio

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from projects.models import Project
from projects.monitoring.readiness import Grade, readiness
from projects.providers import speaker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]


@pytest.fixture
def lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(speaker()), "lack", lambda self: "memory")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "administrator: Less than 1 GB of memory"),
        ("zh-hans", "请告诉管理员：可供自然语音使用的内存不足 1 GB"),
    ],
)
def test_the_card_of_the_narration_says_why_and_what_to_do(
    alices: Client, written: Project, lack: None, language: str, words: str
) -> None:
    page = alices.get(f"/projects/{written.pk}/", headers={"accept-language": language})
    assert words in page.content.decode()


def test_the_health_page_the_probes_and_the_figures_say_so(
    client: Client, carol: User, lack: None
) -> None:
    client.force_login(carol)
    with override("en"):
        page = client.get("/admin/health/", headers={"accept-language": "en"}).content.decode()
    assert "Only the simple one" in page and "1 GB of memory" in page
    assert "videostudio_voice_up 0.0" in client.get("/metrics").content.decode()
    found = asyncio.run(readiness())
    assert found["voice"].grade is Grade.DEGRADED and "memory" in found["voice"].reason


def test_nobody_is_troubled_where_the_voice_speaks(alices: Client, written: Project) -> None:
    page = alices.get(f"/projects/{written.pk}/", headers={"accept-language": "en"})
    assert "simple voice" not in page.content.decode()
