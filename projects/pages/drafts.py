"""The draft of the whole film on the page of its project."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from projects.jobs.queue import ask_for_draft
from projects.models import Project
from projects.models.project.draft import DraftState

from .region import Region
from .shape import shape_of

AGAIN = 10  # seconds after which a process asks a worker again


def draft_regions(project: Project) -> Iterator[Region]:
    """The player, which changes only with its draft, so that it goes on playing; and a line about
    it. Who sees that there is none of the present words asks a worker for it."""
    look_after(project)
    draft, state = project.draft, project.draft_state
    about = {"project": project, "draft": draft, "shape": shape_of(project)}
    html = render_to_string("projects/_draft.html", about | {"is_shown": state != DraftState.NONE})
    key = f"{draft.pk if draft else ''} {about['shape']} {state != DraftState.NONE}"
    yield Region("draft", mark_safe(html), key)  # noqa: S308  rendered by a template
    words = format_html("{}", _words(project, state))
    yield Region("draft-state", words, words)


def look_after(project: Project) -> None:
    """Ask for a draft, if the project lacks one and no step works on it."""
    if project.running or project.draft_state != DraftState.WANTED:
        return
    if cache.add(f"draft-{project.pk}-{project.draft_hash}", "asked", AGAIN):
        ask_for_draft(project.pk)


def _words(project: Project, state: DraftState) -> str:
    if state == DraftState.NONE:
        return ""
    if state == DraftState.FAILED:
        return _("No draft could be made of this. The film itself can be made all the same.")
    if state == DraftState.WANTED and project.running:
        return _("The next draft follows when this step is done.")
    if state == DraftState.WANTED and project.draft:
        return _("Something has changed: a new draft is being made.")
    if state == DraftState.WANTED:
        return _("A draft of the whole film is being made. It takes a few seconds.")
    return _("Small and quick: the film itself comes from the steps below.")
