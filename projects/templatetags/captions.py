"""Tags for choosing how captions look."""

from __future__ import annotations

from django import template
from django.urls import reverse

from projects.language import language_of_pages
from projects.media import caption_sample
from projects.models import Project
from projects.vocabulary import Style

register = template.Library()


@register.simple_tag
def caption_picture(captions: str, project: Project | str) -> str:
    """The address of a small picture of captions in this style. `project`: its page, or "" for the
    brief."""
    style = project.style if isinstance(project, Project) else Style.WARM.value
    version = caption_sample.version_of(style, captions, language_of_pages())
    return f"{reverse('caption-sample', args=[style, captions])}?{version}"
