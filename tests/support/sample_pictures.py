"""Grey pictures, as large as the samples by which people choose how a film looks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product

from django.core.files.storage import default_storage
from PIL import Image

from projects.files.on_demand import found_or_made
from projects.files.picture_samples import name_of
from projects.language import LANGUAGES
from projects.media.picture_sample import CHOICES, What
from projects.vocabulary import Style

SIZES = {What.LOOK: (480, 270), What.CAPTIONS: (440, 150), What.TRANSITIONS: (474, 210)}


def store_all() -> None:
    """One in place of each."""
    for what, name in _names():
        Image.new("L", SIZES[what], 160).save(grey := io.BytesIO(), "WEBP")
        found_or_made(name, grey.getvalue)


def remove_all() -> None:
    """Then the true ones are made."""
    for _what, name in _names():
        default_storage.delete(name)


def _names() -> Iterator[tuple[What, str]]:
    for what, style, language in product(What, Style, LANGUAGES):
        for choice in CHOICES[what]:
            yield what, name_of(what, style, choice, language)
