"""The audit log: each thing that somebody did is there once, without anybody's words, for good."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from projects.models import ApiToken, AuditEntry, Project, RefusalCount
from projects.models.audit import Action, Outcome, record
from projects.models.paginator import NewestPaginator
from projects.models.refusal_count import MOST, enter_counts, record_refusal
from tests.support.photos import picture, stored
from tests.support.programs import BASE
from tests.support.projects import store, write
from videostudio.acting import Acting, Way, acting_by

pytestmark = pytest.mark.usefixtures("collected_files")
PASSWORD = "open-sesame-4711"  # noqa: S105 - of nobody
BRIEF = {
    "topic": "春季招生开放日",
    "key_points": "小班教学",
    "platform": "douyin",
    "video_type": "enrollment",
    "duration": "short",
    "style": "warm",
    "voice_style": "gentle_female",
    "token": "page-1",
}
OFFICE, HOME, ELSEWHERE = "192.0.2.1", "192.0.2.7", "2001:db8:1:2::9"


def log_of(**which: Any) -> list[tuple[str, str, str]]:
    """(action, outcome, detail) of each entry, the oldest first."""
    entries = AuditEntry.objects.filter(**which).order_by("pk")
    return list(entries.values_list("action", "outcome", "detail"))


def browser(place: str = OFFICE, **headers: str) -> Client:
    return Client(REMOTE_ADDR=place, headers={"accept-language": "en", **headers})


def signed_in(name: str, page: str = "/login/", place: str = OFFICE) -> Client:
    client = browser(place)
    assert client.post(page, {"username": name, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create_user("maker", password=PASSWORD)


def twice(call: Callable[[], Any]) -> Any:
    call()
    return call()


def test_a_makers_day_is_in_the_log_once_and_in_nobodys_words(
    maker: User,
    caplog: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.INFO, "studio.audit")
    with django_capture_on_commit_callbacks(execute=True):
        client = signed_in("maker")
        twice(lambda: client.post("/", BRIEF))
        project = Project.objects.get()
        at = f"/projects/{project.pk}"
        twice(lambda: client.post(f"{at}/cancel/"))
        scene = write(project).scene_list[0]
        photo = SimpleUploadedFile("a-secret-name.jpg", stored(picture(), "JPEG"))
        client.post(f"{at}/scenes/{scene.pk}/own/", {"own": photo, "consent": "on"})
        film = store(project, "film", "x", tmp_path)
        for part in ("bytes=0-", "bytes=99-"):
            client.get(f"{at}/files/{film.pk}/", headers={"range": part})
            client.get(f"{at}/download/film/", headers={"range": part})
        twice(lambda: client.post(f"{at}/delete/"))
        client.post("/bin/put-back/", {"project": str(project.pk)})
        client.post(f"{at}/delete/")
        client.post("/bin/empty/")
        client.post("/logout/")
    entries = AuditEntry.objects.filter(user_id=maker.pk)
    assert log_of(user_id=maker.pk) == [
        ("sign_in", "done", ""),
        ("create", "done", ""),
        ("start", "done", "script"),
        ("cancel", "done", "script"),
        ("upload", "done", ""),
        ("download", "done", "film"),
        ("bin", "done", ""),
        ("request", "absent", "delete"),
        ("put_back", "done", ""),
        ("bin", "done", ""),
        ("delete", "done", ""),
        ("sign_out", "done", ""),
    ]
    assert set(entries.values_list("user_name", "place", "way")) == {("maker", OFFICE, "page")}
    assert entries.filter(project_id=project.pk).count() == 10
    lines = [each.getMessage() for each in caplog.records if each.name == "studio.audit"]
    assert [json.loads(line)["action"] for line in lines] == [each[0] for each in log_of()][1:]
    said = str(list(AuditEntry.objects.values())) + "".join(lines)
    for word in (BRIEF["topic"], BRIEF["key_points"], "secret", PASSWORD, "page-1"):
        assert word not in said


def test_what_a_program_does_is_in_the_log_with_the_beginning_of_its_token(
    maker: User, tmp_path: Path
) -> None:
    call_command("createtoken", "maker")
    token, secret = ApiToken.objects.issue(maker, name="小班教学")
    made = {"authorization": f"Bearer {secret}", "idempotency-key": "once"}
    program, at_home = browser(**made), browser(HOME, **made)
    brief = {"topic": "春季", "platform": "douyin", "videoType": "enrollment"}
    for client in (program, program, at_home):
        client.post(f"{BASE}/projects", brief, content_type="application/json")
    film = store(Project.objects.get(), "film", "x", tmp_path)
    twice(lambda: program.get(f"/projects/{film.project_id}/files/{film.pk}/"))
    twice(lambda: program.get(f"{BASE}/projects/{uuid4()}"))
    ApiToken.objects.revoke()
    program.get(f"{BASE}/projects")
    assert AuditEntry.objects.latest("pk").object_id == str(token.pk)  # which was revoked
    by_token = AuditEntry.objects.filter(token_id=token.pk, token_prefix=secret[:9], way="api")
    assert Counter(by_token.values_list("action", "outcome", "place", "user_name")) == {
        ("token", "done", OFFICE, "maker"): 1,
        ("token", "done", HOME, "maker"): 1,
        ("create", "done", OFFICE, "maker"): 1,
        ("download", "done", OFFICE, "maker"): 1,
        ("request", "absent", OFFICE, "maker"): 2,
    }
    others = AuditEntry.objects.exclude(token_id=token.pk).order_by("pk")
    assert list(others.values_list("action", "outcome", "way"))[1:] == [
        ("token_made", "done", "command"),
        ("token_made", "done", "command"),
        ("token_revoked", "done", "command"),
        ("token_revoked", "done", "command"),
        ("token", "wrong", "api"),
    ]
    assert secret not in str(list(AuditEntry.objects.values()))


def test_an_administrators_day_is_in_the_log(carol: User, project: Project) -> None:
    carol.set_password(PASSWORD)
    carol.save()
    before = AuditEntry.objects.count()
    desk = signed_in("carol", "/admin/login/")
    new = {"username": "dora", "usable_password": "true", "password1": "x-9-yz-long-enough"}
    desk.post("/admin/auth/user/add/", new | {"password2": new["password1"]})
    dora, may = User.objects.get(username="dora"), Permission.objects.get(codename="view_run")
    group = Group.objects.create(name="Staff of 小班教学")
    fields = {"username": "dora", "date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
    page = f"/admin/auth/user/{dora.pk}/change/"
    rights = {"is_staff": "on", "groups": group.pk, "user_permissions": may.pk}
    twice(lambda: desk.post(page, fields | {"is_active": "on"} | rights))
    twice(lambda: desk.post(page, fields))
    chosen = {"action": "delete_with_files", "_selected_action": [str(project.pk)], "sure": "yes"}
    twice(lambda: desk.post("/admin/projects/project/", chosen))
    assert log_of()[before:] == [
        ("sign_in", "done", ""),
        ("account_made", "done", ""),
        ("group_made", "done", ""),
        ("granted", "done", "is_staff"),
        ("granted", "done", f"group:{group.pk}"),
        ("granted", "done", "permission:view_run"),
        ("account_off", "done", ""),
        ("taken", "done", "is_staff"),
        ("taken", "done", f"group:{group.pk}"),
        ("taken", "done", "permission:view_run"),
        ("delete", "done", ""),
    ]
    mine = AuditEntry.objects.filter(user_id=carol.pk)
    assert set(mine.values_list("way", "place")) == {("admin", OFFICE)}
    assert set(mine.filter(kind="user").values_list("object_id", flat=True)) == {str(dora.pk)}
    assert "小班" not in str(list(AuditEntry.objects.values()))


def test_an_attackers_flood_is_counted_and_does_not_fill_the_log(
    maker: User, project: Project, bob: User
) -> None:
    before = AuditEntry.objects.count()
    for number in range(24):
        strange = browser(f"198.51.100.{number % 18}")
        name = "maker" if number % 2 else f"mallory-{number}"
        strange.post("/login/", {"username": name, "password": f"guess-{number}"})
        strange.get(f"{BASE}/projects", headers={"authorization": f"Bearer vs_guess-{number}"})
    assert AuditEntry.objects.count() - before == MOST
    assert set(AuditEntry.objects.order_by("-pk").values_list("user_id", "user_name")[:MOST]) == {
        (None, "")
    }
    bobs = browser(ELSEWHERE)
    bobs.force_login(bob)
    for _ in range(MOST + 5):
        bobs.get(f"/projects/{project.pk}/")
    assert AuditEntry.objects.filter(user_id=bob.pk, project_id=project.pk).count() == MOST
    enter_counts()
    assert AuditEntry.objects.count() - before == 2 * MOST + 1  # and a sign-in; the hour goes on
    RefusalCount.objects.update(hour=F("hour") - timedelta(hours=1))
    enter_counts()
    enter_counts()
    assert RefusalCount.objects.count() == 0
    assert AuditEntry.objects.count() - before <= 2 * MOST + 1 + MOST + len(Outcome) + 1
    refused = AuditEntry.objects.exclude(outcome="done")
    assert sum(refused.values_list("count", flat=True)) == 48 + MOST + 5
    tried = refused.filter(action="sign_in", kind="user", object_id=str(maker.pk))
    assert 0 < sum(tried.values_list("count", flat=True)) <= 20
    last = refused.get(user_id=bob.pk, count__gt=1)
    assert (last.count, last.place, last.way) == (5, "2001:db8:1:2::/64", "page")
    said = str(list(AuditEntry.objects.values()))
    assert "mallory" not in said
    assert "guess" not in said


def test_nothing_is_in_the_log_that_was_undone(maker: User, settings: Any) -> None:
    settings.STUDIO_STARTS_AN_HOUR = 1
    client = signed_in("maker")
    client.post("/", BRIEF)
    client.post("/", BRIEF | {"token": "page-2"})  # too often: nothing is made
    assert [each[0] for each in log_of()].count("create") == 1
    assert Project.objects.count() == 1


def test_a_click_without_its_token_is_in_the_log(maker: User, project: Project) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(maker)
    client.post("/logout/")
    assert log_of(action="request") == [("request", "no_csrf", "logout")]
    Client(enforce_csrf_checks=True).post("/login/")  # of nobody
    assert len(log_of(action="request")) == 1


def test_who_is_not_of_the_staff_and_tries_the_admin_is_in_the_log(maker: User) -> None:
    client = browser()
    client.get("/admin/health/")  # of nobody
    client.force_login(maker)
    assert client.get("/admin/projects/project/").status_code == 302
    where = "admin:projects_project_changelist"
    client.get("/admin/projects/project/1/")  # Django's own redirect, which has no name
    assert log_of(action="request") == [
        ("request", "forbidden", where),
        ("request", "forbidden", ""),
    ]


def test_it_is_in_the_log_that_staff_looked_at_anothers_film(
    carol: User, project: Project, tmp_path: Path
) -> None:
    film = store(project, "film", "x", tmp_path)
    desk = browser()
    desk.force_login(carol)
    twice(lambda: desk.get(f"/projects/{project.pk}/files/{film.pk}/"))
    assert log_of(user_id=carol.pk)[-1:] == [("view", "done", "")]
    assert len(log_of(action="view")) == 1


@pytest.mark.parametrize("may_see", [False, True])
def test_who_may_see_the_log_finds_in_it_quickly(
    maker: User, may_see: bool, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    found, other = uuid4(), uuid4()
    for project in (found, found, other):
        record(Action.START, by=maker, project_id=project, detail="narration")
    maker.is_staff = True
    maker.save()
    if may_see:
        maker.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    desk = browser()
    desk.force_login(maker)
    page = "/admin/projects/auditentry/"
    if not may_see:
        assert desk.get(page).status_code == 403
        return
    with django_assert_max_num_queries(8):
        listed = desk.get(page, {"q": str(found), "who": maker.pk, "way": "command"})
    rows = listed.content.decode()
    assert (rows.count(str(found)) > 1, str(other) in rows) == (True, False)
    assert "Narration" in rows
    pk = AuditEntry.objects.latest("pk").pk
    assert desk.post(f"{page}{pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"{page}add/").status_code == 403
    assert desk.get(page, {"who": "9" * 5000}).status_code == 200, "no number of an account"


def test_the_list_of_a_long_log_counts_no_further_than_it_shows(
    maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NewestPaginator, "MOST", 7)
    for number in range(9):
        record(Action.START, by=maker, count=number + 1)
    pages = NewestPaginator(AuditEntry.objects.order_by("-pk"), 5)
    assert pages.count == 7
    assert [each.count for each in pages.page(2)] == [4, 3]


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


def test_it_stays_when_its_account_and_its_project_are_deleted(alice: User, brief: Any) -> None:
    Project.objects.create(owner=alice, **brief).delete_with_files()
    alice.delete()
    assert [each[0] for each in log_of()] == [
        "account_made",
        "create",
        "delete",
        "account_deleted",
    ]


def test_entries_are_kept_for_as_long_as_is_set_and_a_month_at_least(
    db: None, settings: Any
) -> None:
    for days in (10, 31, 400):
        record(Action.START, at=timezone.now() - timedelta(days=days), count=days)
    AuditEntry.objects.forget_old()
    assert list(AuditEntry.objects.values_list("count", flat=True)) == [31, 10]
    settings.STUDIO_AUDIT_DAYS = 1
    with pytest.raises(DatabaseError, match="only grow"), transaction.atomic():
        AuditEntry.objects.forget_old()


@pytest.mark.parametrize("detail", ["two words", "中文", "a\nb", "x" * 61])
def test_nobodys_words_fit_into_an_entry(db: None, detail: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        record(Action.START, detail=detail)


def test_a_name_with_a_line_break_stays_in_its_line(db: None) -> None:
    strange = User.objects.create_user("a\nb\u2028c\x1b[0m招")
    line = record(Action.SIGN_IN, by=strange).line
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["user_name"] == "a\nb\u2028c\x1b[0m招"


def test_a_flood_from_everywhere_needs_few_rows_to_be_counted(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.models.refusal_count.MOST_KINDS", 9)
    for number in range(MOST + 30):
        who = Acting(Way.PAGE, None)
        monkeypatch.setattr(Acting, "place", f"198.51.100.{number}")
        with acting_by(who):
            record_refusal(Action.SIGN_IN, Outcome.WRONG)
    assert RefusalCount.objects.count() == 9 + 1
    RefusalCount.objects.update(hour=F("hour") - timedelta(hours=1))
    enter_counts()
    assert sum(AuditEntry.objects.values_list("count", flat=True)) == MOST + 30
