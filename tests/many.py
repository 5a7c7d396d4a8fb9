"""Many rows, made by the database itself.

A slow machine, busy with 10,000 objects, would be idle in its transaction for longer than the
settings allow.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from projects.models import Project


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def add_projects(count: int) -> None:
    """So many copies of the one that there is."""
    fields = [field.column for field in Project._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(fields)
    execute(
        f"INSERT INTO projects_project (id, {columns}) "
        f"SELECT gen_random_uuid(), {columns} FROM projects_project, generate_series(1, %s)",
        count,
    )
