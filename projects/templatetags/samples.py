"""Tags for the samples by which people choose how a film looks and sounds."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.files.reasons import LOGO_REASONS
from projects.language import language_of_pages
from projects.media import picture_sample
from projects.models import Project
from projects.vocabulary import Style
from videostudio.upload_limits import LARGEST_LOGO

register = template.Library()


@register.simple_tag
def logo_limits() -> SafeString:
    """Attributes of a file field: the largest logo in bytes, and the message for larger ones."""
    return format_html(
        'data-largest-logo="{}" data-too-large-logo="{}"',
        *(LARGEST_LOGO, LOGO_REASONS["logo_too_large"]),
    )


@register.simple_tag
def sample_picture(what: str, choice: str, project: Project | str) -> str:
    """The address of a small picture of this choice. `project`: its page, or "" for the brief."""
    style = project.style if isinstance(project, Project) else Style.WARM.value
    version = picture_sample.version_of(what, style, choice, language_of_pages())
    return f"{reverse('picture-sample', args=[what, style, choice])}?{version}"
