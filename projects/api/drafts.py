"""The draft of the whole film: quick, small, and never the film."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from projects.jobs.drafts import look_at

from . import output
from .envelope import answers, done
from .finding import find_whole

router = Router(tags=["Films"], by_alias=True)


@router.get("/projects/{project_id}/draft", response=answers(200, output.DraftOut))
def read_draft(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """A draft of the whole film, some seconds after there is a script and after each change: with
    what is spoken already, else a quick voice, over small pictures. `state` is `wanted` while it is
    not made yet (`url` is then that of the one before, which does not show `changedScenes` as they
    are), `current`, `failed`, or `none`: there is no script yet, or the film itself is there. Who
    asks for a wanted one lets it be made."""
    project = find_whole(request, project_id)
    draft = look_at(project)
    seen = draft.seen
    return done(
        {
            "state": draft.state,
            "url": reverse("draft", args=[project.pk, seen.pk]) if seen else None,
            "seconds": round(seen.seconds, 1) if seen else None,
            "made_at": seen.created_at if seen else None,
            "changed_scenes": [scene.position for scene in draft.changed],
        }
    )
