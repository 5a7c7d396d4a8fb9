"""The shape of a project's film, as pages name it."""

from __future__ import annotations

from projects.media.formats import FORMATS
from projects.models import Project


def shape_of(project: Project) -> str:
    """The name that the style sheet has for the shape of the frame."""
    form = FORMATS[project.platform]
    if form.is_landscape:
        return "wide"
    return "tall" if form.height * 9 == form.width * 16 else "upright"


def ratio_of(project: Project) -> str:
    return {"wide": "16:9", "tall": "9:16", "upright": "3:4"}[shape_of(project)]


def resolution_of(project: Project) -> str:
    form = FORMATS[project.platform]
    return f"{form.width} × {form.height}"
