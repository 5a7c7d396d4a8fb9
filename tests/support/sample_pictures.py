"""Grey pictures, as large as the samples by which people choose how a film looks."""

from __future__ import annotations

import io
from itertools import product

from PIL import Image

from projects.files.on_demand import found_or_made
from projects.files.picture_samples import name_of
from projects.language import LANGUAGES
from projects.media.picture_sample import CHOICES, What
from projects.vocabulary import Style

SIZES = {What.LOOK: (480, 270), What.CAPTIONS: (440, 150), What.TRANSITIONS: (474, 210)}


def store_all() -> None:
    """One in place of each."""
    for what, style, language in product(What, Style, LANGUAGES):
        Image.new("L", SIZES[what], 160).save(grey := io.BytesIO(), "WEBP")
        for choice in CHOICES[what]:
            found_or_made(name_of(what, style, choice, language), grey.getvalue)
