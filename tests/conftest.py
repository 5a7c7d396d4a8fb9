"""The cast: Alice owns projects, Bob must see none of them, Carol administers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from projects.models import Project
from projects.timeline import WORK_STEPS
from tests.support.data_folder import DATA
from tests.support.projects import write
from videostudio import embedded

QUEUE_TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers")


def pytest_addoption(parser: pytest.Parser) -> None:
    faults = parser.getgroup("faults", "the fault suite, tests/faults")
    faults.addoption("--faults", choices=("small", "full"), default="small", help="how often")
    faults.addoption("--seed", type=int, help="that made every choice of a run before")


class ByStudio(LoadScopeScheduling):
    """Side by side go whole files, whose tests share a studio; the faults share a bench a folder.

    A scheduler, because pytest 9.2 does not hear of the groups of `--dist loadgroup`.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = PurePosixPath(nodeid.partition("::")[0])
        return str(path.parent if "faults" in path.parts else path)

    def _reschedule(self, node: WorkerController) -> None:
        """A worker keeps its last test back until it hears of another or of the end. Where a whole
        file has one test left, after a crash, xdist tells it neither, and waits for ever."""
        super()._reschedule(node)
        if not (self.workqueue or node.shutting_down):
            node.shutdown()

    def remove_node(self, node: WorkerController) -> str | None:
        """A test that ends its worker has failed: xdist would give it to the next one."""
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
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The faults take longest and begin first."""
    items.sort(key=lambda item: "faults" not in item.path.parts)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Real PostgreSQL and Redis, before the test database is made."""
    with embedded.running(DATA, database=True, redis=True):
        yield


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """The real hasher takes a quarter of a second for each of the cast; and each new Client would
    read the headers of all static files at once."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def collected_files() -> None:
    """Every file that a page names must be there: the manifest refuses what it does not know."""
    call_command("collectstatic", interactive=False, verbosity=0)


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
    """With a script of three scenes."""
    return write(project)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests with workers and threads: everything is committed, the queue begins empty."""
    _empty_queue()
    yield
    _empty_queue()


@pytest.fixture
def work(committed: None) -> Callable[[], None]:
    """Do all that is queued, and what that leads to, with a real worker."""

    def run_until_idle() -> None:
        queues = [step.name.value for step in WORK_STEPS]
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            # What a job enqueues as it ends is not seen by a worker on its way out.
            while ProcrastinateJob.objects.filter(queue_name__in=queues, status="todo").exists():
                worker.run_worker(
                    wait=False,
                    install_signal_handlers=False,
                    listen_notify=False,
                    queues=queues,
                    shutdown_graceful_timeout=None,
                )

    return run_until_idle


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(QUEUE_TABLES)} RESTART IDENTITY CASCADE")
