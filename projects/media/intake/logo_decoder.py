"""Checks logos from people before decoding them, and writes them anew, with what is transparent."""

from __future__ import annotations

from math import prod
from pathlib import Path

from PIL import Image, ImageChops, UnidentifiedImageError

from . import colours
from .photo_decoder import FOREIGN, ORIENTATION, upright
from .picture_kinds import HEAD, NotAPicture, is_another, is_ours

KINDS = ("PNG", "WEBP", "JPEG")
"""An SVG is a program for a browser, so none is taken: not even to draw it once."""

LARGEST = 20_000_000  # pixels that are decoded
SIDE = 1024  # pixels that the longer side keeps
SMALLEST = 48  # pixels of the longer side, once its empty edges are cut off
LONGEST = 12.0  # times as wide as high, or as high as wide: a longer one would be a line
_INK = 8  # of 255: what is more transparent is not seen
_SAME = 24  # levels by which an edge may differ from its corner: JPEGs are not even


def accept(source: Path, out: Path) -> str:
    """Write the picture in `source` to `out` as a new PNG: RGBA, sRGB, without empty edges, at most
    1024 pixels a side. `out` appears only when it is complete. Raises NotAPicture.

    Nothing else from the file is kept, so "" is all that it says of itself. Of a picture that
    moves, it is the first one.
    """
    drawn = _decoded(source)
    whole = out.with_name(f"{out.name}.part")
    try:
        drawn.save(whole, "PNG", optimize=True)
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)
    return ""


def _decoded(source: Path) -> Image.Image:
    try:
        with Image.open(source, formats=KINDS) as picture:
            if prod(picture.size) > LARGEST:
                raise NotAPicture("logo_too_large")
            return _normal(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("logo_too_large") from None
    except UnidentifiedImageError:
        raise NotAPicture(_guess(source)) from None
    except MemoryError:
        raise NotAPicture("picture_too_slow") from None
    except FOREIGN:
        raise NotAPicture("picture_damaged") from None


def _normal(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    orientation = picture.getexif().get(ORIENTATION)
    opacity = _opacity(picture)
    solid = picture.convert("RGBA").convert("RGB") if opacity else picture
    drawn = colours.to_srgb(solid, bytes(profile) if profile else None)
    drawn.putalpha(opacity or 255)
    drawn = upright(drawn, orientation)
    drawn = drawn.crop(_ink(drawn))
    if max(drawn.size) < SMALLEST:
        raise NotAPicture("logo_too_small")
    if max(drawn.size) > LONGEST * min(drawn.size):
        raise NotAPicture("logo_too_long")
    drawn.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return drawn


def _opacity(picture: Image.Image) -> Image.Image | None:
    """None if nothing in it is transparent."""
    if not picture.has_transparency_data:
        return None
    opacity = picture.convert("RGBA").getchannel("A")
    return opacity if any(opacity.histogram()[: 255 - _INK]) else None


def _ink(drawn: Image.Image) -> tuple[int, int, int, int]:
    """What is left without empty edges: transparent ones, or in the colour of its corner."""
    seen = drawn.getchannel("A").point(lambda level: 255 * (level > _INK))
    if seen.histogram()[0] == 0:
        corner = Image.new("RGB", drawn.size, drawn.convert("RGB").getpixel((0, 0)))
        differs = ImageChops.difference(drawn.convert("RGB"), corner)
        seen = differs.convert("L").point(lambda level: 255 * (level > _SAME))
    box = seen.getbbox()
    if box is None:
        raise NotAPicture("logo_empty")
    return box


def _guess(source: Path) -> str:
    with source.open("rb") as file:
        head = file.read(HEAD)
    return "logo_kind" if is_ours(head) or is_another(head) else "not_a_picture"
