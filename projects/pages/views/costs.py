"""What a change would make again, asked while it is typed or before it is chosen."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse

from projects.models import NotReady, TextChanged, costs
from projects.models.merging import BothChanged

from ..costs import of_scene, verb_asked, whole_words_of
from ..film_price import brief_price_words
from .finding import changes, find_project


@changes
def ask(request: HttpRequest, pk: UUID, what: str) -> JsonResponse:
    """It changes nothing. What cannot be changed now costs nothing to tell."""
    found = find_project(request, pk)
    try:
        sent = request.POST.copy()
        sent.update(request.GET)
        verb = verb_asked(what, sent)
        said = whole_words_of(costs.of(found, verb)) if verb else ""
    except KeyError as unknown:
        raise Http404 from unknown
    except (NotReady, TextChanged, BothChanged, ValidationError):
        said = ""
    return JsonResponse({"words": said})


@changes
def of_brief(request: HttpRequest) -> JsonResponse:
    """What services will cost for the film of a brief, as far as it is filled in."""
    return JsonResponse({"words": brief_price_words(request.POST, request.user)})


@changes
def of_menu(request: HttpRequest, pk: UUID, scene: int) -> JsonResponse:
    """What the deeds of a scene's menu would make again. It changes nothing."""
    try:
        said = of_scene(find_project(request, pk), scene)
    except NotReady:
        said = {}
    return JsonResponse({"words": said})
