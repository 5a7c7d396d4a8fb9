"""What people are told while their work waits in the queue."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.jobs.queue import AHEAD, run_and_enqueue
from projects.jobs.waiting import NOT_WAITING, Place, places_of
from projects.models import Project, Run
from projects.pages import admin_columns, regions
from projects.status_text import place_words
from projects.timeline import NARRATION, SCRIPT, State
from tests.support.programs import Program
from tests.support.projects import finish, fresh, script, write
from tests.support.queue_rows import add_lanes, ended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]


@pytest.fixture(autouse=True)
def one_at_a_time(settings: Any) -> None:
    settings.STUDIO_CONCURRENCY = 1


@pytest.fixture
def worker(db: None) -> None:
    add_lanes(2)


def queued(name: str, *, scenes: int = 0) -> Project:
    """A project of a new person, whose work has just been asked for."""
    owner = User.objects.create_user(f"{name}-{User.objects.count()}")
    project = Project.objects.create(owner=owner, topic=name)
    if scenes:
        write(project, scenes)
    run_and_enqueue(lambda: fresh(project).start(NARRATION if scenes else SCRIPT))
    return project


def begin(project: Project) -> Run:
    """A worker takes the first waiting Run of it."""
    claimed = Run.claim(project.runs.filter(state="queued").order_by("pk")[0].pk, worker="w")
    assert claimed
    ProcrastinateJob.objects.filter(pk=claimed.job_id).update(status="doing")
    return claimed


def place(project: Project) -> Place:
    return places_of([project.pk]).get(project.pk, NOT_WAITING)


def ahead(*projects: Project) -> list[int | None]:
    return [place(project).ahead for project in projects]


def test_work_that_a_free_worker_takes_at_once_does_not_wait(worker: None) -> None:
    assert ahead(queued("only")) == [None]


def test_each_job_before_is_counted_also_the_one_at_work(worker: None) -> None:
    projects = [queued(name) for name in ("first", "second", "third")]
    begin(projects[0])
    assert ahead(*projects) == [None, 1, 2]
    for run in projects[0].runs.all():
        run.project.runs.update(state=State.SUCCEEDED)
    assert ahead(*projects[1:]) == [None, 1]


def test_several_workers_take_several_at_once(settings: Any) -> None:
    settings.STUDIO_CONCURRENCY = 2
    add_lanes(4)  # two processes
    projects = [queued(str(number)) for number in range(6)]
    for project in projects[:4]:
        begin(project)
    assert ahead(*projects) == [None] * 4 + [4, 5]
    projects[0].runs.update(state=State.SUCCEEDED)
    assert ahead(*projects[4:]) == [None, 4]


def test_who_has_much_in_the_queue_is_passed_by_others(worker: None) -> None:
    mine = queued("mine")
    begin(queued("busy"))
    more = Project.objects.create(owner=mine.owner, topic="more")
    run_and_enqueue(lambda: more.start(SCRIPT))
    other = queued("other")
    assert ahead(mine, other, more) == [1, 2, 3]


def test_work_that_lost_its_place_comes_first(worker: None) -> None:
    begin(queued("busy"))
    lost, waits = queued("lost"), queued("waits")
    assert ahead(lost, waits) == [1, 2]
    run = begin(waits)
    ProcrastinateJob.objects.filter(pk=run.job_id).delete()
    run_and_enqueue(run.hand_back, AHEAD)
    assert ahead(waits, lost) == [1, 2]


def test_work_that_is_tried_again_waits_like_any_other(worker: None) -> None:
    project, other = queued("fails"), queued("other")
    run = begin(project)
    assert ahead(other) == [1]
    ProcrastinateJob.objects.filter(pk=run.job_id).delete()
    run_and_enqueue(run.try_again)
    begin(other)
    assert ahead(project) == [1]


def test_scenes_wait_only_while_none_of_them_is_at_work(worker: None) -> None:
    one = queued("one", scenes=3)
    first = begin(one)
    other = queued("other", scenes=2)
    assert ahead(one, other) == [None, 1], "the other scenes of the first come later"
    finish_claimed(first)
    begin(other)
    assert ahead(one, other) == [1, None]


def finish_claimed(run: Run) -> None:
    ProcrastinateJob.objects.filter(pk=run.job_id).delete()
    list(run.succeed(lambda: None))


def test_what_was_cancelled_or_deleted_is_no_job_ahead(worker: None) -> None:
    begin(queued("busy"))
    cancelled, deleted, last = (queued(name) for name in ("cancelled", "deleted", "last"))
    assert ahead(last) == [3]
    fresh(cancelled).cancel()
    fresh(deleted).delete_with_files()
    assert ahead(last) == [1]


def test_how_long_it_takes_comes_from_past_runs(worker: None, project: Project) -> None:
    begin(queued("busy"))
    last = [queued("next"), queued("last")][1]
    assert place(last) == Place(2, None), "nothing to go by"
    Run.objects.bulk_create(ended(project, "script", State.SUCCEEDED, took=50) for _ in range(3))
    Run.objects.filter(state="succeeded").update(work=1)
    Run.objects.exclude(state="succeeded").update(work=2)
    assert place(last) == Place(2, 180), "two times 100 seconds"
    Run.objects.filter(state="running").update(progress=95)
    assert place(last) == Place(2, 120), "the first one is nearly done"
    write(project, 1)
    run_and_enqueue(lambda: fresh(project).start(NARRATION))
    assert place(queued("later")) == Place(4, None), "nobody knows how long a narration takes"


def test_without_a_worker_there_is_a_place_and_no_time(project: Project) -> None:
    Run.objects.bulk_create([ended(project, "script", State.SUCCEEDED)])
    assert [place(queued("first")), place(queued("second"))] == [Place(0, None), Place(1, None)]


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        (NOT_WAITING, "", ""),
        (Place(0), "Queued, the next in line", "排队中，下一个就轮到它"),
        (Place(1), "Queued, 1 job ahead", "排队中，前面还有 1 个任务"),
        (
            Place(3, 40),
            "Queued, 3 jobs ahead · begins in less than a minute",
            "排队中，前面还有 3 个任务 · 不到 1 分钟后开始",
        ),
        (
            Place(3, 60),
            "Queued, 3 jobs ahead · begins in about 1 minute",
            "排队中，前面还有 3 个任务 · 约 1 分钟后开始",
        ),
        (
            Place(12, 300),
            "Queued, 12 jobs ahead · begins in about 5 minutes",
            "排队中，前面还有 12 个任务 · 约 5 分钟后开始",
        ),
    ],
)
def test_the_place_in_words(place: Place, english: str, chinese: str) -> None:
    for language, words in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert place_words(*place) == words


# Where it is said


@pytest.fixture
def third(worker: None, project: Project, client: Client) -> Project:
    begin(queued("first"))
    queued("second")
    run_and_enqueue(lambda: project.start(SCRIPT))
    return fresh(project)


def test_every_page_says_it_and_nothing_else(third: Project, alices: Client, carol: User) -> None:
    words = f'id="place-{third.pk}" class="region"'
    for address in ("/", reverse("project", args=[third.pk]), reverse("poll", args=[third.pk])):
        page = alices.get(address, headers={"accept-language": "en"}).content.decode()
        assert page.count("Queued, 2 jobs ahead") == 1, address
        assert words in page, "so that a push finds it"
    drawn = admin_columns.of_admin_columns(third, "en", places_of([third.pk]))
    assert "Queued, 2 jobs ahead" in drawn[f"admin-{third.pk}-bar"].html


def test_a_page_without_a_socket_hears_that_the_queue_has_moved(
    third: Project, alices: Client
) -> None:
    for name, arguments in (("poll", [third.pk]), ("poll", [])):
        address = reverse(name, args=arguments)
        first = alices.get(address)
        same = alices.get(address, headers={"if-none-match": first["ETag"]})
        assert same.status_code == 304
    Run.objects.filter(state="running").update(state="succeeded")
    for name, arguments in (("poll", [third.pk]), ("poll", [])):
        address = reverse(name, args=arguments) + "?language=en"
        page = alices.get(address, headers={"if-none-match": first["ETag"]})
        assert "Queued, 1 job ahead" in page.content.decode()


def test_a_program_reads_it(third: Project, alice: User) -> None:
    program = Program(alice)
    status = program("get", f"/projects/{third.pk}/status")["data"]
    assert (status["queueAhead"], status["queueSeconds"]) == (2, None)
    assert status["progressMessage"] == "Queued, 2 jobs ahead"
    (line,) = program("get", "/projects")["data"]["items"]
    assert line["queueAhead"] == 2
    for run in third.runs.all():
        finish(run, lambda: fresh(third).take_script(script()))
    status = program("get", f"/projects/{third.pk}/status")["data"]
    assert (status["queueAhead"], status["queueSeconds"]) == (None, None)


def test_a_page_at_rest_asks_nothing_of_the_queue(
    project: Project, django_assert_max_num_queries: Any
) -> None:
    whole = Project.objects.with_parts().get(pk=project.pk)
    with django_assert_max_num_queries(2) as asked:  # for its photos and its own clips
        regions.of_timeline(whole, "en")
    assert not [query for query in asked.captured_queries if "procrastinate" in query["sql"]]


def test_a_page_is_drawn_while_some_scenes_wait_for_a_service_and_others_are_at_work(
    worker: None, client: Client
) -> None:
    """It was an error once: words about a service were kept, and its name was not."""
    project = queued("film", scenes=3)
    waits = {"code": "filming_left", "service": "far", "left": 20}
    runs = [begin(project) for _ in range(3)]
    for run in runs:
        run.park(60, waits)
    assert "far" in fresh(project).progress_message
    project.runs.update(wakes_at=project.created_at)
    first, second = (Run.claim(run.pk, worker="w") for run in runs[:2])
    assert first and second
    first.succeed(lambda: None)
    client.force_login(project.owner)
    assert client.get(reverse("project", args=[project.pk])).status_code == 200
    assert "far" not in fresh(project).progress_message
    second.park(60, waits)
    assert "far" in fresh(project).progress_message
