"""Tags for the small pictures by which people choose how a film looks."""

from __future__ import annotations

from django import template
from django.urls import reverse

from projects.language import language_of_pages
from projects.media import picture_sample
from projects.models import Project
from projects.vocabulary import Style

register = template.Library()


@register.simple_tag
def sample_picture(what: str, choice: str, project: Project | str) -> str:
    """The address of a small picture of this choice. `project`: its page, or "" for the brief."""
    style = project.style if isinstance(project, Project) else Style.WARM.value
    version = picture_sample.version_of(what, style, choice, language_of_pages())
    return f"{reverse('picture-sample', args=[what, style, choice])}?{version}"
