"""The draft of a film, to be watched."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from projects.files.comparing import Lost
from projects.files.downloads import ranged
from projects.models import DraftPart
from projects.models.draft import PartKind

from .files import for_pages_and_programs, is_sent, open_projects, record_view


@for_pages_and_programs
def draft(request: HttpRequest, pk: UUID, part: UUID) -> HttpResponseBase:
    """A lost one is forgotten: it is made again when somebody looks at the project."""
    wholes = DraftPart.objects.filter(kind=PartKind.WHOLE).exclude(file="")
    found = get_object_or_404(wholes, project__in=open_projects(request, pk), pk=part)
    sha256, size = found.sha256, found.size
    try:
        answer = ranged(request, found.file, content_type="video/mp4", sha256=sha256, size=size)
    except Lost as lost:
        if found.is_lost():
            found.delete()
        raise Http404 from lost
    if is_sent(request, answer):
        record_view(found.project)
    return answer
