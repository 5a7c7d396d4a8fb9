"""The music of a film: choosing it, hearing it, and one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from projects.files import music_samples
from projects.files.forms import OwnMusicForm
from projects.files.uploads import play_music
from projects.media.ffmpeg import FfmpegError

from ..setting_forms import MusicForm
from .files import served
from .finding import changes, find_project
from .replies import change_by


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = MusicForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_music(**said))


@changes
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    sent = MultiValueDict({"music": request.FILES.getlist("own")})
    form = OwnMusicForm(request.POST, sent)
    return change_by(
        request, found, form, lambda said: play_music(found, said["music"], request.user)
    )


@require_safe
def own(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = find_project(request, pk)
    if (music := found.own_music) is None:
        raise Http404
    return served(music, lambda: music_samples.own(request, music))


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
