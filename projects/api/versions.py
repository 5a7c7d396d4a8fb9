"""Earlier takes of narrations, clips and films."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Path, Router, Status

from projects.models import Artifact, AuditEntry, Project
from projects.models.audit import Action
from projects.models.project.versions import Version

from . import output
from .envelope import answers, done
from .finding import find, find_whole, read_status_of
from .idempotency import Answer, once
from .representation import made_by_data
from .scenes import CHANGED
from .shape import Shape


class VersionOut(Shape):
    """A narration, a clip or a film. `by`: the account that had started it, or "". `in_use`:
    it is up to date. `differs`: in which of these the project is another now. `words`: what it
    says, of a narration or a clip. `url`: its file. `made_by`, `picture_by`, `stock_by`: as of a
    scene; of a film null."""

    id: UUID
    kind: Literal["narration", "clip", "film"]
    scene_id: int | None
    scene_number: int | None
    made_at: datetime
    by: str
    seconds: float
    in_use: bool
    can_return: bool
    differs: list[str]
    words: str
    url: str
    made_by: output.MadeBy | None
    picture_by: output.MadeBy | None
    stock_by: output.MadeBy | None


router = Router(tags=["Versions"], by_alias=True)
Which = Annotated[UUID, Path(description="the `id` of a version")]
STARTS = 1000  # of the audit log, in which it is looked up who has started something


@router.get("/projects/{project_id}/versions", response=answers(200, list[VersionOut]))
def list_versions(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """List the narrations, clips and films of a project that are still there, the newest first.
    One that is not in use, and that no undo needs, is kept for 30 days, and at most ten of each."""
    found = find_whole(request, project_id)
    return done([_version_data(found, each, by) for each, by in _with_names(found)])


@router.post("/projects/{project_id}/versions/{version_id}/restore", response=CHANGED)
@once
def restore_version(request: HttpRequest, project_id: UUID, version_id: Which) -> Answer:
    """Bring an earlier take back: for a narration its words and take, for a clip all of its scene,
    for a film all scenes and settings. Nothing of it is made again. It can be undone. 409 if what
    it was made from is not known, or not there any more."""
    try:
        find(request, project_id).restore_version(version_id)
    except Artifact.DoesNotExist as gone:
        raise Http404 from gone
    return Status(200, done(read_status_of(project_id)))


def _with_names(found: Project) -> list[tuple[Version, str]]:
    """Each version, and the account that had started work last when it was made, or ""."""
    entries = AuditEntry.objects.filter(project_id=found.pk, action=Action.START)
    starts = list(entries.order_by("-at").values_list("at", "user_name")[:STARTS])
    named = []
    for version in found.all_versions():
        made = version.artifact.created_at
        named.append((version, next((name for at, name in starts if at <= made), "")))
    return named


def _version_data(found: Project, version: Version, by: str) -> dict[str, Any]:
    made = version.artifact
    numbers = {scene.pk: scene.position for scene in found.scene_list}
    return {
        "id": made.pk,
        "kind": made.kind,
        "sceneId": made.scene_id,
        "sceneNumber": numbers.get(made.scene_id or 0),
        "madeAt": made.created_at,
        "by": by,
        "seconds": made.seconds,
        "inUse": version.is_current,
        "canReturn": version.can_return,
        "differs": list(version.differs),
        "words": version.words,
        "url": reverse("artifact", args=[found.pk, made.pk]),
        "madeBy": made_by_data(made.made_from.get("made_by", {})),
        "pictureBy": made_by_data(made.made_from.get("painted_by", {})),
        "stockBy": made_by_data(made.made_from.get("stock_by", {})),
    }
