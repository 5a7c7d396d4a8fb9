"""Photos from people: taken upright and clean, or refused with the reason."""

import struct
import zlib
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from projects.media.formats import FORMATS
from projects.media.intake.photo_decoder import LARGEST
from projects.media.intake.picture_kinds import NotAPicture
from projects.media.pictures.kenburns import frames
from tests.support.clips import PLATFORMS
from tests.support.photos import (
    ORIENTATION,
    at_full_size,
    colour_at,
    filling,
    picture,
    refusal,
    stored,
    take,
)

GPS, MAKER = 0x8825, 0x010F
MORE = pytest.mark.full("another move")


KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF", "BMP", "MPO"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_photo_that_people_have_is_taken(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "photo.jpg"
    assert take(stored(picture(), kind), out) == (640, 480)
    with Image.open(out) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))
    assert colour_at(out, 0.25, 0.25) == "red"


# Orientation -> where the stored upper left corner is seen (Exif 2.3, tag 274).
SEEN_AT = {1: (0.25, 0.25), 3: (0.75, 0.75), 6: (0.75, 0.25), 8: (0.25, 0.75)}


@pytest.mark.parametrize("orientation", SEEN_AT)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_a_rotated_phone_photo_ends_upright(kind: str, orientation: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    out = tmp_path / "photo.jpg"
    size = take(stored(picture(), kind, exif=exif.tobytes()), out)
    assert size == ((640, 480) if orientation in (1, 3) else (480, 640))
    assert colour_at(out, *SEEN_AT[orientation]) == "red"
    with Image.open(out) as image:
        assert image.getexif().get(ORIENTATION, 1) == 1


def test_where_and_with_what_a_photo_was_taken_is_not_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[MAKER] = "SecretPhone"
    exif.get_ifd(GPS)[2] = (31.0, 12.0, 5.0)
    out = tmp_path / "photo.jpg"
    source = stored(picture(), "JPEG", exif=exif, comment=b"SecretComment")
    assert b"SecretPhone" in source
    take(source, out)
    assert b"Secret" not in out.read_bytes()
    with Image.open(out) as image:
        assert not image.getexif()
        assert not image.info.get("comment")


def written_by_a_careless_program(*entry: int) -> bytes:
    """An Exif block with one entry that is not what its tag calls for: tag, type, count, value."""
    return b"Exif\0\0II*\0\x08\0\0\0\1\0" + struct.pack("<HHII", *entry) + bytes(40)


@pytest.mark.parametrize(
    "entry",
    [
        (0x011A, 2, 4, 0x41414141),  # a resolution in letters
        (0x0131, 11, 1, 5),  # a program's name that is a fraction
        (0x0112, 2, 2, 0x36),  # an orientation in letters
        (0x0100, 9, 1, 0xFFFFFFFF),  # a width below nothing
        (0x0111, 2, 4, 0x41414141),  # a place in letters
    ],
)
def test_a_good_photo_with_broken_notes_from_its_camera_is_taken(
    entry: tuple[int, ...], tmp_path: Path
) -> None:
    source = stored(picture(), "JPEG", exif=written_by_a_careless_program(*entry))
    assert take(source, tmp_path / "photo.jpg") == (640, 480)


def test_a_large_photo_is_brought_to_a_useful_size(tmp_path: Path) -> None:
    source = stored(Image.new("RGB", (8160, 6120), "green"), "JPEG")
    assert take(source, tmp_path / "photo.jpg") == (2880, 2160)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_way_of_storing_colours_is_understood(mode: str, tmp_path: Path) -> None:
    image = Image.new("I;16", (300, 300), 40_000) if mode == "I;16" else picture(300, 300, mode)
    source = stored(image, "JPEG" if mode == "CMYK" else "PNG")
    assert take(source, tmp_path / "photo.jpg") == (300, 300)


def test_sixteen_bit_grey_keeps_its_brightness(tmp_path: Path) -> None:
    out = tmp_path / "photo.jpg"
    take(stored(Image.new("I;16", (300, 300), 128 * 256), "PNG"), out)
    with Image.open(out) as image:
        assert abs(image.getpixel((150, 150))[0] - 128) <= 2


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    out = tmp_path / "photo.jpg"
    take(stored(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"), out)
    with Image.open(out) as image:
        assert min(image.getpixel((150, 150))) > 250


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(64)
BURST = b"\0\0\0\x18ftyphevc\0\0\0\0" + bytes(64)
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0" + bytes(64)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_picture"),
        (b"<html><body>not found</body></html>", "not_a_picture"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "not_a_picture"),
        (b"PK\x03\x04" + bytes(80), "not_a_picture"),
        (stored(picture(), "TIFF"), "picture_kind"),
        (stored(picture(), "JPEG2000"), "picture_kind"),
        (b"\xff\x0a" + bytes(64), "picture_kind"),  # JPEG XL
        (b"\0\0\0\x18ftypcrx \0\0\0\1" + bytes(64), "picture_kind"),  # a raw photo
        (BURST, "picture_kind"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture_kind"),
        (b'\n <svg width="9" height="9"/>', "picture_kind"),
        (b"%PDF-1.7\n", "picture_kind"),
        (HEIC, "picture_damaged"),
        (MP4, "picture_kind"),
        (stored(picture(), "JPEG")[:3000], "picture_damaged"),
        (stored(picture(), "PNG")[:600], "picture_damaged"),
        (stored(picture(), "WEBP")[:200], "picture_damaged"),
        (b"\xff\xd8\xff\xe0rubbish", "picture_damaged"),
        (stored(picture(199, 900), "JPEG"), "picture_too_small"),
        (stored(picture(6000, 199), "PNG"), "picture_too_small"),
        (stored(picture(), "HEIF")[:-40], "picture_damaged"),
        (stored(picture(), "AVIF")[:-40], "picture_damaged"),
        (stored(picture(), "GIF")[:90], "picture_damaged"),
        (stored(picture(), "BMP")[:9000], "picture_damaged"),
    ],
)
def test_what_is_no_usable_photo_is_refused_with_its_reason(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    assert refusal(content, tmp_path / "photo.jpg") == reason


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is `width` x `height`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(9000)))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("error:Image size")  # as the module sets it, and pytest undoes
@pytest.mark.parametrize("side", [7200, 9100, 30_000, 2**31 - 1])
def test_a_picture_bomb_is_refused_before_it_is_unpacked(side: int, tmp_path: Path) -> None:
    assert side * side > LARGEST
    assert refusal(bomb(side, side), tmp_path / "photo.jpg") == "picture_too_large"


