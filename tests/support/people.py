"""Makes people with projects in a running studio, and lets steps end while their pages are open."""

from __future__ import annotations

from itertools import count
from typing import Any

import psycopg

from tests.support.studio import Studio
from videostudio import embedded

NUMBERS = count(1)


def new_name(name: str) -> str:
    """An account that nobody has yet in a studio that several files of tests share."""
    return f"{name}-{next(NUMBERS)}"


def make_person(studio: Studio, name: str, *, superuser: bool = False) -> Any:
    """{"name", "session", "projects": two}. Each call makes a new person without notices."""
    topics = ["First film", "Second film"]
    return studio.call("new_person", new_name(name), topics, scenes=1, superuser=superuser)


def make_owner(studio: Studio, name: str) -> Any:
    """{"name", "session", "project": their only one, a draft without scenes}."""
    made = studio.call("new_person", new_name(name), [name])
    return {"name": made["name"], "session": made["session"], "project": made["projects"][0]}


def make_token(studio: Studio, name: str) -> str:
    """The secret of a new token of `name`."""
    return str(studio.call("issue_token", name))


def spend_requests(studio: Studio, name: str, count: int) -> None:
    """Count so many requests of `name` in this minute."""
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
    """End the narration of this project, as a worker does."""
    studio.call("end_step", project, reason)


def is_notified(studio: Studio, project: str) -> bool:
    return bool(_ask(studio, "SELECT notified FROM projects_project WHERE id = %s", project)[0])


def let_lapse(studio: Studio) -> None:
    """Let every lease of a page on a notice expire."""
    _ask(studio, "UPDATE projects_notification SET shown_at = '2020-01-01' RETURNING true")


def pretend_it_runs(studio: Studio, project: str, progress: int) -> None:
    columns = "status = 'generating_audio', step = 'narration', progress = %s"
    where = "WHERE id = %s RETURNING true"
    _ask(studio, f"UPDATE projects_project SET {columns} {where}", progress, project)


def _ask(studio: Studio, statement: str, *values: Any) -> Any:
    """A row, read directly from the database, which is faster than through a shell."""
    with psycopg.connect(embedded.database_url(studio.data)) as connection:
        return connection.execute(statement.encode(), values).fetchone()
