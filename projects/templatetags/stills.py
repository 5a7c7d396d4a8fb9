"""Tags for stills: what a scene will show, before its clip is made."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from projects.media.formats import FORMATS
from projects.media.small_stills import size_of
from projects.models import Scene

register = template.Library()


@register.simple_tag
def still(scene: Scene, number: int = 1) -> SafeString:
    """An `img` of what a scene will show, or of its shot with this number; "" in a studio without
    stills. It has the shape of the film, and its address changes with what it shows. Put it into
    an element with the class `frame` and that of the shape, which has its room from the start."""
    if not settings.STUDIO_STILLS:
        return SafeString()
    return _image(scene, number)


@register.simple_tag
def stills(scene: Scene) -> SafeString:
    """An `img` for each shot that a scene has time for; "" for a scene that shows fewer than
    two."""
    if not settings.STUDIO_STILLS or scene.shots_seen < 2:
        return SafeString()
    return mark_safe("".join(_images(scene)))  # noqa: S308  made by format_html


def _images(scene: Scene) -> Iterator[SafeString]:
    for number in range(1, scene.shots_seen + 1):
        yield _image(scene, number)


def _image(scene: Scene, number: int) -> SafeString:
    width, height = size_of(FORMATS[scene.project.platform])
    where = reverse("still", args=[scene.project.pk, scene.pk, number, scene.still_version])
    return format_html(
        '<img class="still" src="{}" width="{}" height="{}" loading="lazy" decoding="async"'
        ' alt="">',
        *(where, width, height),
    )
