"""Tags and filters of the pages: live regions, icons, and times in words."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django_htmx.jinja import django_htmx_script

from projects.accounts import setup_link
from projects.files.reasons import CLIP_REASONS, PICTURE_REASONS
from projects.media.thumbnails import DENSE
from projects.models import Artifact, Notification, OwnClip, Photo, Scene
from projects.pages import pulse, regions
from projects.pages.asset_version import asset_version
from projects.pages.region import Regions
from projects.timeline import STEPS
from projects.vocabulary import Fit
from videostudio.bundles import BUNDLES, HTMX, is_joined
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO

register = template.Library()
ENDING = 12  # characters of a shortened file name after its ellipsis: a few, and the extension


@register.simple_tag(takes_context=True)
def region(context: Context, *names: Any) -> SafeString:
    """The live region whose id is the names joined by dashes, or "" if there is none."""
    found = context["regions"].get("-".join(map(str, names)), "")
    return mark_safe(str(found))  # noqa: S308  drawn by a template


@register.simple_tag(takes_context=True)
def notices_of_reader(context: Context) -> Regions:
    """The notices of the signed-in user, as live regions, or {} if nobody is signed in."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return {}
    return regions.of_notices(Notification.objects.tray(user.pk), get_language() or "")


register.simple_tag(asset_version)
register.simple_tag(lambda: Fit.choices, name="fits")
register.simple_tag(pulse.now, name="server_time")


@register.simple_tag
def cookies() -> str:
    """What the names of the studio's cookies begin with, for scripts."""
    return settings.STUDIO_COOKIES


@register.simple_tag
def first_account_missing() -> str:
    """How the first account is made, "link" or "proxy", or "" if there is one."""
    if not setup_link.needed():
        return ""
    return "proxy" if settings.HTTPS else "link"


@register.simple_tag
def bundle(name: str) -> SafeString:
    """The tags that load a bundle. While developing they load its parts; then with DEBUG, a page
    also shows Django's own page for a request of htmx that has failed."""
    files = [name] if is_joined() else BUNDLES[name]
    tags = format_html_join("\n  ", "{}", ([_load(file)] for file in files))
    return tags + django_htmx_script() if name.endswith(".js") else tags


def _load(name: str) -> SafeString:
    if name.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', static(name))
    # Both kinds wait for the whole page, and run in their order.
    kind = "defer" if name in (*BUNDLES, *HTMX) else 'type="module"'
    return format_html('<script {} src="{}"></script>', mark_safe(kind), static(name))  # noqa: S308


@register.simple_tag
def step_count() -> int:
    """How many steps a project has."""
    return len(STEPS)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of templates/icons.html. Always put a word beside it: it is hidden from screen
    readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>', name)


@register.simple_tag
def icons_of_states() -> SafeString:
    """Attributes with the addresses of the icons that a tab can have beside the usual one."""
    states = (*(f"making-{percent}" for percent in (0, 25, 50, 75)), "done", "failed")
    pairs = ((state, static(f"icons/{state}.svg")) for state in states)
    return format_html_join("", ' data-icon-{}="{}"', pairs)


@register.simple_tag
def accepted_kinds() -> str:
    """What a file field for an upload accepts. Not every system knows the newer kinds by a type."""
    types = ("jpeg", "png", "webp", "heic", "heif", "avif", "gif", "bmp")
    names = (".heic", ".heif", ".hif", ".avif")
    videos = ("video/mp4", "video/quicktime", "video/webm")
    return ",".join([*(f"image/{each}" for each in types), *names, *videos])


@register.simple_tag
def thumbnail(artifact: Artifact, size: str) -> str:
    """The address of a picture in a size of media/thumbnails.py. A browser keeps it for ever, so it
    also names the picture's content: a lost file is made anew under the same id."""
    address = reverse("thumbnail", args=[artifact.project_id, artifact.pk, size])
    return f"{address}?v={artifact.sha256[:8]}"


@register.simple_tag
def seen(material: Photo | OwnClip) -> SafeString:
    """Attributes of an `img` that shows it on the shelf."""
    key = material.project_id, material.pk
    one, two = (reverse("material", args=[*key, each]) for each in ("shelf", f"shelf{DENSE}"))
    version = material.sha256[:8]
    return format_html(
        'src="{}?v={}" srcset="{}?v={} 2x" loading="lazy" decoding="async" alt=""',
        *(one, version, two, version),
    )


@register.filter
def positions(scenes: list[Scene]) -> str:
    """Their numbers."""
    return pgettext("between scene numbers", ", ").join(str(each.position) for each in scenes)


@register.simple_tag
def picture(artifact: Artifact, size: str) -> SafeString:
    """Attributes of an `img` that shows it, sharp on dense screens too. It is loaded when somebody
    is about to see it, so not in a closed card."""
    return format_html(
        'src="{}" srcset="{} 2x" loading="lazy" decoding="async" alt=""',
        thumbnail(artifact, size),
        thumbnail(artifact, f"{size}{DENSE}"),
    )


@register.simple_tag
def see_through() -> SafeString:
    """The poster of a player that lies over its still: without any, browsers darken it. A real
    poster would be loaded in a closed card too."""
    return mark_safe("poster=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\"")


@register.simple_tag
def upload_limits() -> SafeString:
    """Attributes of a file field: the largest photo and video in bytes, and the messages for larger
    ones."""
    return format_html(
        'data-largest-photo="{}" data-too-large-photo="{}"'
        ' data-largest-clip="{}" data-too-large-clip="{}"',
        *(LARGEST_PHOTO, PICTURE_REASONS["picture_too_large"]),
        *(LARGEST_CLIP, CLIP_REASONS["clip_too_large"]),
    )


@register.filter
def file_name(name: str, most: int = 40) -> str:
    """The name of a file, with an ellipsis in its middle if it has more than `most` characters. Its
    beginning and its ending are what people know it by. static/js/uploads.js does the same."""
    if len(name) <= most:
        return name
    ending = name[-ENDING:]
    return f"{name[: most - ENDING - 1]}…{ending}"


@register.filter
def clock(seconds: float | None) -> str:
    """68.2 as "1:08"."""
    whole = round(seconds or 0)
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def time_left(seconds: float | None) -> str:
    """An expected time in words, coarsely rounded because it is only an estimate; "" for None."""
    if seconds is None:
        return ""
    if seconds <= 10:
        return _("a few seconds left")
    if seconds < 50:
        return _("about %(count)s seconds left") % {"count": 10 * ceil(seconds / 10)}
    minutes = max(1, round(seconds / 60))
    words = ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes)
    return words % {"count": minutes}


@register.filter
def elapsed(since: datetime | None) -> str:
    """How long ago that was. The browser counts on from there."""
    if since is None:
        return ""
    passed = clock((timezone.now() - since).total_seconds())
    return _("{time} elapsed").format(time=passed)


@register.filter
def ago(moment: datetime) -> str:
    """How long ago that was, only in the largest unit."""
    if (timezone.now() - moment).total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}
