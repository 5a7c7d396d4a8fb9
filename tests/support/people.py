"""People with open pages, and steps that end meanwhile, in a running studio."""

from __future__ import annotations

import json
from typing import Any

import psycopg

from tests.support.studio import Studio
from videostudio import embedded

# In one transaction, so that no worker comes between.
_CODE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.db import transaction
from projects.models import Project, Run
from projects.timeline import step_of

def sign_in(user):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key

def project_of(user, topic):
    project = Project.objects.create(owner=user, topic=topic)
    project.scenes.create(position=1, title="Hello", narration="Hello there.", seconds=3)
    return str(project.pk)

def person(name, **rights):
    user = User.objects.create_user(name, **rights)
    films = [project_of(user, topic) for topic in ("First film", "Second film")]
    return {"session": sign_in(user), "projects": films}

def end(pk, reason):
    project = Project.objects.get(pk=pk)
    with transaction.atomic():
        for run in project.start(step_of("narration")):
            run = Run.claim(run.pk, worker="test")
            run.fail({"code": reason, "scene": 1}, "") if reason else run.succeed(lambda: None)

"""


def make_person(studio: Studio, name: str, *, superuser: bool = False) -> Any:
    """{"session", "projects": two of theirs}; each is a person of their own, with no notices."""
    return _run(studio, f"person({name!r}, is_staff={superuser}, is_superuser={superuser})")


def make_token(studio: Studio, name: str) -> str:
    """What `name` has to show from then on: the secret of a new token."""
    return studio.command("createtoken", name).stdout.strip()


def spend_requests(studio: Studio, name: str, count: int) -> None:
    """As if they had asked so often in this minute."""
    _ask(
        studio,
        "INSERT INTO projects_allowance (user_id, name, spent, since)"
        " SELECT id, 'requests', %s, now() FROM auth_user WHERE username = %s"
        " ON CONFLICT (user_id, name)"
        " DO UPDATE SET spent = excluded.spent, since = excluded.since RETURNING true",
        count,
        name,
    )


def end_step(studio: Studio, project: str, reason: str = "") -> None:
    """The narration of this project ends, as a worker ends it."""
    _run(studio, f"end({project!r}, {reason!r})")


def is_notified(studio: Studio, project: str) -> bool:
    return bool(_ask(studio, "SELECT notified FROM projects_project WHERE id = %s", project)[0])


def let_lapse(studio: Studio) -> None:
    """As if the pages that hold a notice had held it for too long."""
    _ask(studio, "UPDATE projects_notification SET shown_at = '2020-01-01' RETURNING true")


def pretend_it_runs(studio: Studio, project: str, progress: int) -> None:
    columns = "status = 'generating_audio', step = 'narration', progress = %s"
    where = "WHERE id = %s RETURNING true"
    _ask(studio, f"UPDATE projects_project SET {columns} {where}", progress, project)


def _ask(studio: Studio, statement: str, *values: Any) -> Any:
    """A row, straight from the database: quicker than a shell."""
    with psycopg.connect(embedded.database_url(studio.data)) as connection:
        return connection.execute(statement.encode(), values).fetchone()


def _run(studio: Studio, code: str) -> Any:
    return json.loads(studio.shell(f"{_CODE}\nprint(json.dumps({code}))"))
