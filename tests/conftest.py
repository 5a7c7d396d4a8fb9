"""Fixtures for all tests. Alice owns projects, Bob must see none of them, Carol administers."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from projects.media.formats import FORMATS, Format
from projects.models import Project
from projects.timeline import WORK_STEPS
from projects.vocabulary import Platform
from tests.support import counts, data_template
from tests.support.data_folder import DATA
from tests.support.made_film import MadeFilm
from tests.support.programs import Program
from tests.support.projects import write
from tests.support.studio import Studio, running, unconfigured
from tests.support.turns import PROCESSES, seed_of, waits
from videostudio import embedded
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.roles import DATABASE, ROLE

QUEUE_TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers")


def pytest_addoption(parser: pytest.Parser) -> None:
    faults = parser.getgroup("faults", "the fault suite, tests/faults")
    faults.addoption("--faults", choices=("small", "full"), default="small", help="how often")
    faults.addoption("--seed", type=int, help="that made every choice of a run before")


def pytest_configure(config: pytest.Config) -> None:
    counts.choose(config.getoption("--faults"))
    gc.disable()  # all that is read until the first test stays


def pytest_collection_finish() -> None:
    """Look for garbage only among what the tests make, and not again and again among themselves."""
    gc.freeze()
    gc.enable()


class ByStudio(LoadScopeScheduling):
    """Gives whole files to the test processes, because the tests of a file share a studio. Fault
    tests of one folder share a bench, and those of the natural voice a voice, so they go to one
    process.

    This needs a scheduler: pytest 9.2 does not get the groups of `--dist loadgroup`.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = PurePosixPath(nodeid.partition("::")[0])
        return str(path.parent if {"faults", "natural"} & {*path.parts} else path)

    def _reschedule(self, node: WorkerController) -> None:
        """A worker starts its last test only when it gets another test, or the signal to end. After
        a crash a file may have only one test left: then xdist sends neither, and waits for ever."""
        super()._reschedule(node)
        if not (self.workqueue or node.shutting_down):
            node.shutdown()

    def remove_node(self, node: WorkerController) -> str | None:
        """A test has failed if its worker dies. xdist would give it to the next worker."""
        for scope in self.assigned_work[node].values():
            for test, done in scope.items():
                if not done:
                    scope[test] = True
                    super().remove_node(node)
                    return test
        return super().remove_node(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByStudio:
    return ByStudio(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run first what takes longest: the faults and films, then files with a browser, then those
    with a studio. Short files at the end keep all processes busy. What is marked `full` runs only
    at full counts, and what is slow runs by turns."""
    if config.getoption("--faults") == "small":
        seed = seed_of(config)
        unused = [each for each in items if each.get_closest_marker("full") or waits(each, seed)]
        items[:] = [item for item in items if item not in unused]
        config.hook.pytest_deselected(items=unused)
    turns: dict[Path, int] = {}
    for item in items:
        turns[item.path] = min(turns.get(item.path, 9), _turn(item))
    items.sort(key=lambda item: turns[item.path])


def _turn(item: pytest.Item) -> int:
    if "faults" in item.path.parts or item.get_closest_marker("film"):
        return 0
    if item.get_closest_marker("browser"):
        return 1
    return 2 if PROCESSES & set(getattr(item, "fixturenames", ())) else 3


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start a real PostgreSQL and Redis before the test database is made. Parallel processes share
    the migrations: each copies a database on which they were done once."""
    if data_template.lend(PostgreSQL.name, DATA, unconfigured()):
        connection.settings_dict["TEST"]["TEMPLATE"] = DATABASE
    # A test's transaction stays open while it waits for other things than the database.
    connection.settings_dict["OPTIONS"]["options"] = "-c idle_in_transaction_session_timeout=0"
    with embedded.running(DATA, database=True, redis=True):
        PostgreSQL(DATA).as_superuser(f"ALTER ROLE {ROLE} CREATEDB")  # for the test database
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests empty all tables after themselves, the audit log too, which refuses it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_auditentry DISABLE TRIGGER audit_no_truncate")


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """Use a fast hasher: the real one takes a quarter of a second for each account. And read static
    files only on demand: otherwise each new Client reads the headers of all of them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STUDIO_DRAFTS = False  # tests of drafts want them


@pytest.fixture(autouse=True)
def in_the_language_of_the_studio(settings: Any) -> None:
    """A request before this test may have been in another one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def by_the_same_chance() -> None:
    """What is left to chance, such as a scene's seed, is the same each time a test runs."""
    random.seed(0)


@pytest.fixture(scope="session")
def collected_files() -> None:
    """Collect the static files: the manifest refuses a file that it does not know. An earlier test
    may have read it when there was none."""
    if data_template.lend("static", DATA, unconfigured()):
        found = staticfiles_storage.load_manifest()
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = found
    else:
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def idle_studio() -> Iterator[Studio]:
    """A running studio without workers, in which a started step waits. Files share it, so each
    makes people of its own (tests/support/people.py). It limits no requests, and lets tests
    freeze its web process.
    """
    much = {"STUDIO_REQUESTS_A_MINUTE": "1000000", "STUDIO_STARTS_AN_HOUR": "1000000"}
    much |= {"STUDIO_FROZEN_AFTER": "600"}
    with running(STUDIO_WORKERS="0", **much) as studio:
        yield studio


@pytest.fixture
def store_of_its_own(tmp_path: Path, settings: Any) -> None:
    """An empty storage. Other tests leave files in theirs."""
    options = {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | options}


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice", password="a-long-secret")


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob", password="a-long-secret")


@pytest.fixture
def carol(db: None) -> User:
    return User.objects.create_superuser("carol", password="a-long-secret")


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    """Alice's browser."""
    client.force_login(alice)
    return client


@pytest.fixture
def program(alice: User) -> Program:
    """Alice's program."""
    return Program(alice)


@pytest.fixture
def bobs(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def brief() -> dict[str, Any]:
    return {
        "topic": "春季招生开放日",
        "key_points": "小班教学\n双语课程\n户外乐园",
        "platform": "douyin",
        "video_type": "enrollment",
        "seconds": 20,
    }


@pytest.fixture
def project(alice: User, brief: dict[str, Any]) -> Project:
    return Project.objects.create(owner=alice, **brief)


@pytest.fixture
def written(project: Project) -> Project:
    """The project with a script of three scenes."""
    return write(project)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests with workers and threads: all writes are committed, the queue is empty at first."""
    _empty_queue()
    yield
    _empty_queue()


@pytest.fixture
def work(committed: None) -> Callable[[], None]:
    """Do all queued jobs, and the jobs that follow from them, with a real worker."""

    def run_until_idle() -> None:
        queues = [step.name.value for step in WORK_STEPS]
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            # A worker that is about to end does not see a job that its last job has enqueued.
            while ProcrastinateJob.objects.filter(queue_name__in=queues, status="todo").exists():
                worker.run_worker(
                    wait=False,
                    install_signal_handlers=False,
                    listen_notify=False,
                    queues=queues,
                    shutdown_graceful_timeout=None,
                )

    return run_until_idle


@pytest.fixture
def half_size(monkeypatch: pytest.MonkeyPatch) -> Format:
    """Films have half the width and height here, and take a third of the time. Those of a running
    studio are whole."""
    whole = FORMATS[Platform.DOUYIN]
    half = Format(*(round(length / 2) for length in astuple(whole)))
    monkeypatch.setitem(FORMATS, Platform.DOUYIN, half)
    return half


@pytest.fixture
def a_film(
    work: Callable[[], None], alice: User, brief: dict[str, Any], half_size: Format
) -> MadeFilm:
    """A film of the script of `written`. The first test that asks makes it; the others copy its
    files into their own project."""

    def make(film: MadeFilm) -> None:
        project = write(Project.objects.create(owner=alice, **brief))
        film.make(project, work)
        project.delete_with_files()

    return MadeFilm.shared(make)


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(QUEUE_TABLES)} RESTART IDENTITY CASCADE")
