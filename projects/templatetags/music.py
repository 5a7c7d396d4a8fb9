"""Tags for choosing the music of a film."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.files.reasons import MUSIC_REASONS
from projects.media.sound import tracks
from projects.media.sound.moods import mood_for
from projects.models import Project
from projects.vocabulary import Music
from videostudio.upload_limits import LARGEST_MUSIC

register = template.Library()


@register.simple_tag
def music_sample(music: str, project: Project | str) -> str:
    """The address at which this choice of music can be heard; "" for none. `project`: its page."""
    if not isinstance(project, Project):
        return reverse("music-sample", args=[music]) if tracks.choose(music, "") else ""
    if music == Music.OWN:
        return reverse("own-music", args=[project.pk])
    mood = music or mood_for(project.style, project.video_type)
    address = reverse("music-sample", args=[mood])
    return f"{address}?film={project.pk}" if tracks.choose(mood, str(project.pk)) else ""


@register.simple_tag
def music_limits() -> SafeString:
    """Attributes of a file field: the largest piece of music in bytes, and the message for larger
    ones."""
    return format_html(
        'data-largest-music="{}" data-too-large-music="{}"',
        *(LARGEST_MUSIC, MUSIC_REASONS["music_too_large"]),
    )


@register.simple_tag
def moods_are_there() -> bool:
    """Whether the package with the music is installed."""
    return bool(tracks.tracks())
