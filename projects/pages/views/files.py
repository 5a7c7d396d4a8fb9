"""Serves stored files to people and programs that may see their project."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from projects.files.comparing import Lost
from projects.files.downloads import as_text, download, sample, stored
from projects.files.thumbnails import small
from projects.jobs.queue import ask_for_voice_samples
from projects.media.thumbnails import SIZES
from projects.models import ApiToken, Artifact, DraftPart, Project, VoiceSample
from projects.models.audit import Action, record_once
from projects.models.credit import credits_of
from projects.models.project.artifacts import FILM_PARTS
from projects.models.project.model import ProjectQuerySet
from projects.models.upload import OwnFile
from videostudio.acting import acting
from videostudio.callers import bearer_of

AN_HOUR = timedelta(hours=1)
TOGETHER = timedelta(minutes=10)  # in which a file is fetched in parts, and a click repeated


def for_pages_and_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """A view for callers with a session or a token. A token that is sent must be valid."""

    @login_not_required
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, **where: Any) -> HttpResponseBase:
        secret = bearer_of(request)
        if secret is not None:
            token = ApiToken.objects.shown(secret)
            if token is None:
                return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
            request.user = token.user
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, **where)

    return opened


@for_pages_and_programs
def artifact(request: HttpRequest, pk: UUID, artifact: UUID) -> HttpResponseBase:
    openable = Artifact.objects.select_related("project")
    found = get_object_or_404(openable, project__in=open_projects(request, pk), pk=artifact)
    answer = served(found, lambda: stored(request, found))
    if is_sent(request, answer):
        _record_file(found)
    return answer


@for_pages_and_programs
def thumbnail(request: HttpRequest, pk: UUID, artifact: UUID, size: str) -> HttpResponseBase:
    found = get_object_or_404(Artifact, project__in=open_projects(request, pk), pk=artifact)
    if size not in SIZES or not found.content_type.startswith("image/"):
        raise Http404
    return served(found, lambda: small(request, found, size))


@for_pages_and_programs
def download_part(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    found = get_object_or_404(open_projects(request, pk).with_parts())
    part = found.film_part(kind) if kind in FILM_PARTS else None
    if part is None:
        raise Http404
    answer = served(part, lambda: download(request, part, name=found.name))
    if is_sent(request, answer):
        record_download(part)
    return answer


@for_pages_and_programs
def download_credits(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whose videos and photos the film shows, as a text."""
    found = get_object_or_404(open_projects(request, pk).with_parts())
    credits = credits_of(found)
    if not credits:
        raise Http404
    return as_text("\n".join(credit.line for credit in credits), name=found.name)


@for_pages_and_programs
def voice_sample(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What a voice sounds like. A lost file is made anew, as another sample."""
    found = get_object_or_404(VoiceSample, pk=pk)
    try:
        return sample(request, found)
    except Lost as lost:
        found.delete()
        ask_for_voice_samples()
        raise Http404 from lost


def open_projects(request: HttpRequest, pk: UUID) -> ProjectQuerySet:
    return Project.objects.open_to(request.user).filter(pk=pk)


def is_sent(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether the caller gets bytes of the file: not if it has them already, or asks about them."""
    return request.method == "GET" and answer.status_code in (200, 206)


def _record_file(artifact: Artifact) -> None:
    """A program downloads its films here. A player fetches its own film in parts, which is nothing
    to record; but it is if somebody looks into another person's project."""
    if acting().token_id and artifact.kind in FILM_PARTS:
        record_download(artifact)
    else:
        record_view(artifact.project)


def record_view(project: Project) -> None:
    """Somebody looks into a project, perhaps into another person's."""
    if acting().user.pk != project.owner_id:
        record_once(Action.VIEW, about=project, same=("user_id",), within=AN_HOUR)


def record_download(artifact: Artifact) -> None:
    about = {"about": artifact, "detail": artifact.kind}
    record_once(Action.DOWNLOAD, **about, same=("user_id", "way"), within=TOGETHER)


def served(
    file: Artifact | OwnFile | DraftPart, serve: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Serve a stored file. If it is lost, every open page of its project says so at once."""
    try:
        return serve()
    except Lost as lost:
        with suppress(Project.DoesNotExist):  # it was deleted meanwhile: no page shows it
            if file.is_lost():
                file.notice_lost()
        raise Http404 from lost
