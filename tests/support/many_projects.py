"""Makes many rows inside the database.

To make 10,000 objects in Python, a slow machine needs so long that its transaction would be idle
for longer than the settings allow.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from projects.models import Project


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def add_projects(count: int) -> None:
    """Add so many copies of the only project."""
    add_copies(Project.objects.get(), count)


def add_copies(project: Project, count: int) -> None:
    """Add copies. Each is a second older than the one before."""
    own = ("id", "updated_at")
    fields = [field.column for field in Project._meta.concrete_fields if field.column not in own]
    columns = ", ".join(fields)
    execute(
        f"INSERT INTO projects_project (id, updated_at, {columns}) "
        f"SELECT gen_random_uuid(), updated_at - number * interval '1 s', {columns} "
        "FROM projects_project, generate_series(1, %s) AS number WHERE id = %s",
        *(count, project.pk),
    )
