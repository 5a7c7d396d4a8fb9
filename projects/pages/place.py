"""Where a project stands in the queue, as a region: on each page that shows how it stands."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import override

from projects.jobs.waiting import NOT_WAITING, Place, Places
from projects.status_text import place_words

from .region import Region, Regions, by_id, of_words


def of_place(project_id: UUID, place: Place, language: str) -> Regions:
    """It is part of other regions, and is pushed for itself when the queue moves."""
    with override(language):
        return by_id([place_region(project_id, {project_id: place})])


def place_region(project_id: UUID, places: Places) -> Region:
    return of_words(f"place-{project_id}", place_words(*places.get(project_id, NOT_WAITING)))
