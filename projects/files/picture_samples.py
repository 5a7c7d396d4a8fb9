"""Serves the small pictures by which people choose how a film looks."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse

from projects.media import picture_sample

from .music_samples import ROOT
from .on_demand import for_ever, found_or_made


def sample(*asked: str) -> HttpResponse:
    """`asked`: what is chosen, the film's style, the choice, the language. Raises KeyError or
    ValueError for what is none of ours, and OSError if it cannot be drawn."""
    drawn = found_or_made(name_of(*asked), partial(picture_sample.draw, *asked))
    return for_ever(HttpResponse(drawn, content_type=picture_sample.CONTENT_TYPE))


def name_of(*asked: str) -> str:
    """Where it is stored, once it is drawn. Raises as `sample` does for what is none of ours."""
    return f"{ROOT}/{'-'.join(asked)}-{picture_sample.version_of(*asked)}.webp"
