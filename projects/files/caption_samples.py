"""Serves the small pictures by which people choose captions."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse

from projects.media import caption_sample

from .music_samples import ROOT
from .on_demand import for_ever, found_or_made


def sample(style: str, captions: str, language: str) -> HttpResponse:
    """Raises KeyError or ValueError for what is none of ours, and OSError if it cannot be drawn."""
    version = caption_sample.version_of(style, captions, language)
    name = f"{ROOT}/captions-{style}-{captions}-{language}-{version}.webp"
    drawn = found_or_made(name, partial(caption_sample.draw, style, captions, language))
    return for_ever(HttpResponse(drawn, content_type=caption_sample.CONTENT_TYPE))
