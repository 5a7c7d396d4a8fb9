"""A number or a price, very large, with its unit and what it belongs to. It counts up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.illustration.facts import Figure

from ...typesetting.glyphs import line_width
from ..ass import Entrance
from ..composition import Composition
from ..stage import Box
from .areas import headed, inset
from .group import place_group

_PLATE = 0.48  # of the room, in portrait
_VALUE, _UNIT, _SMALL = 3.0, 0.8, 0.62  # relative to the format's title
_ROW = 0.25  # of the plate's height, for the words above and below
_SHORT = 0.36  # of the plate's width: a shorter unit stands beside its figure
_COUNTS, _TICK = 0.8, 1 / 15  # seconds
_AT = 0.45


def compose(scene: Composition) -> bool:
    figure = scene.order.facts.figure
    if figure is None:
        return False
    words = " ".join((figure.label, figure.before, figure.value, figure.unit))
    found = headed(scene, [words], plate=_PLATE)
    at = scene.said_at(figure.start, _AT)
    box = found.plate
    if scene.order.format.is_landscape:
        box = inset(box, 0, 0.12 * box.height if not found.has_headline else 0)
    scene.plate(box, scene.light.accent, at=max(0.0, at - 0.3))
    _figure(scene, figure, inset(box, 0.06 * box.width, 0.07 * box.height), at)
    place_group(scene, found.hero)
    return True


def _figure(scene: Composition, figure: Figure, box: Box, at: float) -> None:
    """What it belongs to stands above, a short unit beside the figure, and a longer one below."""
    px = scene.order.format.title_px
    above = " ".join(filter(None, (figure.label, figure.before)))
    over = Box(box.x, box.y, box.width, (_ROW if above else 0.0) * box.height)
    is_short = scene.measure_line(figure.unit, _UNIT * px) < _SHORT * box.width
    below = figure.unit if not is_short else ""
    low = (_ROW if below else 0.0) * box.height
    under = Box(box.x, box.bottom - low, box.width, low)
    middle = Box(box.x, over.bottom, box.width, under.y - over.bottom)
    if above:
        scene.write(above, over, _SMALL * px, scene.on_accent, at=max(0.0, at - 0.3))
    if below:
        scene.write(below, under, _SMALL * px, scene.on_accent, at=at)
    _count(scene, figure, middle, at, unit="" if below else figure.unit)


def _count(scene: Composition, figure: Figure, box: Box, at: float, *, unit: str) -> None:
    """Its last letters have their place from the start, so that nothing but figures changes."""
    px, pen = scene.order.format.title_px, scene.on_accent
    wide = scene.measure_line(unit, _UNIT * px) + (0.12 * px if unit else 0.0)
    room = Box(box.x, box.y, box.width - wide, box.height)
    line = scene.set_line(figure.value, room, _VALUE * px)
    for shown, start, until in _counting(figure.value, at):
        x = line.box.right - line_width(shown, line.px, face=line.face)
        fade, y = Entrance(start), line.box.y
        scene.sheet.text(shown, x, y, line.px, pen, face=line.face, entrance=fade, until=until)
    if unit:
        foot = min(line.box.bottom - 0.06 * line.px, box.bottom)
        beside = Box(line.box.right + 0.12 * px, foot - 1.2 * px, wide, 1.2 * px)
        scene.write(unit, beside, _UNIT * px, pen, at=at, lines=1, across=0, down=1)


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
