"""The audit log: each thing that somebody did is there once, without anybody's words, for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from projects.models import AuditEntry
from projects.models.audit import Action, record

pytestmark = pytest.mark.usefixtures("collected_files")
PASSWORD = "open-sesame-4711"  # noqa: S105 - of nobody
WORDS = ("春季招生", "小班教学", "a-secret-file-name", "mallory", PASSWORD, "guess-", "Firefox")


def log_of(**which: Any) -> list[tuple[str, str, str]]:
    """(action, outcome, detail) of each entry, the oldest first."""
    entries = AuditEntry.objects.filter(**which).order_by("pk")
    return list(entries.values_list("action", "outcome", "detail"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE projects_auditentry SET user_name = 'nobody'",
        "DELETE FROM projects_auditentry",
        "TRUNCATE projects_auditentry",
        "SET LOCAL session_replication_role = replica; DELETE FROM projects_auditentry",
    ],
)
def test_what_the_log_has_cannot_be_changed(alice: User, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_auditentry ENABLE ALWAYS TRIGGER audit_no_truncate")
    with pytest.raises(DatabaseError, match=r"only grow|permission denied"), transaction.atomic():
        connection.cursor().execute(sql)
    assert log_of() == [("account_made", "done", "")]


def test_entries_are_kept_for_as_long_as_is_set_and_a_month_at_least(
    alice: User, settings: Any
) -> None:
    for days in (10, 31, 400):
        record(Action.START, at=timezone.now() - timedelta(days=days), count=days)
    AuditEntry.objects.forget_old()
    assert list(AuditEntry.objects.filter(action="start").values_list("count", flat=True)) == [
        31,
        10,
    ]
    settings.STUDIO_AUDIT_DAYS = 1
    with pytest.raises(DatabaseError, match="only grow"), transaction.atomic():
        AuditEntry.objects.forget_old()
