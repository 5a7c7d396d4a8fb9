"""SVG elements, and pictures that are drawn from them. Colours are RRGGBB."""

from __future__ import annotations

from PIL import Image

from .parts import rasterized


def rect(
    x: float, y: float, width: float, height: float, colour: str, round_by: float = 0.0
) -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f'<rect {place} rx="{round_by:.2f}" fill="#{colour}"/>'


def oval(x: float, y: float, across: float, down: float, colour: str) -> str:
    """With its middle at (x, y)."""
    place = f'cx="{x:.2f}" cy="{y:.2f}" rx="{across / 2:.2f}" ry="{down / 2:.2f}"'
    return f'<ellipse {place} fill="#{colour}"/>'


def path(way: str, colour: str, opacity: float = 1.0) -> str:
    """`way`: as in the attribute d of a path."""
    through = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<path d="{way}" fill="#{colour}"{through}/>'


def line(way: str, colour: str, thick: float) -> str:
    ends = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{way}" stroke="#{colour}" stroke-width="{thick:.2f}" {ends}/>'


def mixed(one: str, other: str, share: float) -> str:
    """A colour with a share of another one in it."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(a * (1 - share) + b * share) for a, b in pairs).hex().upper()


def drawn(body: str, width: float, height: float, px: int) -> Image.Image:
    """Elements within this width and height in their own units as RGBA, `px` pixels wide."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return rasterized(f"{head}{body}</svg>", px)
