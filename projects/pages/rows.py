"""The live regions of the home page: the list of projects, its rows, and the counts of its tabs."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import override

from projects.jobs.waiting import Places, places_among
from projects.models import Project
from projects.models.project.lists import Counts, Tab

from .examples import EXAMPLES
from .listing import Listing
from .place import place_region
from .region import Region, Regions, by_id, drawn


def of_row(project: Project, language: str, places: Places | None = None) -> Regions:
    """A project's row on the home page: what it is, which seldom changes, and its state."""
    about, live = row_names(project.pk)
    seen = {"cover": project.latest("cover"), "film": project.latest("film")}
    places = places_among([project]) if places is None else places
    with override(language):
        place = place_region(project.pk, places)
        return by_id(
            [
                drawn(about, "projects/_row_about.html", project=project, **seen),
                drawn(live, "projects/_row_live.html", project=project, place=place),
            ]
        )


def row_names(project_id: UUID) -> tuple[str, str]:
    """The ids of the two regions of a project's row."""
    return f"row-{project_id}-about", f"row-{project_id}"


def of_list(listing: Listing, page: Page, language: str, places: Places | None = None) -> Regions:
    """A page of the list: one frame, then its rows. The frame changes only with the set of rows.

    The frame's name contains the page's number, so that a push of the first page does not replace
    another page.
    """
    places = places_among(page) if places is None else places
    rows = [(project, of_row(project, language, places)) for project in page]
    context = {
        "page": page,
        "rows": [(project, list(row.values())) for project, row in rows],
        "listing": listing,
        "query": f"{listing.query}&" if listing.query else "",
        "examples": EXAMPLES,
    }
    with override(language):
        html = render_to_string("projects/_rows.html", context)
    ids = sorted(str(project.pk) for project, _row in rows)
    key = " ".join([*ids, str(page.paginator.num_pages)])
    frame = Region(f"{listing.frame}-{page.number}", mark_safe(html), key)  # noqa: S308  rendered
    return by_id([frame, *(region for _project, row in rows for region in row.values())])


def of_counts(counts: Counts, *, everybody: bool = False) -> Regions:
    """How many projects of a person, or of `everybody`, are in each tab."""
    of = "everybody-" if everybody else ""
    drawn = ((f"count-{of}{tab}", str(count)) for tab, count in zip(Tab, counts, strict=True))
    return by_id(Region(name, format_html("{}", count), count) for name, count in drawn)
