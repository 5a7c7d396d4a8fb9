"""Withdrawing the consent for a photo or an own clip: who is shown does not agree any more.

It is final at once. The file goes, with all that was made of it, from every project that has it.
The row stays, and says who had agreed and when, and who has withdrawn that and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now

from projects.timeline import Kind

from .audit import Action, record
from .project.model import Project
from .upload import OwnClip, Photo


@dataclass(frozen=True)
class Withdrawal:
    """What it would remove: the rows of the same files, by the projects that have them (one of
    them may be in the bin), and what shows them there."""

    rows: tuple[Photo | OwnClip, ...]
    projects: tuple[Project, ...]
    scenes: int = 0
    clips: int = 0
    films: int = 0


def told(material: Collection[Photo | OwnClip]) -> Withdrawal:
    """What a withdrawal would do. It changes nothing."""
    rows = _rows_of(material)
    shown = [(project, project.showing(own)) for project, own in _by_project(rows)]
    return Withdrawal(
        tuple(rows),
        tuple(project for project, _shown in shown),
        sum(len(each.scenes) for _project, each in shown),
        sum(each.count(Kind.CLIP) for _project, each in shown),
        sum(each.count(Kind.FILM) for _project, each in shown),
    )


def withdraw(material: Collection[Photo | OwnClip], by: Any) -> list[Photo | OwnClip]:
    """Do it, and return the rows. Those of which it was done already stay as they are."""
    people = get_user_model().objects.select_for_update(no_key=True)
    owners = {each.project.owner_id for each in material}
    with transaction.atomic():
        # What comes on a shelf, and a copy of a project, waits for its owner's row too.
        list(people.filter(pk__in=owners).order_by("pk"))
        rows = _rows_of(material)
        for project, own in _by_project(rows):
            with project.locked(Project.everything.all()):
                project.lose_material(own)
        for row in rows:
            record(Action.WITHDRAW, about=row)
            _empty(row, by)
        return rows


def _empty(row: Photo | OwnClip, by: Any) -> None:
    row.file, row.withdrawn_by = "", by
    seen = {"looks": None} if isinstance(row, OwnClip) else {"heads": None}
    for name, nothing in seen.items():
        setattr(row, name, nothing)
    row.withdrawn_at = Now()
    row.save(update_fields=["file", "withdrawn_by", "withdrawn_at", *seen])
    row.refresh_from_db(fields=["withdrawn_at"])


def _rows_of(material: Iterable[Photo | OwnClip]) -> list[Photo | OwnClip]:
    found = {row.pk: row for each in material for row in each.everywhere}
    return [row for row in found.values() if row.withdrawn_at is None]


def _by_project(
    rows: Iterable[Photo | OwnClip],
) -> list[tuple[Project, list[Photo | OwnClip]]]:
    """In the order of their keys, so that two withdrawals do not wait for each other."""
    by_project: dict[Any, list[Photo | OwnClip]] = defaultdict(list)
    for row in rows:
        by_project[row.project_id].append(row)
    projects = Project.everything.filter(pk__in=by_project).order_by("pk")
    return [(project, by_project[project.pk]) for project in projects]
