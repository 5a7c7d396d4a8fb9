"""Logos made for tests."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def logo(
    ink: str = "#14284f", ground: str | None = None, size: tuple[int, int] = (300, 120)
) -> Image.Image:
    """A disc and a bar of one colour, with empty edges; transparent, or on a ground."""
    drawn = Image.new("RGBA", size, ground or (0, 0, 0, 0))
    width, height = size
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((10, 10, height - 10, height - 10), fill=ink)
    draw.rectangle((height, height // 3, width - 20, 2 * height // 3), fill=ink)
    return drawn


def stored(drawn: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    (drawn.convert("RGB") if kind == "JPEG" else drawn).save(buffer, kind, **options)
    return buffer.getvalue()
