"""A number or a price, very large, with its unit and what it belongs to. It counts up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.illustration.facts import Figure

from ...typesetting.glyphs import line_width
from ..ass import Entrance, Pen
from ..composition import Composition
from ..stage import Box
from .areas import areas, inset
from .group import place_group

_PLATE = 0.46  # of the room, in portrait
_VALUE = 2.6  # relative to the format's title
_SMALL = 0.58
_COUNTS, _TICK = 0.8, 1 / 15  # seconds
_AT = 0.45


def compose(scene: Composition) -> bool:
    figure = scene.order.facts.figure
    if figure is None:
        return False
    words = "".join((figure.label, figure.before, figure.value, figure.unit))
    has_headline = scene.needs_headline([words])
    found = areas(scene, with_headline=has_headline, plate=_PLATE)
    if has_headline:
        scene.headline(scene.order.title, found.headline)
    at = scene.said_at(figure.start, _AT)
    box = found.plate
    if scene.order.format.is_landscape:
        box = inset(box, 0, 0.12 * box.height if not has_headline else 0)
    scene.plate(box, scene.light.accent, at=max(0.0, at - 0.3))
    _figure(scene, figure, inset(box, 0.06 * box.width, 0.1 * box.height), at)
    place_group(scene, found.hero)
    return True


def _figure(scene: Composition, figure: Figure, box: Box, at: float) -> None:
    """What it belongs to above, its unit below, and the figure between them."""
    px = scene.order.format.title_px
    above = " ".join(filter(None, (figure.label, figure.before)))
    over = Box(box.x, box.y, box.width, (0.26 if above else 0.0) * box.height)
    low = (0.26 if figure.unit else 0.0) * box.height
    under = Box(box.x, box.bottom - low, box.width, low)
    middle = Box(box.x, over.bottom, box.width, under.y - over.bottom)
    if above:
        scene.write(above, over, _SMALL * px, scene.on_accent, at=at - 0.2)
    if figure.unit:
        scene.write(figure.unit, under, _SMALL * px, scene.on_accent, at=at)
    _count(scene, figure.value, middle, Pen(scene.light.on_accent), at)


def _count(scene: Composition, value: str, box: Box, pen: Pen, at: float) -> None:
    """The letters have their places from the start, so that nothing trembles."""
    line = scene.set_line(value, box, _VALUE * scene.order.format.title_px)
    for shown, start, until in _counting(value, at):
        x = line.box.x + (line.box.width - line_width(shown, line.px, face=line.face)) / 2
        scene.sheet.text(
            shown,
            x,
            line.box.y,
            line.px,
            pen,
            face=line.face,
            entrance=Entrance(start),
            until=until,
        )


def _counting(value: str, at: float) -> Iterator[tuple[str, float, float | None]]:
    """What is shown, from when and until when: it rises fast and comes to rest."""
    found = re.fullmatch(r"[\d,]+(?:\.(\d+))?", value)
    goal = float(value.replace(",", "")) if found else 0.0
    if goal >= 3:
        ticks = round(_COUNTS / _TICK)
        for tick in range(ticks):
            share = 1 - (1 - tick / ticks) ** 3
            yield _as(value, goal * share), at + tick * _TICK, at + (tick + 1) * _TICK
        at += ticks * _TICK
    yield value, at, None


def _as(value: str, number: float) -> str:
    """A number as `value` is written."""
    decimals = len(value.partition(".")[2])
    return f"{number:,.{decimals}f}" if "," in value else f"{number:.{decimals}f}"
