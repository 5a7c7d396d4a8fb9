"""The draft of the whole film on the page of its project."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.jobs.drafts import look_at
from projects.models import Project
from projects.models.project.draft import Draft, DraftState

from .region import Region, drawn
from .shape import shape_of


def draft_regions(project: Project) -> Iterator[Region]:
    """The player, which changes only with its draft, so that it goes on playing; and a line about
    it. Whoever sees that there is none of the present words asks a worker for it."""
    draft = look_at(project)
    is_shown = bool(draft.seen or (draft.state != DraftState.NONE and not project.running))
    about = {"project": project, "draft": draft, "shape": shape_of(project), "is_shown": is_shown}
    html = render_to_string("projects/_draft.html", about)
    key = f"{draft.seen and draft.seen.pk} {about['shape']} {is_shown}"
    yield Region("draft", mark_safe(html), key)  # noqa: S308  rendered by a template
    about["words"] = _words(project, draft) if is_shown else ""
    yield drawn("draft-state", "projects/_draft_state.html", **about)


def _words(project: Project, draft: Draft) -> str:
    """What becomes of it."""
    if draft.state == DraftState.FAILED:
        return _("No draft could be made of this. The film itself can be made all the same.")
    if draft.state == DraftState.CURRENT:
        return _("Small and quick: the film itself comes from the steps below.")
    if project.running:
        return _("The next draft follows when this step is done.")
    if draft.seen is None:
        return _("A draft of the whole film is being made. It takes a few seconds.")
    return _changed_words(draft)


def _changed_words(draft: Draft) -> str:
    if not draft.changed:
        return _("Something has changed: a new draft is being made.")
    numbers = pgettext("between scene numbers", ", ").join(
        str(scene.position) for scene in draft.changed
    )
    words = ngettext(
        "Scene %(numbers)s has changed: a new draft is being made.",
        "Scenes %(numbers)s have changed: a new draft is being made.",
        len(draft.changed),
    )
    return words % {"numbers": numbers}