def test_a_photo_that_is_refused_leaves_the_one_before_it(tmp_path: Path) -> None:
    out = tmp_path / "photo.jpg"
    take(stored(picture(), "JPEG"), out)
    before = out.read_bytes()
    with pytest.raises(NotAPicture):
        take(stored(picture(), "JPEG")[:3000], out)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.fixture(scope="module")
def dotted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey photo with one white disc in its middle, to follow through the move."""
    image = Image.new("RGB", (1600, 1200), (60, 60, 60))
    ImageDraw.Draw(image).ellipse((700, 400, 900, 600), fill="white")
    path = tmp_path_factory.mktemp("photo") / "dotted.jpg"
    take(stored(image, "PNG"), path)
    return path


def luma(frame: bytes, width: int, height: int) -> np.ndarray:
    return np.frombuffer(frame, np.uint8, width * height).reshape(height, width)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_frame_of_the_move_fills_the_format(platform: str, dotted: Path) -> None:
    form = FORMATS[platform]
    made = list(
        frames(filling(dotted, form), at_full_size(form), 3, seed=1, dark_from=form.height * 2 // 3)
    )
    assert [len(frame) for frame in made] == [form.width * form.height * 3 // 2] * 3
    assert all(luma(frame, form.width, form.height).min() >= 16 for frame in made)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=MORE) for n in (1, 2))])
def test_the_slow_move_over_a_photo_has_no_jerk(seed: int, dotted: Path) -> None:
    form = FORMATS["xiaohongshu"]
    centres = []
    move = frames(
        filling(dotted, form), at_full_size(form), 200, seed=seed, dark_from=form.height - 10
    )
    for frame in islice(move, 14):
        bright = np.clip(luma(frame, form.width, form.height).astype(float) - 140, 0, None)
        bright[: form.height // 5] = bright[form.height * 4 // 5 :] = 0
        rows, columns = np.indices(bright.shape)
        centres.append(
            ((bright * columns).sum() / bright.sum(), (bright * rows).sum() / bright.sum())
        )
    steps = np.diff(np.array(centres), axis=0)
    assert np.abs(np.diff(steps, axis=0)).max() < 0.2  # pixels; moves by whole pixels make it 1
    assert np.abs(steps).sum() > 0.3


def test_white_letters_can_be_read_over_a_white_photo(tmp_path: Path) -> None:
    form, photo = FORMATS["douyin"], tmp_path / "white.jpg"
    take(stored(Image.new("RGB", (800, 800), "white"), "PNG"), photo)
    (frame,) = frames(filling(photo, form), at_full_size(form), 1, seed=0, dark_from=1100)
    light = luma(frame, form.width, form.height)
    assert light[1110:].max() < 115  # of 235: a contrast of at least 4.5 to white
    assert light[form.top : form.top + 70].max() < 140
    assert light[540:780].min() > 225
