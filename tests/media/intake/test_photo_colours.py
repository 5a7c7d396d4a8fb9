"""The colours of photos in wide and bright colour spaces: shown as they were seen."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from projects.media.intake.colours import profile_of_codes
from tests.support.photos import stored, take

CODES = b"colrnclx"
SRGB, P3, PQ, HLG = (1, 13), (12, 13), (9, 16), (9, 18)
EXACT = {"HEIF": {"quality": -1, "chroma": 444}, "AVIF": {"quality": 100, "subsampling": "4:4:4"}}


def coded(image: Image.Image, kind: str, codes: tuple[int, int]) -> bytes:
    """The picture, with its numbers said to be meant by these codes of H.273."""
    whole = stored(image, kind, **EXACT[kind])
    at = whole.index(CODES) + len(CODES)
    return whole[:at] + struct.pack(">HH", *codes) + whole[at + 4 :]


def colour(content: bytes, out: Path) -> np.ndarray:
    take(content, out)
    with Image.open(out) as image:
        return np.array(image.getpixel((150, 150)))


def flat(*rgb: int) -> Image.Image:
    return Image.new("RGB", (300, 300), rgb)


@pytest.mark.parametrize("kind", EXACT)
def test_what_an_iphone_calls_red_is_the_red_of_other_screens(kind: str, tmp_path: Path) -> None:
    """(234, 51, 35) in Display P3 is (255, 0, 0) in sRGB."""
    out = tmp_path / "photo.jpg"
    assert np.abs(colour(coded(flat(234, 51, 35), kind, P3), out) - (255, 0, 0)).max() <= 4
    assert np.abs(colour(coded(flat(234, 51, 35), kind, SRGB), out) - (234, 51, 35)).max() <= 4
    assert np.abs(colour(coded(flat(90, 90, 90), kind, P3), out) - 90).max() <= 3


@pytest.mark.parametrize("kind", ["HEIF", "AVIF", "JPEG"])
def test_an_icc_profile_counts_in_every_kind(kind: str, tmp_path: Path) -> None:
    profile = profile_of_codes(*P3)
    source = stored(flat(234, 51, 35), kind, icc_profile=profile, **EXACT.get(kind, {}))
    assert np.abs(colour(source, tmp_path / "photo.jpg") - (255, 0, 0)).max() <= 6


@pytest.mark.parametrize("codes", [PQ, HLG])
def test_every_light_of_an_hdr_camera_stays_apart_and_white_stays_white(
    codes: tuple[int, int], tmp_path: Path
) -> None:
    out = tmp_path / "photo.jpg"
    white, brightest = {PQ: (148, 192), HLG: (191, 255)}[codes]  # 203 nits, 1000 nits
    levels = [30, 60, 90, 120, white, white + 15, white + 30, brightest]
    seen = [int(colour(coded(flat(n, n, n), "HEIF", codes), out)[1]) for n in levels]
    assert all(a < b for a, b in zip(seen, seen[1:], strict=False)), seen
    assert 225 <= seen[4] <= 245
    assert seen[-1] >= 253


def test_ten_bits_keep_their_brightness(tmp_path: Path) -> None:
    levels = np.full((300, 300, 3), (60_000, 30_000, 5_000), np.uint16)
    deep = pillow_heif.from_bytes("RGB;16", (300, 300), levels.tobytes())
    path = tmp_path / "deep.hif"
    deep.save(path, quality=-1, chroma=444)
    found = colour(path.read_bytes(), tmp_path / "photo.jpg")
    assert np.abs(found - (234, 117, 20)).max() <= 4


@pytest.mark.parametrize("kind", EXACT)
def test_what_is_transparent_becomes_white_in_every_kind(kind: str, tmp_path: Path) -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert colour(stored(clear, kind), tmp_path / "photo.jpg").min() > 250
