"""What a change would make again, asked while it is typed or before it is chosen."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse

from projects.models import NotReady, Project, TextChanged, costs
from projects.models.merging import BothChanged
from projects.vocabulary import Duration

from ..costs import of_scene, verb_asked, whole_words_of
from ..film_price import film_price_words
from ..forms import BriefForm
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
    form = BriefForm(request.POST, user=request.user)
    form.full_clean()
    planned: Project = form.instance
    if duration := form.cleaned_data.get("duration"):
        planned.seconds = Duration(duration).seconds.aim
    return JsonResponse({"words": film_price_words(planned, request.user)})


@changes
def of_menu(request: HttpRequest, pk: UUID, scene: int) -> JsonResponse:
    """What the deeds of a scene's menu would make again. It changes nothing."""
    try:
        said = of_scene(find_project(request, pk), scene)
    except NotReady:
        said = {}
    return JsonResponse({"words": said})
