"""Whether a film invites or reports: chosen by a person, else by the day of its brief."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.models import Project
from projects.vocabulary import Purpose
from tests.support.programs import Program
from tests.support.projects import fresh


def dated(project: Project, day: date) -> Project:
    project.change_brief(key_points=f"{day.year}年{day.month}月{day.day}日上午9点")
    return fresh(project)


def test_the_day_of_the_brief_tells_and_stays_the_same_next_week(project: Project) -> None:
    today = timezone.localdate()
    assert dated(project, today + timedelta(days=3)).tells == Purpose.INVITE
    Project.objects.update(asked_on=today - timedelta(days=30))  # written a month ago
    assert dated(project, today - timedelta(days=3)).tells == Purpose.REPORT
    Project.objects.update(asked_on=today - timedelta(days=7))
    retried = fresh(project)
    assert (retried.tells, retried.for_writer.is_over) == (Purpose.INVITE, False)
    Project.objects.update(asked_on=None)  # a brief from before its day was stored
    assert fresh(project).tells == Purpose.REPORT


def test_a_person_decides_and_can_undo_it(project: Project) -> None:
    assert project.tells is None
    project.choose_purpose(Purpose.REPORT)
    assert fresh(project).for_writer.purpose == fresh(project).tells == Purpose.REPORT
    project.undo()
    assert fresh(project).tells is None


def test_the_brief_and_the_settings_ask_for_it(
    alices: Client, project: Project, brief: dict[str, Any], collected_files: None
) -> None:
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    assert "需求里看不出来，请选一个" in page
    address = reverse("purpose", args=[project.pk])
    assert alices.post(address, {"purpose": "report"}, HTTP_HX_REQUEST="true").status_code == 200
    assert alices.post(address, {"purpose": "sell"}, HTTP_HX_REQUEST="true").status_code == 422
    assert fresh(project).purpose == Purpose.REPORT
    chosen = {"duration": "short", "style": "warm", "voice_style": "gentle_female"}
    sent = {**brief, **chosen, "topic": "秋游", "purpose": "invite"}
    assert alices.post("/", sent).status_code == 302
    assert Project.objects.exclude(pk=project.pk).get().purpose == Purpose.INVITE


@pytest.mark.parametrize(("sent", "told"), [({}, None), ({"purpose": "report"}, "report")])
def test_a_program_says_it_and_reads_what_holds(
    program: Program, sent: dict[str, str], told: str | None
) -> None:
    brief = {"topic": "秋游", "platform": "douyin", "videoType": "activity", **sent}
    made = program("post", "/projects", brief)["data"]["projectId"]
    said = program("get", f"/projects/{made}")["data"]
    assert (said["purpose"], said["tells"]) == (sent.get("purpose", ""), told)
