"""What an administrator sees of projects, and can do to them: through the verbs alone."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.jobs.queue import run_and_enqueue
from projects.models import ApiToken, Project, Run
from projects.timeline import step_of
from tests.support.many_projects import add_projects, execute

pytestmark = pytest.mark.usefixtures("collected_files")
LIST = "/admin/projects/project/"
MOST_QUERIES = 14


@pytest.fixture
def desk(carol: User) -> Client:
    return signed_in(carol)


@pytest.fixture
def running(written: Project) -> Project:
    run_and_enqueue(lambda: written.start(step_of("narration")))
    return written


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def staff(*permissions: str) -> User:
    user = User.objects.create_user("dave", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def act(client: Client, action: str, *projects: Project, **more: str) -> str:
    chosen = {"action": action, "_selected_action": [str(p.pk) for p in projects]} | more
    return client.post(LIST, chosen, follow=True).content.decode()


AUTOCOMPLETE = "/admin/autocomplete/?app_label=projects&model_name=apitoken&field_name=user&term="


@pytest.mark.parametrize(
    "address",
    [
        *(AUTOCOMPLETE + term for term in ("%00", "a%00b", "%ff")),
        *(f"/admin/auth/user/?{asked}" for asked in ("username=%00", "p=99999999999999999999")),
        "/admin/auth/user/?id__exact=99999999999999999999",
        *(f"{LIST}?{asked}" for asked in ("q=%00", "owner=%00", "status__exact=%00")),
    ],
)
def test_an_address_with_an_impossible_value_is_no_fault_of_the_studio(
    desk: Client, address: str
) -> None:
    assert desk.get(address).status_code in (200, 302, 400)


def page_of(project: Project) -> str:
    return f"{LIST}{project.pk}/change/"


# Who may


def test_who_may_only_view_is_offered_no_action_and_refused_one(running: Project) -> None:
    client = signed_in(staff("view_project"))
    assert 'name="action"' not in client.get(LIST).content.decode()
    assert "/cancel" not in client.get(page_of(running)).content.decode()
    act(client, "cancel", running)
    act(client, "delete_with_files", running, sure="yes")
    running.refresh_from_db()
    assert running.running


def test_nothing_can_be_changed_by_hand(desk: Client, running: Project) -> None:
    run = running.runs.first()
    assert run
    typed = {"topic": "By hand", "status": "completed", "step": "export", "progress": "100"}
    for path in (page_of(running), f"{LIST}add/", f"{LIST}{running.pk}/delete/"):
        assert desk.post(path, typed).status_code == 403
    running.refresh_from_db()
    assert (running.topic, running.status) == ("春季招生开放日", "generating_audio")


@pytest.mark.parametrize("right", ["view_project", "change_project"])
def test_staff_who_may_view_can_play_what_was_made(running: Project, right: str) -> None:
    assert signed_in(staff(right)).get(page_of(running)).status_code == 200
    assert Project.objects.open_to(User.objects.get(username="dave")).count() == 1
    User.objects.filter(username="dave").update(is_staff=False)
    assert Project.objects.open_to(User.objects.get(username="dave")).count() == 0


# What is seen


def test_the_list_says_how_each_project_stands(desk: Client, running: Project) -> None:
    with running.locked():
        running.show_progress("speaking")
    page = desk.get(LIST).content.decode()
    assert "Recording the narration" in page
    assert "<progress" in page
    assert "alice" in page
    assert f"id={running.pk}" in page, "the page watches what is on it"


def test_the_last_error_stands_in_the_list(desk: Client, running: Project) -> None:
    for run in running.runs.all():
        claimed = Run.claim(run.pk, worker="w")
        assert claimed
        list(claimed.fail({"code": "voice_failed", "scene": 1}, "Traceback: it broke"))
    page = desk.get(LIST).content.decode()
    assert "the voice could not speak this text" in page
    detail = desk.get(page_of(running)).content.decode()
    assert "Traceback: it broke" in detail


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=generating_audio", True),
        ("status=completed", False),
        ("platform=douyin", True),
        ("platform=bilibili", False),
        ("owner=alice", True),
        ("owner=bob", False),
        ("owner=%00", True),
        ("q=招生", True),
        ("q=alice", True),
        ("q=nothing-like-it", False),
    ],
)
def test_the_list_is_filtered_and_searched(
    desk: Client, running: Project, query: str, found: bool
) -> None:
    page = desk.get(f"{LIST}?{query}").content.decode()
    assert (str(running.pk) in page) == found


def test_the_list_offers_the_owners_who_changed_something_last(
    desk: Client, project: Project, bob: User
) -> None:
    page = desk.get(LIST).content.decode()
    assert "?owner=alice" in page.partition('id="changelist-filter"')[2]
    assert "?owner=bob" not in page, "bob has no project"
    Project.objects.create(owner=bob, topic="Bob's")
    offered = desk.get(LIST).content.decode().partition('id="changelist-filter"')[2]
    assert 0 < offered.index("?owner=bob") < offered.index("?owner=alice")


def test_home_tells_where_the_projects_of_others_are(desk: Client, project: Project) -> None:
    assert "See everyone" not in desk.get("/").content.decode(), "its own list shows them all"
    viewer = staff("view_project")
    home = signed_in(viewer).get("/").content.decode()
    assert f'href="{LIST}"' in home
    assert "1 project of others" in home
    Project.objects.update(owner=viewer)
    assert "of others" not in signed_in(viewer).get("/").content.decode()


def test_home_tells_nobody_else(client: Client, project: Project, bob: User) -> None:
    client.force_login(bob)
    assert "of others" not in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_a_project_is_found_by_its_id(desk: Client, project: Project) -> None:
    assert str(project.pk) in desk.get(f"{LIST}?q={str(project.pk)[:13]}").content.decode()


def test_what_has_been_silent_for_a_minute_is_stuck(desk: Client, running: Project) -> None:
    def is_stuck() -> bool:
        return str(running.pk) in desk.get(f"{LIST}?stuck=yes").content.decode()

    assert not is_stuck()
    long_ago = timezone.now() - timedelta(minutes=2)
    Project.objects.update(updated_at=long_ago)
    assert is_stuck()
    running.runs.filter(pk=running.runs.first().pk).update(  # type: ignore[union-attr]
        state="running", heartbeat_at=timezone.now()
    )
    assert not is_stuck(), "somebody works on it"


def test_a_project_that_is_not_there_is_said_to_be_so(desk: Client, project: Project) -> None:
    for name in (uuid.uuid4(), "not-an-id"):
        assert desk.get(f"{LIST}{name}/change/").status_code == 302  # as Django does it


# What can be done


def test_a_step_is_cancelled_and_that_is_kept_in_the_log(desk: Client, running: Project) -> None:
    assert "Cancelled; what was finished is kept." in act(desk, "cancel", running)
    running.refresh_from_db()
    assert (running.status, running.runs.active().count()) == ("draft", 0)
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("carol", str(running.pk))


def test_what_makes_no_sense_is_said_and_changes_nothing(desk: Client, project: Project) -> None:
    assert "No step is running." in act(desk, "cancel", project)
    assert "Nothing has failed here." in act(desk, "retry", project)
    assert "Nothing is stuck" in act(desk, "requeue", project)
    assert not LogEntry.objects.exists()


def test_a_failed_step_is_tried_again(desk: Client, running: Project) -> None:
    running.cancel()
    assert "Started again." in act(desk, "retry", running)
    running.refresh_from_db()
    assert running.status == "generating_audio"
    assert ProcrastinateJob.objects.filter(status="todo").count() >= 3


def test_work_without_a_job_is_put_back_into_the_queue(desk: Client, running: Project) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert "3 Runs were requeued." in act(desk, "requeue", running)
    assert ProcrastinateJob.objects.filter(status="todo", queue_name="narration").count() == 3
    assert "Nothing is stuck" in act(desk, "requeue", running)


def test_a_deletion_is_asked_about_and_takes_every_file(desk: Client, running: Project) -> None:
    asked = act(desk, "delete_with_files", running)
    assert "deleted for good" in asked
    assert Project.objects.exists()
    assert "Deleted." in act(desk, "delete_with_files", running, sure="yes")
    assert not Project.objects.exists()
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.is_deletion()) == (str(running.pk), True)


def test_more_are_not_deleted_at_once_than_the_form_that_asks_can_hold(
    desk: Client, project: Project
) -> None:
    add_projects(501)
    everything = {"select_across": "1"}
    assert "At most 500 projects" in act(desk, "delete_with_files", project, **everything)
    assert Project.objects.count() == 502


def test_a_run_that_was_lost_too_often_is_given_up_and_that_is_said(
    desk: Client, running: Project, settings: Any
) -> None:
    settings.STUDIO_STALE_AFTER = 0  # the database of the tests may be younger than any other
    long_ago = timezone.now() - timedelta(hours=1)
    running.runs.update(state="running", attempt=3, losses=2, heartbeat_at=long_ago)
    said = act(desk, "requeue", running)
    assert "Given up: the worker stopped three times at this." in said
    assert "requeued" not in said


def test_what_the_database_refuses_to_one_is_done_to_the_others(
    desk: Client, running: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_projects(2)
    cancel = Project.cancel

    def refused_once(project: Project) -> bool:
        if project == unlucky:
            raise OperationalError("gone")
        return cancel(project)

    unlucky = Project.objects.exclude(pk=running.pk).order_by("-updated_at")[0]
    monkeypatch.setattr(Project, "cancel", refused_once)
    said = act(desk, "cancel", *Project.objects.all())
    assert said.count("Cancelled; what was finished is kept.") == 2
    assert "The database did not answer. Try again." in said


def test_from_a_project_s_page_one_comes_back_to_it(desk: Client, running: Project) -> None:
    chosen = {"action": "cancel", "_selected_action": [str(running.pk)]}
    answer = desk.post(LIST, chosen | {"page_of": str(running.pk)})
    assert answer["Location"] == page_of(running)


# With 10,000 projects


@pytest.fixture
def many(written: Project) -> Project:
    """One of 10,000, with a history; the others have some too."""
    add_projects(9_999)
    execute(
        "INSERT INTO projects_run (project_id, run_no, step, state, attempt, progress, work,"
        " reason, detail, worker)"
        " SELECT id, number, 'narration', 'succeeded', 1, 100, 1, '{}', '', ''"
        " FROM projects_project, generate_series(1, 3) AS number"
    )
    execute(
        "INSERT INTO projects_notification (id, project_id, user_id, run_no, step, outcome, reason)"
        " SELECT gen_random_uuid(), id, owner_id, 1, 'script', 'done', '{}' FROM projects_project"
    )
    ApiToken.objects.issue(written.owner, name="reports")
    return written


def test_with_10_000_projects_every_page_takes_at_most_14_queries(
    desk: Client, many: Project
) -> None:
    run_and_enqueue(lambda: many.start(step_of("narration")))
    job = ProcrastinateJob.objects.first()
    assert job
    lists = ["projects/project", "projects/notification", "projects/apitoken", "auth/user"]
    lists += [f"procrastinate/procrastinate{name}" for name in ("job", "worker", "event")]
    lists += ["procrastinate/procrastinateperiodicdefer"]
    paths = ["/admin/", *(f"/admin/{name}/" for name in lists), page_of(many)]
    paths += [f"{LIST}?stuck=yes", f"{LIST}?q=Film", f"{LIST}?status=draft&p=100"]
    paths += [f"/admin/procrastinate/procrastinatejob/{job.pk}/change/"]
    ContentType.objects.get_for_model(Project)  # read once in the life of a process
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            answer = desk.get(path)
        assert answer.status_code == 200, path
        statements = Counter(each["sql"].split("FROM")[-1][:60] for each in asked.captured_queries)
        assert len(asked) <= MOST_QUERIES, (path, statements.most_common(5))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "filters",
    [
        f"{LIST}?status__exact=%00",
        "/admin/projects/notification/?outcome__exact=%00",
        "/admin/procrastinate/procrastinatejob/?status__exact=nonsense",
        "/admin/procrastinate/procrastinateevent/?type__exact=nonsense",
    ],
)
def test_an_address_that_filters_by_nonsense_leads_back_to_the_list(
    desk: Client, project: Project, filters: str
) -> None:
    answer = desk.get(filters)
    assert (answer.status_code, answer["Location"]) == (302, f"{filters.partition('?')[0]}?e=1")
    assert desk.get(answer["Location"]).status_code == 200
