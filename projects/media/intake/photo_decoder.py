"""Checks photos from people before decoding them, and writes them anew: no original is kept."""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms, UnidentifiedImageError

LARGEST = 51_000_000
"""Pixels. Phones that are sold with 50 megapixels make photos of up to 8192 x 6144."""

SMALLEST_SIDE = 200  # pixels
LONGEST_SIDE = 2880  # pixels: a frame of 1920, more for the slow move, and some to spare

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 92
_SRGB = ImageCms.createProfile("sRGB")
_ORIENTATION = 0x0112  # Exif 2.3, tag 274; the table says how each value is turned upright
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
_FOREIGN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, AttributeError),
    *(LookupError, ArithmeticError, RuntimeError, AssertionError),
)

# Offsets and the bytes there: the kinds of pictures that we accept, and kinds that we do not.
_OURS = ((0, b"\xff\xd8\xff"), (0, b"\x89PNG\r\n\x1a\n"), (8, b"WEBP"))
_OTHER_KINDS = (
    *((0, magic) for magic in (b"GIF8", b"%PDF", b"BM", b"II*\0", b"MM\0*", b"\x1aE\xdf\xa3")),
    *((0, magic) for magic in (b"<svg", b"<?xml", b"\0\0\1\0", b"8BPS", b"\0\0\0\x0cJXL")),
    *((offset, magic) for offset, magic in ((4, b"ftyp"), (8, b"AVI "), (8, b"WAVE"))),
)

# Pillow's own limit, above ours: more pixels than this raise anywhere in the program.
Image.MAX_IMAGE_PIXELS = 80_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NotAPicture(Exception):
    """`reason`: not_a_picture, picture_kind (GIF, SVG, HEIC, PDF, a video: send a JPEG, PNG or
    WebP), picture_damaged, picture_too_large (over 50 megapixels, or over its memory or time),
    picture_too_small (under 200 pixels on its short side), picture_busy (it was not begun, because
    other people's pictures took too long)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def accept(source: Path, out: Path) -> None:
    """Write the JPEG, PNG or WebP picture in `source` to `out` as a new JPEG.

    `out` is upright and sRGB. Its longer side has at most 2880 pixels. Nothing else from the file
    is kept: no position, no camera, no owner. `out` appears only when it is complete. Raises
    NotAPicture.
    """
    with source.open("rb") as file:
        picture = _decoded(file)
    _refuse_small(picture.size)
    whole = out.with_name(f"{out.name}.part")
    try:
        picture.save(whole, "JPEG", quality=_QUALITY)
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)


def _decoded(file: BinaryIO) -> Image.Image:
    head = file.read(32)
    file.seek(0)
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            return _normal(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("picture_too_large") from None
    except UnidentifiedImageError:
        raise NotAPicture(_guess(head)) from None
    except MemoryError:
        raise NotAPicture("picture_too_large") from None
    except _FOREIGN:
        raise NotAPicture("picture_damaged") from None


def _normal(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    if width * height > LARGEST:
        raise NotAPicture("picture_too_large")
    _refuse_small(picture.size)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at 1/2, 1/4 or 1/8
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    return _upright(_srgb(picture), picture.getexif().get(_ORIENTATION))


def _upright(picture: Image.Image, orientation: object) -> Image.Image:
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return picture if turn is None else picture.transpose(turn)


def _srgb(picture: Image.Image) -> Image.Image:
    """Convert to sRGB from the colour profile in the file. Transparent parts become white."""
    profile = picture.info.get("icc_profile")
    flat = _flat(picture)
    if profile and picture.mode in ("RGB", "RGBA"):
        try:
            embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(flat, embedded, _SRGB, inPlace=True)
        except (ImageCms.PyCMSError, OSError):
            pass  # the profile is broken: keep the colours as they are
    flat.info = {}
    return flat


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits per pixel: Pillow would clip, not scale
        return picture.point(lambda level: level / 256).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _refuse_small(size: tuple[int, int]) -> None:
    if min(size) < SMALLEST_SIDE:
        raise NotAPicture("picture_too_small")


def _guess(head: bytes) -> str:
    if any(head.startswith(magic, offset) for offset, magic in _OURS):
        return "picture_damaged"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    other = any(head.startswith(m, at) or text.startswith(m, at) for at, m in _OTHER_KINDS)
    return "picture_kind" if other else "not_a_picture"
