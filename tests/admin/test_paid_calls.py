"""The ledger: administrators see what services have cost, and can take it along."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from projects.models import PaidCall, Project

pytestmark = pytest.mark.usefixtures("collected_files")


def test_an_administrator_reads_it_and_downloads_it(
    client: Client, carol: User, project: Project
) -> None:
    call = PaidCall.objects.create(
        owner=project.owner,
        project=project,
        step="narration",
        kind="speech",
        provider="=cmd()",
        model="m-1",
        key="k",
        until=Now(),
        state="answered",
        units={"input_tokens": 700},
        price=Decimal("0.0014"),
        body=b"secret words",
    )
    client.force_login(carol)
    address = reverse("admin:projects_paidcall_changelist")
    PaidCall.objects.create(
        step="narration",
        kind="speech",
        provider="far",
        key="l",
        until=Now(),
        state="failed",
        reason="out_of_credit",
    )
    listed = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "CNY\N{NO-BREAK SPACE}0.0014" in listed
    assert "the service&#x27;s credit is used up" in listed and "out_of_credit" not in listed
    assert (
        "secret words"
        not in client.get(
            reverse("admin:projects_paidcall_change", args=[call.pk])
        ).content.decode()
    )
    chosen = {"action": "as_csv", "_selected_action": [call.pk]}
    lines = b"".join(client.post(address, chosen).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(lines.splitlines())
    assert (row["kind"], row["provider"], row["units"], row["price"]) == (
        "speech",
        "'=cmd()",
        "input_tokens=700",
        "0.001400",
    )
