"""The draft of the whole film: quick, small, and never the film."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from projects.pages.drafts import look_after

from . import output
from .envelope import answers, done
from .finding import find_whole

router = Router(tags=["Films"], by_alias=True)


@router.get("/projects/{project_id}/draft", response=answers(200, output.DraftOut))
def read_draft(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """A draft of the whole film, a few seconds after there is a script and after each change: with
    what is spoken already, else a quick voice, over small pictures. `state` is `wanted` while it is
    made (the `url` is then that of the one before), `current`, `failed`, or `none`: there is no
    script yet, or the film itself is there. Who asks lets it be made."""
    project = find_whole(request, project_id)
    look_after(project)
    draft = project.draft
    url = reverse("draft", args=[project.pk, draft.pk]) if draft else None
    seconds = round(draft.seconds, 1) if draft else None
    return done({"state": project.draft_state, "url": url, "seconds": seconds})
