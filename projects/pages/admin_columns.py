"""The live regions of the admin's list of projects."""

from __future__ import annotations

from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.jobs.waiting import Places
from projects.models import Project

from .place import place_region
from .region import Region, Regions, by_id, drawn

ADMIN_COLUMNS = ("status", "step", "bar", "error")


def of_admin_columns(project: Project, language: str, places: Places | None = None) -> Regions:
    """The state of a project in the admin's list: a region for each of its columns."""
    with override(language):
        return by_id(column(project, name, places) for name in ADMIN_COLUMNS)


def of_gone(project_id: UUID, language: str) -> Regions:
    """The same columns after the project is deleted."""
    with override(language):
        words = {"status": format_html("{}", _("Deleted"))}
        ids = ((f"admin-{project_id}-{column}", column) for column in ADMIN_COLUMNS)
        drawn = ((name, words.get(column, SafeString())) for name, column in ids)
        return by_id(Region(name, html, html) for name, html in drawn)


def column(project: Project, name: str, places: Places | None = None) -> Region:
    """The column with this name (see ADMIN_COLUMNS), in the active language. Without `places` it
    has no place in the queue: a push brings that."""
    template, place = f"admin/projects/_{name}.html", place_region(project.pk, places or {})
    return drawn(f"admin-{project.pk}-{name}", template, project=project, place=place)
