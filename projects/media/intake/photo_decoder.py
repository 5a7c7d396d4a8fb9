"""Checks photos from people before decoding them, and writes them anew: no original is kept."""

from __future__ import annotations

import io
import math
import struct
import warnings
from contextlib import suppress
from math import prod
from pathlib import Path
from typing import BinaryIO

import pillow_heif
from PIL import AvifImagePlugin, Image, UnidentifiedImageError

from . import colours, picture_kinds, taken
from .picture_kinds import NotAPicture as NotAPicture

LARGEST = 51_000_000
"""Pixels that are decoded. Phones that are sold with 50 megapixels make photos of 8192 x 6144. A
JPEG of four times as many pixels is decoded at half its size: phones make such photos too."""

MOST_WAITING = 900_000_000  # bytes: a progressive JPEG is in memory, unpacked, until its last scan

SMALLEST_SIDE = 200  # pixels
SHORT_SIDE = 2160
"""Pixels that the shorter side keeps: a frame of 1920, and more for the slow move."""

MOST_KEPT = 24_000_000  # pixels; only a very long picture still has so many

_THREADS = 2  # of a decoder; each one takes memory, so the number of cores may not decide
_QUALITY = 92
ORIENTATION = 0x0112  # Exif 2.3, tag 274; the table says how each value is turned upright
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises while it decodes malicious bytes. Saving does not raise them, because no
# metadata of the file is written again.
FOREIGN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, AttributeError),
    *(LookupError, ArithmeticError, RuntimeError, AssertionError),
)

# Pillow's own limit, above ours: more pixels than this raise anywhere in the program.
Image.MAX_IMAGE_PIXELS = 4 * LARGEST + 1
warnings.simplefilter("error", Image.DecompressionBombWarning)
AvifImagePlugin.DEFAULT_MAX_THREADS = _THREADS
# Only the picture itself is of use: a small copy, or a map of depths or lights, would cost memory.
pillow_heif.register_heif_opener(
    decode_threads=_THREADS, thumbnails=False, depth_images=False, aux_images=False
)


def accept(source: Path, out: Path) -> str:
    """Write the picture in `source`, of one of our kinds, to `out` as a new JPEG.

    `out` is upright and sRGB. Its shorter side has at most 2160 pixels. Of a picture that moves,
    and of several pictures, it is the first or the main one. Nothing else from the file is kept: no
    position, no camera, no owner. `out` appears only when it is complete. Returns when the picture
    was taken, as `taken.of_exif` does. Raises NotAPicture.
    """
    with source.open("rb") as file:
        picture, when = _decoded(file)
    whole = out.with_name(f"{out.name}.part")
    try:
        jpeg = io.BytesIO()  # Pillow's own error of a full disk would not say so
        picture.save(jpeg, "JPEG", quality=_QUALITY)
        whole.write_bytes(jpeg.getbuffer())
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)
    return when


def _decoded(file: BinaryIO) -> tuple[Image.Image, str]:
    head = file.read(picture_kinds.HEAD)
    file.seek(0)
    try:
        with Image.open(file, formats=picture_kinds.OURS) as picture:
            when = _when(picture)
            return _normal(picture, _profile(picture, file)), when
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("picture_too_large") from None
    except UnidentifiedImageError:
        raise NotAPicture(_guess(head)) from None
    except MemoryError:
        raise NotAPicture("picture_too_slow") from None
    except FOREIGN:
        raise NotAPicture("picture_damaged") from None


def _when(picture: Image.Image) -> str:
    with suppress(*FOREIGN):  # broken tags are no fault of the picture
        exif = picture.getexif()
        return taken.of_exif(exif, exif.get_ifd(taken.EXIF_IFD))
    return ""


def _normal(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if min(picture.size) < SMALLEST_SIDE:
        raise NotAPicture("picture_too_small")
    _decode_less(picture)
    if prod(picture.size) > LARGEST:
        raise NotAPicture("picture_too_large")
    orientation = picture.getexif().get(ORIENTATION)
    turned = upright(_shrunk(picture), orientation)
    return colours.to_srgb(_bounded(turned), profile)


def _decode_less(picture: Image.Image) -> None:
    """Have a JPEG decoded at 1/2, 1/4 or 1/8, if that leaves what is of use."""
    waiting = 2 * prod(picture.size) * _samples_per_pixel(picture)
    if "progressive" in picture.info and waiting > MOST_WAITING:
        raise NotAPicture("picture_too_slow")
    share = SHORT_SIDE / min(picture.size)
    if prod(picture.size) > LARGEST:
        share = min(share, 1 / 2)
    if share < 1:
        picture.draft("RGB", (int(picture.width * share), int(picture.height * share)))


def _samples_per_pixel(picture: Image.Image) -> float:
    """1.5 for the usual JPEG, whose colours are stored at half its width and height."""
    layers = getattr(picture, "layer", [])  # Pillow: number, samples across, samples down, table
    finest = max((across * down for _, across, down, _ in layers), default=1)
    return sum(across * down for _, across, down, _ in layers) / finest


def _shrunk(picture: Image.Image) -> Image.Image:
    share = SHORT_SIDE / min(picture.size)
    if picture.mode in ("1", "P"):  # shrunk as they are, they would lose whole lines
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if share < 1:
        size = round(picture.width * share), round(picture.height * share)
        picture.thumbnail(size, reducing_gap=2.0)
    return picture


def upright(picture: Image.Image, orientation: object) -> Image.Image:
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return picture if turn is None else picture.transpose(turn)


def _bounded(picture: Image.Image) -> Image.Image:
    """A very long picture becomes smaller as a whole: somebody may stand at its end."""
    share = math.sqrt(MOST_KEPT / prod(picture.size))
    if share < 1:
        size = int(picture.width * share), int(picture.height * share)
        return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    picture.load()  # it may not be decoded yet
    return picture


def _profile(picture: Image.Image, file: BinaryIO) -> bytes | None:
    """The ICC profile, in the file or made of a HEIF's colour codes. Pillow reads none of AVIF."""
    if profile := picture.info.get("icc_profile"):
        return bytes(profile)
    codes = picture.info.get("nclx_profile")
    if picture.format == "AVIF":
        codes = pillow_heif.open_heif(file).info.get("nclx_profile")
    if not codes:
        return None
    return colours.profile_of_codes(codes["color_primaries"], codes["transfer_characteristics"])


def _guess(head: bytes) -> str:
    if picture_kinds.is_ours(head):
        return "picture_damaged"
    return "picture_kind" if picture_kinds.is_another(head) else "not_a_picture"
