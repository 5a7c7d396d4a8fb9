"""Photos and clips as a phone has them, each with the time at which it was taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from tests.support.videos import sounding

FIRST = datetime(2026, 5, 20, 9, 0)
TAKEN = (0x8769, 0x9003)  # tags of Exif: the photo's own part, and when it was taken there


def photos(folder: Path, count: int, size: tuple[int, int] = (1600, 1200)) -> list[Path]:
    """In the order of their time, which is not that of their names."""
    return [photo(folder, number, count, size) for number in range(count)]


def photo(folder: Path, number: int, count: int, size: tuple[int, int]) -> Path:
    """A sun over a meadow. Each has colours of its own."""
    wide, high = size
    shade = Image.linear_gradient("L").resize(size)
    hue = 360 * number // count
    image = ImageOps.colorize(shade, f"hsl({hue}, 60%, 70%)", f"hsl({(hue + 40) % 360}, 50%, 35%)")
    at = wide * (number + 1) // (count + 2)
    ImageDraw.Draw(image).ellipse((at, high // 5, at + high // 4, high // 5 + high // 4), "white")
    exif = image.getexif()
    part, tag = TAKEN
    exif.get_ifd(part)[tag] = f"{FIRST + timedelta(minutes=5 * number):%Y:%m:%d %H:%M:%S}"
    path = folder / f"IMG_{count - number:04d}.jpg"
    image.save(path, "JPEG", quality=90, exif=exif)
    return path


def clips(folder: Path, count: int, seconds: float = 2) -> list[Path]:
    """Each is half a second longer than the one before: the same file twice is one."""
    return [
        sounding(folder / f"VID_{number:04d}.mp4", seconds=seconds + number / 2)
        for number in range(count)
    ]
