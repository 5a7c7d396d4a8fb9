"""Other words for a scene: asked of a service, and chosen."""

from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import Field

from projects.jobs import rewordings
from projects.models import RateLimit, Rewording
from projects.models.rewording import RewordingState
from projects.status_text import reason_words
from projects.vocabulary import RewordingWish

from .envelope import answers, done
from .finding import caller, find, find_scene, read_status_of
from .idempotency import Answer, once
from .scenes import CHANGED, Number
from .shape import Shape, Taken

router = Router(tags=["Scenes"], by_alias=True)


class WishIn(Taken):
    """`point`: with the wish `add`, a key point of the brief."""

    wish: RewordingWish
    point: Annotated[str, Field(max_length=2000)] = ""


class OfferIn(Taken):
    offer: Annotated[int, Field(ge=0, le=99)]


class OfferOut(Shape):
    title: str
    narration: str
    visual_description: str
    seconds: float


class RewordingOut(Shape):
    """`reason`: why it failed."""

    wish: RewordingWish
    point: str
    state: RewordingState
    offers: list[OfferOut]
    made_by: str
    reason: str


@router.post(
    "/projects/{project_id}/scenes/{number}/rewording", response=answers(202, RewordingOut)
)
@once
def ask_rewording(request: HttpRequest, project_id: UUID, number: Number, wish: WishIn) -> Answer:
    """Ask a service for other words for a scene: `again`, `shorter`, `warmer`, or `add` with a key
    point that it is to say too. What it offered before goes. Nothing changes before an offer is
    taken. 409 if no service is configured that can do it."""
    scene = find_scene(find(request, project_id), number)
    with transaction.atomic():
        new = rewordings.ask(scene, wish.wish, wish.point)
        RateLimit.count_start(caller(request))
    return Status(202, done(_data(new)))


@router.get("/projects/{project_id}/scenes/{number}/rewording", response=answers(200, RewordingOut))
def read_rewording(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """What a service offers for a scene. `state` is `waiting`, `offered` or `failed`. 404 if nobody
    has asked, or it was taken or put away."""
    return done(_data(_find(request, project_id, number)))


@router.post("/projects/{project_id}/scenes/{number}/rewording/take", response=CHANGED)
@once
def take_rewording(
    request: HttpRequest, project_id: UUID, number: Number, chosen: OfferIn
) -> Answer:
    """Let the scene say one of the offers, by its place in the list, from 0. It can be undone."""
    _find(request, project_id, number).take(chosen.offer)
    return Status(200, done(read_status_of(project_id)))


@router.delete("/projects/{project_id}/scenes/{number}/rewording", response=CHANGED)
def put_rewording_away(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """Keep the words as they are. What is being written is not waited for any more."""
    _find(request, project_id, number).put_away()
    return done(read_status_of(project_id))


def _find(request: HttpRequest, project_id: UUID, number: int) -> Rewording:
    scene = find_scene(find(request, project_id), number)
    found = Rewording.objects.select_related("scene__project").filter(scene=scene).first()
    if found is None:
        raise Http404
    return found


def _data(found: Rewording) -> dict[str, Any]:
    told = ("wish", "point", "state", "offers", "made_by")
    return {name: getattr(found, name) for name in told} | {"reason": reason_words(found.reason)}
