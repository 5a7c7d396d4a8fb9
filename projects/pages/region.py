"""A live region: a part of a page with an id of its own, and the digest of its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ESTIMATE = re.compile("<small>.*?</small>")


@dataclass(frozen=True)
class Region:
    id: str
    html: SafeString  # the inside
    # What the digest is made from: the inside, or for a frame the names of the regions in it.
    key: str

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.key.encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return self.outer_html

    @cached_property
    def outer_html(self) -> SafeString:
        return format_html(
            '<div id="{}" class="region" data-digest="{}" hx-swap-oob="true">{}</div>',
            self.id,
            self.digest,
            self.html,
        )


Regions = dict[str, Region]


def drawn(region_id: str, template: str, **context: Any) -> Region:
    html = render_to_string(template, context)
    return Region(region_id, mark_safe(html), html)  # noqa: S308  rendered by a template


def steady(region_id: str, template: str, **context: Any) -> Region:
    """Like `drawn`, but it does not change with an estimate of time, which is in a `small`: that is
    no reason to stop a player."""
    region = drawn(region_id, template, **context)
    return Region(region.id, region.html, ESTIMATE.sub("", region.key))


def around(region_id: str, template: str, inner: Region | None, **context: Any) -> Region:
    """A `steady` region with another one in it, if any. It stays as it is while only that one
    changes."""
    region = steady(region_id, template, inner=inner, **context)
    within = ESTIMATE.sub("", str(inner)) if inner else ""
    return Region(region.id, region.html, region.key.replace(within, ""))


def by_id(regions: Iterable[Region]) -> Regions:
    return {region.id: region for region in regions}


def of_words(region_id: str, said: str) -> Region:
    """A region of nothing but words."""
    return Region(region_id, format_html("{}", said), said)
