"""The music of a film: choosing it, hearing it, and one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from projects.files import music_samples
from projects.files.comparing import Lost
from projects.files.forms import OwnMusicForm, first_error
from projects.files.intake import Refused
from projects.files.uploads import play_music
from projects.media.ffmpeg import FfmpegError

from ..forms import MusicForm
from .finding import changes, find_project
from .replies import change, say_problem


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = MusicForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_music(**form.cleaned_data))


@changes
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    sent = MultiValueDict({"music": request.FILES.getlist("own")})
    form = OwnMusicForm(request.POST, sent)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    music = form.cleaned_data["music"]
    try:
        return change(request, found, lambda: play_music(found, music, request.user))
    except Refused as refused:
        return say_problem(request, found, str(refused))


@require_safe
def own(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = find_project(request, pk)
    if found.own_music is None:
        raise Http404
    try:
        return music_samples.own(request, found.own_music)
    except Lost as lost:
        if found.own_music.is_lost():
            found.notice_own(found.own_music, lost=True)
        raise Http404 from lost


@require_safe
def sample(request: HttpRequest, mood: str) -> HttpResponseBase:
    """Some seconds of a mood: of the piece that the project in `film` has, if it names one."""
    try:
        heard = music_samples.mood(request, mood, request.GET.get("film", "")[:36])
    except FfmpegError as failed:
        raise Http404 from failed
    if heard is None:
        raise Http404
    return heard
