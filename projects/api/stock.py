"""What a scene shows of a library: the candidates, the choice, and a search by other words."""

from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field, StringConstraints

from projects.jobs import stock_lookups
from projects.models import Artifact, RateLimit, Scene
from projects.models.credit import credit_of
from projects.models.scene_stock import NONE
from projects.models.stock_lookup import LookupState
from projects.providers.library import LONGEST_SEARCH
from projects.status_text import reason_words

from .envelope import answers, done
from .finding import caller, find, find_scene, read_status_of
from .idempotency import Answer, once
from .output import CreditOut
from .representation import credit_data
from .scenes import CHANGED, Number
from .shape import Shape, Taken
from .steps import STARTED, start
from .values import STORABLE

router = Router(tags=["Scenes"], by_alias=True)
Words = Annotated[str, StringConstraints(max_length=LONGEST_SEARCH), STORABLE]


class ChosenStock(Taken):
    """`choice`: the `id` of a candidate, "" for the best that is found, `none` for the drawing."""

    choice: Annotated[str, Field(max_length=100)]


class SearchIn(Taken):
    words: Words = ""


class CandidateOut(Shape):
    id: str
    preview_url: str
    credit: CreditOut


class LookupOut(Shape):
    """What was looked for by these `words` ("": those of the scene). `reason`: why it failed."""

    words: str
    state: LookupState
    reason: str
    candidates: list[CandidateOut]


class StockOut(Shape):
    """`searches`: the words that are looked for, one after the other. `shown`: the `id` of what it
    shows; null for none yet, or its drawing. `lookup`: what somebody looks for; null for nothing.
    """

    choice: str
    words: str
    searches: list[str]
    shown: str | None
    candidates: list[CandidateOut]
    lookup: LookupOut | None


@router.get("/projects/{project_id}/scenes/{number}/stock", response=answers(200, StockOut))
def read_stock(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """The three best that a library has for a scene, the best first. They are there after the scene
    was made or looked for; before, and for a scene that shows something of its own, the list is
    empty."""
    return done(_data(find_scene(find(request, project_id), number)))


@router.post("/projects/{project_id}/scenes/{number}/stock/lookup", response=answers(202, StockOut))
@once
def look_up_stock(
    request: HttpRequest, project_id: UUID, number: Number, search: SearchIn
) -> Answer:
    """See what there is by these words, or by those of the scene (""), also before it is made: a
    little later `lookup` has the three best, and nothing else changes. To take one, choose it. 409
    if the scene shows something of its own, or nothing of a library."""
    found = find(request, project_id)
    with transaction.atomic():
        stock_lookups.look_up(find_scene(found, number), " ".join(search.words.split()))
        RateLimit.count_start(caller(request))
    return Status(202, done(_data(find_scene(found, number))))


@router.put("/projects/{project_id}/scenes/{number}/stock", response=CHANGED)
def choose_stock(
    request: HttpRequest, project_id: UUID, number: Number, chosen: ChosenStock
) -> dict[str, Any]:
    """Show another candidate, the best ("") or the studio's drawing (`none`). The clip is out of
    date then. It can be undone. 409 if this is not offered."""
    find_scene(find(request, project_id), number).take_stock(chosen.choice)
    return done(read_status_of(project_id))


@router.post("/projects/{project_id}/scenes/{number}/stock/search", response=STARTED)
@once
def look_for_stock(
    request: HttpRequest, project_id: UUID, number: Number, search: SearchIn
) -> Answer:
    """Look by these words, or by those of the scene (""), and make its clip with the best, and all
    clips that are missing. 409 if it was looked for by them already."""
    return start(
        request, project_id, lambda found: found.look_for_stock(search.words, position=number)
    )


def _data(scene: Scene) -> dict[str, Any]:
    return {
        "choice": scene.stock_choice,
        "words": scene.stock_words,
        "searches": scene.stock_searches if scene.may_show_stock else [],
        "shown": None if scene.stock_choice == NONE else scene.stock_key or None,
        "candidates": _offered(scene, scene.stock_candidates),
        "lookup": _lookup(scene),
    }


def _lookup(scene: Scene) -> dict[str, Any] | None:
    if (lookup := scene.lookup) is None:
        return None
    told = {"words": lookup.words, "state": lookup.state, "reason": reason_words(lookup.reason)}
    return told | {"candidates": _offered(scene, scene.looked_up)}


def _offered(scene: Scene, candidates: list[Artifact]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.made_from["key"],
            "previewUrl": reverse("artifact", args=[scene.project.pk, each.pk]),
            "credit": credit_data(credit_of(each, scene.position)),
        }
        for each in candidates
    ]
