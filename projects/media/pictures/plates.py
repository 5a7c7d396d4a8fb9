"""Things that are drawn for one scene: plates, a calendar's leaf, a clock, a map, a QR code.

All return RGBA. Lengths are pixels, colours RRGGBB.
"""

from __future__ import annotations

import math
from functools import lru_cache

import segno
from PIL import Image, ImageChops, ImageFilter

from ..light import Light
from . import svg

_TINT = 0.22  # share of the accent in the colour of a tinted disc
RIM = 6  # pixels
_HEAD_FROM, _INNER = 0.14, 0.92  # of a disc: where a head begins, and what is within the edge
_QUIET = 4  # modules around a QR code, as ISO/IEC 18004 demands
_RINGS = (0.27, 0.73)


def _drawn(body: str, width: float, height: float) -> Image.Image:
    """SVG elements, with pixels as units."""
    return svg.drawn(body, round(width), round(height), round(width))


def _disc(x: float, y: float, radius: float, colour: str) -> str:
    return svg.oval(x, y, 2 * radius, 2 * radius, colour)


@lru_cache(maxsize=32)
def plate(width: int, height: int, colour: str, radius: float) -> Image.Image:
    return _drawn(svg.rect(0, 0, width, height, colour, radius), width, height)


@lru_cache(maxsize=16)
def disc(px: int, colour: str) -> Image.Image:
    return _drawn(_disc(px / 2, px / 2, px / 2, colour), px, px)


def tinted(px: int, light: Light) -> Image.Image:
    """A disc on paper, behind a thing that may be as light as the paper."""
    return disc(px, svg.mixed(light.paper, light.accent, _TINT))


def ringed(px: int, light: Light) -> Image.Image:
    """A disc of paper with an edge: behind a small thing that would hang in the air."""
    body = _disc(px / 2, px / 2, px / 2, light.accent) + _disc(
        px / 2, px / 2, 0.46 * px, light.paper
    )
    return _drawn(body, px, px)


def with_thing(below: Image.Image, thing: Image.Image) -> Image.Image:
    """A drawing in the middle of another one."""
    whole = below.copy()
    place = (below.width - thing.width) // 2, (below.height - thing.height) // 2
    whole.alpha_composite(thing, place)
    return whole


