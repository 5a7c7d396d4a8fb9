"""Tags and filters for the words that are posted with a film."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from projects.models import Artifact
from projects.models.merging import digest_of
from projects.models.project.posts import Post
from projects.pages.makers import version_words

register = template.Library()
register.filter("digest", digest_of)


@register.filter
def ratio(shape: str) -> str:
    """The shape of a cover as people write it: "3:4"."""
    return shape.replace("x", ":")


@register.filter
def listed(names: Iterable[object]) -> str:
    return pgettext("between names", ", ").join(map(str, names))


DIFFERENCES = {
    "scenes": gettext_lazy("scenes"),
    "words": gettext_lazy("words"),
    "picture": pgettext_lazy("version", "picture"),
    "voice": gettext_lazy("voice"),
    "captions": gettext_lazy("look of the captions"),
    "look": gettext_lazy("style"),
    "makers": gettext_lazy("who makes the pictures"),
    "music": gettext_lazy("music"),
    "take": gettext_lazy("take"),
}


@register.filter
def differences(groups: Iterable[str]) -> str:
    """What differs between a version and now (models/project/versions.py)."""
    return listed(DIFFERENCES[group] for group in groups)


@register.simple_tag
def version_makers(artifact: Artifact) -> str:
    """Who has made it, if a service had to do with it."""
    return " · ".join(version_words(artifact))


@register.filter
def too_long(post: Post) -> str:
    """By how much it is longer than its platform takes, in words; "" if all of it fits."""
    said = {
        "title": lambda over: ngettext(
            "the title has %(over)s character too many",
            "the title has %(over)s characters too many",
            over,
        ),
        "text": lambda over: ngettext(
            "the text has %(over)s character too many",
            "the text has %(over)s characters too many",
            over,
        ),
        "tags": lambda over: ngettext(
            "there is %(over)s tag too many", "there are %(over)s tags too many", over
        ),
    }
    parts = [said[name](over) % {"over": over} for name, over in post.over.items()]
    if not parts:
        return ""
    listed = pgettext("between what is too long", "; ").join(parts)
    return _("Too long for {platform}: {parts}.").format(platform=post.label, parts=listed)
