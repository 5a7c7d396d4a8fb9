"""The parts of a picture: flat drawings of single things, each with a name."""

from __future__ import annotations

import io
import json
from functools import cache, lru_cache
from pathlib import Path

import resvg_py
from PIL import Image

FOLDER = Path(__file__).parents[1] / "parts"

_SMALL = 96  # pixels; enough to find where a drawing has ink


def names() -> frozenset[str]:
    """All names for which there is a drawing."""
    return frozenset(_bodies()) | _own()


@lru_cache(maxsize=64)
def part(name: str, px: int) -> Image.Image:
    """The drawing as RGBA, without empty margins. Its longer side has `px` pixels.

    Raises KeyError if there is no such drawing.
    """
    left, top, right, bottom = _ink(name)
    scale = px / max(right - left, bottom - top)
    whole = _drawn(name, round(scale * _SMALL))
    ink = whole.getchannel("A").getbbox() or (0, 0, *whole.size)
    return whole.crop(ink)


@cache
def shape(name: str) -> float:
    """The width of the drawing as a share of its height."""
    left, top, right, bottom = _ink(name)
    return (right - left) / (bottom - top)


@cache
def _ink(name: str) -> tuple[int, int, int, int]:
    return _drawn(name, _SMALL).getchannel("A").getbbox() or (0, 0, _SMALL, _SMALL)


def _drawn(name: str, px: int) -> Image.Image:
    return rasterized(_svg(name), px)


def rasterized(svg: str, px: int) -> Image.Image:
    """An SVG as RGBA, `px` pixels wide."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=px, skip_system_fonts=True))
    return Image.open(io.BytesIO(png)).convert("RGBA")


def _svg(name: str) -> str:
    if name in _own():
        return (FOLDER / "own" / f"{name}.svg").read_text(encoding="utf-8")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    return f"{head}{_bodies()[name]}</svg>"


@cache
def _bodies() -> dict[str, str]:
    bodies: dict[str, str] = json.loads((FOLDER / "fluent.json").read_text(encoding="utf-8"))
    return bodies


@cache
def _own() -> frozenset[str]:
    return frozenset(path.stem for path in (FOLDER / "own").glob("*.svg"))
