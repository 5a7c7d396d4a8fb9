"""The draft of a film, to be watched."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from projects.files.downloads import ranged
from projects.models import DraftPart
from projects.models.draft import PartKind

from .files import for_pages_and_programs, is_sent, open_projects, record_view, served


@for_pages_and_programs
def draft(request: HttpRequest, pk: UUID, part: UUID) -> HttpResponseBase:
    wholes = DraftPart.objects.filter(kind=PartKind.WHOLE).exclude(file="")
    found = get_object_or_404(wholes, project__in=open_projects(request, pk), pk=part)
    about: dict[str, Any] = {"sha256": found.sha256, "size": found.size}
    about["content_type"] = "video/mp4"
    answer = served(found, lambda: ranged(request, found.file, **about))
    if is_sent(request, answer):
        record_view(found.project)
    return answer
