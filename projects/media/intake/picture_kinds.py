"""Tells by the first bytes of a file whether it is a picture, and whether we take its kind.

It loads no decoder: those are only for the small process of `photo_worker`.
"""

from __future__ import annotations

OURS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "BMP")
"""Pillow's names of the kinds that are taken. An MPO, which holds more photos, opens as a JPEG."""

HEAD = 32  # bytes that are enough to tell

TAKEN = "taken "  # what photo_worker prints before the time of a picture that it has taken

# The container of HEIF is that of MP4, so only its brand tells a picture from a video.
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"avif", b"avis", b"mif1", b"mif2", b"mif3")
# Sequences without a main picture, raw photos, and pictures of rare codecs.
_OTHER_HEIF = (
    *(b"hevc", b"hevx", b"hevm", b"hevs", b"msf1", b"crx ", b"jxl ", b"avci", b"avcs"),
    *(b"jpeg", b"jpgs", b"j2ki", b"j2is", b"vvic"),
)

# Offsets and the bytes there.
_OURS = (
    *((0, magic) for magic in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")),
    (8, b"WEBP"),
)
_OTHERS = (
    # TIFF and the raw photos of cameras, JPEG XL, JPEG 2000
    *((0, magic) for magic in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIRO", b"IIU", b"FUJI")),
    *(
        (0, magic)
        for magic in (b"\xff\x0a", b"\0\0\0\x0cJXL", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP")
    ),
    *((0, magic) for magic in (b"%PDF", b"8BPS", b"<svg", b"<?xml", b"\0\0\1\0")),
    # videos
    (0, b"\x1aE\xdf\xa3"),
    *((offset, magic) for offset, magic in ((4, b"ftyp"), (8, b"AVI "), (8, b"WAVE"))),
)


class NotAPicture(Exception):
    """`reason`: not_a_picture, picture_kind (TIFF, SVG, PDF, a video: send a JPEG, PNG, WebP, HEIC
    or AVIF), picture_damaged, picture_too_large (over 50 megapixels, 200 in a JPEG),
    picture_too_slow (over its memory or time), picture_too_small (under 200 pixels on its short
    side), picture_busy (it was not begun, because other people's pictures took too long)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def is_still(head: bytes) -> bool:
    """Whether a container like that of MP4 says that it is a picture, of any kind."""
    return head[4:8] == b"ftyp" and head[8:12] in (*_HEIF, *_OTHER_HEIF)


def is_ours(head: bytes) -> bool:
    return (head[4:8] == b"ftyp" and head[8:12] in _HEIF) or _begins(head, _OURS)


def is_another(head: bytes) -> bool:
    """Whether it is a picture, a document or a video of a kind that is not taken as a photo."""
    return _begins(head, _OTHERS) or _begins(head.lstrip(b"\xef\xbb\xbf \t\r\n"), _OTHERS)


def _begins(head: bytes, kinds: tuple[tuple[int, bytes], ...]) -> bool:
    return any(head.startswith(magic, offset) for offset, magic in kinds)