def with_bust(below: Image.Image, person: Image.Image) -> Image.Image:
    """The head and the shoulders of somebody on a disc: all of them would be too small to see."""
    whole, px = below.copy(), below.width
    top = round(_HEAD_FROM * px)
    bust = Image.new("RGBA", below.size)
    bust.alpha_composite(
        person.crop((0, 0, person.width, px - top)), ((px - person.width) // 2, top)
    )
    inner = round(_INNER * px)
    window = Image.new("L", below.size)
    window.paste(disc(inner, "FFFFFF").getchannel("A"), ((px - inner) // 2, (px - inner) // 2))
    bust.putalpha(ImageChops.multiply(bust.getchannel("A"), window))
    whole.alpha_composite(bust)
    return whole


def rimmed(thing: Image.Image, light: Light) -> Image.Image:
    """A drawing with a pale edge, as a sticker has: what is dark can be seen in the dark too. It is
    larger by RIM on each side."""
    size = thing.width + 2 * RIM, thing.height + 2 * RIM
    ink = Image.new("L", size)
    ink.paste(thing.getchannel("A"), (RIM, RIM))
    edge = ink.filter(ImageFilter.GaussianBlur(RIM / 2)).point(lambda level: min(255, 6 * level))
    whole = Image.new("RGBA", size, f"#{light.rim}")
    whole.putalpha(edge)
    whole.alpha_composite(thing, (RIM, RIM))
    return whole


def leaf(width: int, height: int, light: Light) -> Image.Image:
    """A leaf of a calendar: a head for the month, two rings, and room for the day."""
    top, radius = 0.06 * height, 0.07 * width
    head = 0.3 * height
    body = svg.rect(0, top, width, height - top, light.paper, radius)
    body += svg.path(
        f"M0 {head} V{top + radius} a{radius} {radius} 0 0 1 {radius} {-radius}"
        f"H{width - radius} a{radius} {radius} 0 0 1 {radius} {radius} V{head} Z",
        light.accent,
    )
    ring = 0.045 * width
    for share in _RINGS:
        body += svg.rect(share * width - ring / 2, 0, ring, 0.13 * height, light.on_paper, ring / 2)
    return _drawn(body, width, height)


def clock(px: int, hour: int, minute: int, light: Light) -> Image.Image:
    """A clock's face that shows this time."""
    middle = px / 2
    body = _disc(middle, middle, middle, light.accent) + _disc(
        middle, middle, 0.44 * px, light.paper
    )
    for twelfth in range(12):
        thick = (0.028 if twelfth % 3 == 0 else 0.016) * px
        body += svg.line(_ray(middle, twelfth / 12, 0.36 * px, 0.395 * px), light.on_paper, thick)
    hours = (hour % 12 + minute / 60) / 12
    body += svg.line(_ray(middle, hours, 0, 0.2 * px), light.on_paper, 0.05 * px)
    body += svg.line(_ray(middle, minute / 60, 0, 0.31 * px), light.on_paper, 0.032 * px)
    return _drawn(body + _disc(middle, middle, 0.035 * px, light.accent), px, px)


def _ray(middle: float, turn: float, start: float, end: float) -> str:
    """A line from the middle of a clock outwards; turn 0 is up, 0.25 to the right."""
    across, down = math.sin(2 * math.pi * turn), -math.cos(2 * math.pi * turn)
    return (
        f"M{middle + start * across:.1f} {middle + start * down:.1f}"
        f"L{middle + end * across:.1f} {middle + end * down:.1f}"
    )


def town(width: int, height: int, light: Light) -> Image.Image:
    """A folded map: streets, a river, a park and houses."""
    w, h, radius = width, height, 0.04 * width
    clip = f'<clipPath id="m"><rect width="{w}" height="{h}" rx="{radius:.1f}"/></clipPath>'
    grass, water, street = light.on("DDEFC8"), light.on("8CCBF2"), light.on("FFFFFF")
    body = svg.rect(0, 0, w, h, grass)
    body += svg.rect(0.06 * w, 0.1 * h, 0.22 * w, 0.3 * h, light.on("9ED67B"), radius)
    body += svg.line(
        f"M{-0.1 * w} {0.86 * h} Q{0.35 * w} {0.7 * h} {0.6 * w} {1.1 * h}", water, 0.11 * w
    )
    for way in (
        f"M{-0.1 * w} {0.52 * h} Q{0.5 * w} {0.44 * h} {1.1 * w} {0.6 * h}",
        f"M{0.36 * w} {-0.1 * h} L{0.42 * w} {1.1 * h}",
        f"M{0.76 * w} {-0.1 * h} L{0.7 * w} {1.1 * h}",
    ):
        body += svg.line(way, street, 0.055 * w)
    for x, y in ((0.5, 0.14), (0.83, 0.2), (0.12, 0.64), (0.5, 0.68), (0.83, 0.76)):
        body += svg.rect(x * w, y * h, 0.11 * w, 0.14 * h, light.on("F6C89A"), 0.01 * w)
    for share in (1, 3):
        fold = f"M{share * w / 4:.0f} 0 h{w / 4:.0f} V{h} h{-w / 4:.0f} Z"
        body += svg.path(fold, "000000", 0.06)
    return _drawn(f'{clip}<g clip-path="url(#m)">{body}</g>', w, h)


def bubble(width: int, height: int, tail: float, colour: str) -> Image.Image:
    """A speech bubble. Its tail, at its foot, points down from `tail` pixels from the left."""
    foot = 0.13 * height
    radius = 0.16 * (height - foot)
    body = svg.rect(0, 0, width, height - foot, colour, radius)
    half, top = 0.5 * foot, height - foot - 2
    way = f"M{tail - half} {top} L{tail - 0.2 * half} {height} L{tail + 1.6 * half} {top} Z"
    return _drawn(body + svg.path(way, colour), width, height)


def arrow(px: int, light: Light) -> Image.Image:
    """An arrow down, on a disc."""
    way = f"M{0.28 * px} {0.42 * px} L{0.5 * px} {0.64 * px} L{0.72 * px} {0.42 * px}"
    body = _disc(px / 2, px / 2, 0.48 * px, light.accent) + svg.line(
        way, light.on_accent, 0.12 * px
    )
    return _drawn(body, px, px)


def garland(width: int, height: int, light: Light) -> Image.Image:
    """A string of flags across the frame."""
    count = max(5, round(width / height / 0.55))
    sag = 0.34 * height
    cord = f"M{-0.02 * width} 0 Q{width / 2} {2 * sag} {1.02 * width} 0"
    body = svg.line(cord, light.on("FFFFFF"), 0.03 * height)
    colours = [light.accent, *map(light.on, ("FF6B6B", "FFD43B", "4DABF7", "69DB7C"))]
    for flag in range(count):
        share = (flag + 0.5) / count
        x, y = share * width, 4 * sag * share * (1 - share)
        half, high = 0.36 * width / count, 0.5 * height
        way = f"M{x - half} {y - 2} L{x + half} {y - 2} L{x} {y + high} Z"
        body += svg.path(way, colours[flag % len(colours)])
    return _drawn(body, width, height)


def qr_code(words: str, px: int) -> Image.Image:
    """Dark on white with a quiet zone, at most `px` pixels wide: each module is whole pixels."""
    matrix = _modules(words)
    side = max(1, px // len(matrix))
    image = Image.new("L", (len(matrix), len(matrix)))
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    wide = len(matrix) * side
    return image.resize((wide, wide), Image.Resampling.NEAREST).convert("RGBA")


def qr_outline(words: str, px: int) -> tuple[str, int]:
    """Its dark modules as a shape of ASS, and how many pixels it is wide with its quiet zone."""
    matrix = _modules(words)
    side = max(1, px // len(matrix))
    squares = (
        _square(column * side, row * side, side)
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    return " ".join(squares), len(matrix) * side


def _modules(words: str) -> list[list[int]]:
    code = segno.make(words, error="m", micro=False)
    return [[int(dark) for dark in row] for row in code.matrix_iter(border=_QUIET)]


def _square(x: int, y: int, side: int) -> str:
    return f"m {x} {y} l {x + side} {y} {x + side} {y + side} {x} {y + side}"
