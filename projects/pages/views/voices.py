"""The samples of the voices, on pages where one is chosen."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from projects.jobs.queue import ask_for_voice_samples
from projects.jobs.service_samples import ask_to_hear
from projects.models import NotReady, RateLimit, VoiceSample
from projects.models.service_voice import service_voices

from .. import regions
from ..region import Region
from .finding import changes
from .replies import with_limit

SENT = ("speaker", "of_language", "of_style")
AGAIN = 10  # seconds after which a process asks a worker again


def voices_in(code: str) -> Region:
    """A sample of each voice for films in this language. If one is missing, a worker is asked for
    it, and open pages get it when it is there. Those of services are made if somebody asks."""
    samples = list(VoiceSample.objects.present())
    if len(samples) < VoiceSample.objects.count_wanted() and cache.add("voices", "asked", AGAIN):
        ask_for_voice_samples()
    return regions.of_voices(get_language() or "", samples, service_voices())[f"voices-{code}"]


@changes
def hear(request: HttpRequest) -> HttpResponse:
    """Somebody wants to hear a voice of a service, and pays for its sample."""
    speaker, language, style = (request.POST.get(name, "") for name in SENT)
    try:
        with transaction.atomic():
            if ask_to_hear(request.user, speaker, language, style):
                RateLimit.count_start(request.user)
    except NotReady as problem:
        shown = {"message": str(problem)}
        return with_limit(render(request, "projects/_problem.html", shown, status=422), problem)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect("home")
    samples = VoiceSample.objects.present()
    drawn = regions.of_voices(get_language() or "", samples, service_voices())
    return HttpResponse(str(drawn[f"voices-{language}"]))
