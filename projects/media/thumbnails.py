"""Draws stored pictures anew in the sizes in which pages show them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from .covers import SHAPES

ROOT = "thumbnails"  # their folder in the storage
CONTENT_TYPE = "image/webp"  # half as large as a JPEG that looks the same
QUALITY, DENSE_QUALITY = 75, 55  # on a dense screen nobody sees the difference


@dataclass(frozen=True)
class Size:
    """The box in which a picture is shown, in CSS pixels. It is filled, or else the picture fits
    into it."""

    width: int
    height: int
    is_filled: bool = False
    quality: int = QUALITY

    def of_dense_screens(self) -> Size:
        return Size(2 * self.width, 2 * self.height, self.is_filled, DENSE_QUALITY)


SHOWN = {
    "row": Size(54, 72, is_filled=True),  # the cover on the home page
    "shelf": Size(112, 112, is_filled=True),  # a photo or a clip on the shelf
    "clip": Size(480, 480),
    "film": Size(960, 960),
}
# Each has a second size for screens with two pixels or more where others have one.
DENSE = "-2x"
SIZES = SHOWN | {f"{name}{DENSE}": size.of_dense_screens() for name, size in SHOWN.items()}


def thumbnail(picture: bytes, size: Size) -> bytes:
    """The picture in this size as WebP, never enlarged. Raises OSError if it is no picture."""
    with Image.open(io.BytesIO(picture)) as opened:
        # A JPEG decodes many times faster at a half, a quarter or an eighth of its size.
        opened.draft("RGB", (2 * size.width, 2 * size.height))
        if size.is_filled:
            small = ImageOps.fit(opened.convert("RGB"), (size.width, size.height))
        else:
            small = opened.convert("RGB")
            small.thumbnail((size.width, size.height))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=size.quality)
    return out.getvalue()


def name_of(stored: str, size: str) -> str:
    """Where the thumbnail of a picture is stored: projects/P/cover-1.jpg -> thumbnails/P/..."""
    path = PurePosixPath(stored)
    return f"{ROOT}/{path.parent.name}/{path.stem}.{size}.webp"


def shape_name(stored: str, shape: str) -> str:
    """Where a cover is stored in another shape."""
    path = PurePosixPath(stored)
    return f"{ROOT}/{path.parent.name}/{path.stem}.{shape}.jpg"


def names_of(stored: str) -> Iterable[str]:
    """Where the thumbnails of a stored file would be; none if the file has none."""
    name = PurePosixPath(stored).name
    is_seen = stored.endswith(".jpg") or name.startswith("own-clip-")
    sizes = [name_of(stored, size) for size in SIZES] if is_seen else []
    return [*sizes, *(shape_name(stored, shape) for shape in SHAPES if name.startswith("cover-"))]
