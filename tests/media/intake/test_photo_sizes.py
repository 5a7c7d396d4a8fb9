"""Photos of any shape: taken if decoding them costs little, and as large as a frame needs them."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from projects.media.formats import FORMATS
from projects.media.intake import photo_decoder
from projects.media.pictures.kenburns import frames
from tests.support.photos import ORIENTATION, at_full_size, filling, refusal, stored, take

pytestmark = pytest.mark.filterwarnings("error:Image size")  # pytest undoes the module's own


def plain(*size: int) -> Image.Image:
    return Image.new("RGB", size, "green")


@pytest.mark.parametrize(
    ("size", "kind", "kept"),
    [
        ((1080, 16_400), "JPEG", (1080, 16_400)),
        pytest.param((16_400, 1080), "PNG", (16_400, 1080), marks=pytest.mark.full("lies down")),
        ((200, 6000), "PNG", (200, 6000)),
        ((6000, 200), "HEIF", (6000, 200)),
        ((400, 4000), "WEBP", (400, 4000)),
        ((4000, 2250), "JPEG", (3840, 2160)),
        ((3000, 3000), "AVIF", (2160, 2160)),
    ],
)
def test_a_long_picture_keeps_what_a_frame_needs_of_its_short_side(
    size: tuple[int, int], kind: str, kept: tuple[int, int], tmp_path: Path
) -> None:
    assert take(stored(plain(*size), kind), tmp_path / "photo.jpg") == kept


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((16_000, 3800), (8000, 1900)),
        ((12_000, 5000), (5184, 2160)),
        ((16_384, 12_288), (2880, 2160)),  # a phone that is sold with 200 megapixels
    ],
)
def test_a_jpeg_of_many_pixels_is_taken_because_it_is_decoded_at_a_part_of_its_size(
    size: tuple[int, int], kept: tuple[int, int], tmp_path: Path
) -> None:
    source = stored(Image.new("L", size, 90), "JPEG", quality=30)
    assert take(source, tmp_path / "photo.jpg") == kept


def test_a_jpeg_that_would_fill_the_memory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    source = bytearray(stored(plain(640, 480), "JPEG", progressive=True, subsampling=0))
    at = source.index(b"\xff\xc2") + 5  # after the marker, its length and the bits of a sample
    source[at : at + 4] = struct.pack(">HH", 14_000, 14_000)
    assert refusal(bytes(source), tmp_path / "photo.jpg") == "picture_too_slow"
    source[at : at + 4] = struct.pack(">HH", 14_000, 15_000)
    assert refusal(bytes(source), tmp_path / "photo.jpg") == "picture_too_large"


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_a_bomb_in_the_container_of_a_phone_photo_is_refused_by_its_header(
    kind: str, tmp_path: Path
) -> None:
    whole = stored(plain(640, 480), kind)
    size = re.escape(b"ispe" + bytes(4))
    for side in (7200, 15_000):
        said = b"ispe" + struct.pack(">III", 0, side, side)
        bomb = re.sub(size + b".{8}", said, whole, flags=re.DOTALL)
        assert refusal(bomb, tmp_path / "photo.jpg") == "picture_too_large"


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_very_long_picture_is_kept_whole_in_bounded_memory(
    orientation: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frame of it looks the same. Somebody may stand at its end."""
    monkeypatch.setattr(photo_decoder, "MOST_KEPT", 1_500_000)
    long = Image.linear_gradient("L").resize((300, 9000)).convert("RGB")
    shown = long if orientation == 1 else long.rotate(90, expand=True)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    source = stored(shown, "JPEG", exif=exif.tobytes())
    out, whole = tmp_path / "photo.jpg", tmp_path / "whole.jpg"
    assert take(source, out) == (223, 6708)
    long.save(whole)
    form = FORMATS["xiaohongshu"]
    shown_of = (filling(each, form) for each in (out, whole))
    one, other = (
        next(frames(each, at_full_size(form), 1, seed=1, dark_from=1400)) for each in shown_of
    )
    assert sum(abs(a - b) for a, b in zip(one[::999], other[::999], strict=True)) < 200


def test_a_page_of_black_and_white_keeps_its_thin_lines_when_it_is_made_smaller(
    tmp_path: Path,
) -> None:
    page = Image.new("1", (4320, 4320), 1)
    lines = range(100, 4000, 301)
    for y in lines:
        ImageDraw.Draw(page).line((0, y, 4320, y), fill=0, width=1)
    out = tmp_path / "photo.jpg"
    take(stored(page, "PNG"), out)
    with Image.open(out) as image:
        column = np.asarray(image.convert("L"))[:, 500].astype(int)
    assert all(column[y // 2 - 2 : y // 2 + 3].min() < 220 for y in lines)
