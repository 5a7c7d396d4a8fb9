"""Makes of a photo what may be sent to a service: small, and nothing but its picture."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

LONGEST_SIDE = 1536  # pixels
QUALITY = 88


def for_service(photo: Path) -> bytes:
    """A JPEG without its place, its time and its comments: always the same for the same photo.
    Raises OSError if it is no picture."""
    with Image.open(photo) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        small = opened.convert("RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", small.size)
    bare.paste(small)  # a picture that was opened keeps more than its picture
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
