"""Photos made for tests, and what becomes of them."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageDraw

from projects.media.formats import Format
from projects.media.intake.photo_decoder import accept
from projects.media.intake.picture_kinds import NotAPicture
from projects.media.pictures.backdrops import Placed
from projects.media.pictures.placing import place

ORIENTATION = 0x0112  # the tag of Exif


def picture(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Red in its upper left quarter, blue elsewhere."""
    image = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill="red")
    return image.convert(mode)


def stored(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def take(content: bytes, out: Path) -> tuple[int, int]:
    """The size of what is made of a photo, whatever its file is called."""
    with tempfile.NamedTemporaryFile() as source:
        source.write(content)
        source.flush()
        accept(Path(source.name), out)
    with Image.open(out) as image:
        return image.size


def refusal(content: bytes, out: Path) -> str:
    with pytest.raises(NotAPicture) as refused:
        take(content, out)
    assert list(out.parent.iterdir()) == []
    return refused.value.reason


def colour_at(path: Path, x: float, y: float) -> str:
    with Image.open(path) as image:
        red, green, blue = image.getpixel((int(x * image.width), int(y * image.height)))
    return "red" if red > 150 and blue < 100 else "blue" if blue > 150 and red < 100 else "other"


def filling(photo: Path, form: Format) -> Placed:
    """A photo without faces that fills the frame."""
    with Image.open(photo) as image:
        placing = place(image.size, form, "fill", (), form.height)
    return Placed(photo, placing, (), None)


def at_full_size(form: Format) -> Any:
    """What of a clip's order matters for a photo: frames of the film's own size."""
    return SimpleNamespace(format=form, reduced=1, size=(form.width, form.height))
