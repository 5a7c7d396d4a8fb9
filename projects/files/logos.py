"""Serves logos as films show them."""

from __future__ import annotations

import io

from django.http import HttpResponse
from PIL import Image

from projects.media.formats import FORMATS, Format
from projects.media.pictures.logo import badge
from projects.models import HouseLogo, Logo
from projects.models.stored_file import StoredFile
from projects.vocabulary import Platform

from .comparing import opened_whole
from .on_demand import for_ever

CONTENT_TYPE = "image/png"


def seen(logo: Logo) -> HttpResponse:
    """On its plate, as large as in the film. Its address names its content. Raises Lost."""
    return _badge(logo, FORMATS[logo.project.platform])


def kept(logo: HouseLogo) -> HttpResponse:
    """The same of a house style, which is of no platform. Raises Lost."""
    return _badge(logo, FORMATS[Platform.DOUYIN])


def _badge(stored: StoredFile, form: Format) -> HttpResponse:
    opened, _size = opened_whole(stored.file, stored.sha256, stored.size)
    with opened, Image.open(opened, formats=("PNG",)) as picture:
        drawn = badge(picture.convert("RGBA"), form)
    png = io.BytesIO()
    drawn.save(png, "PNG")
    return for_ever(HttpResponse(png.getvalue(), content_type=CONTENT_TYPE))
