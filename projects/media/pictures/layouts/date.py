"""A day on a calendar's leaf, a time on a clock, and the place on a strip below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from projects.illustration.facts import Date, Time, name_of_month, name_of_weekday

from .. import plates
from ..composition import Composition
from ..parts import part
from ..saying import capitalized, label_and_value
from ..stage import Box
from .areas import GAP, columns, headed, inset, within
from .group import place_group

Fact = TypeVar("Fact", Date, Time)
_PLATE = 0.62  # of the room, in portrait
_STRIP = 104.0  # pixels
_LEAF = 0.86  # width of a leaf as a share of its height
_APART = 0.35  # seconds between leaf, clock and place, where the voice does not tell


def compose(scene: Composition) -> bool:
    facts = scene.order.facts
    if not facts.dates and not facts.times:
        return False
    day, time = _first(scene, facts.dates), _first(scene, facts.times)
    place = capitalized(next((place.name or place.address for place in facts.places), ""))
    shown = [fact.shown for fact in (day, time) if fact]
    # A label says no more than the leaf does: 报名时间：3月1日.
    label, _ = label_and_value(scene.order.title)
    found = headed(scene, [*shown, place, label], plate=_PLATE)
    box = found.plate
    strips = [words for words in (time.shown if day and day.until and time else "", place) if words]
    for words in reversed(strips):
        box = _strip(scene, words, box, is_place=words == place)
    _things(scene, box, day, time)
    place_group(scene, found.hero, without=("spiral-calendar", "tear-off-calendar", "alarm-clock"))
    return True


def _first(scene: Composition, facts: Sequence[Fact]) -> Fact | None:
    """The one of the title before others: where a date has moved, the new one counts."""
    title = scene.order.title
    return next((one for one in facts if one.shown in title), next(iter(facts), None))


def _things(scene: Composition, box: Box, day: Date | None, time: Time | None) -> None:
    at = scene.said_at(day.start if day else -1, 0.35)
    if day and day.until:
        first, last = columns(box, 2, gap=2.4 * GAP)
        _leaf(scene, day, first, at)
        dash = within(Box(first.right, box.y, 2.4 * GAP, box.height), 1.5 * GAP, GAP / 2)
        scene.plate(dash, scene.light.accent, at=at + _APART)
        month, number = day.until
        end = Date(day.shown, month, number)
        _leaf(scene, end, last, at + _APART)
        return
    if day and time:
        left, right = columns(box, 2)
        _leaf(scene, day, left, at)
        _clock(scene, time, right, scene.said_at(time.start, at + _APART))
    elif day:
        _leaf(scene, day, box, at)
    elif time:
        _clock(scene, time, box, scene.said_at(time.start, at))


def _leaf(scene: Composition, day: Date, box: Box, at: float) -> None:
    high = min(box.height, box.width / _LEAF)
    leaf = within(box, high * _LEAF, high)
    light, language = scene.light, scene.order.language
    scene.put(plates.leaf(round(leaf.width), round(leaf.height), light), leaf.x, leaf.y, at=at)
    head = Box(leaf.x + 0.08 * leaf.width, leaf.y + 0.09 * high, 0.84 * leaf.width, 0.2 * high)
    body = Box(leaf.x, leaf.y + 0.33 * high, leaf.width, 0.62 * high)
    body = inset(body, 0.07 * leaf.width, 0)
    weekday = name_of_weekday(day.weekday, language) if day.weekday is not None else ""
    if not day.month:
        scene.write(day.shown, body, 0.2 * high, scene.on_paper, at=at, lines=3)
        return
    month = name_of_month(day.month, language)
    if not day.day:
        scene.write(month, body, 0.34 * high, scene.on_paper, at=at)
        return
    scene.write(month, head, 0.14 * high, scene.on_accent, at=at, lines=1)
    share = 0.7 if weekday else 1.0
    number = Box(body.x, body.y, body.width, share * body.height)
    scene.write(str(day.day), number, 0.44 * high, scene.on_paper, at=at, lines=1)
    if weekday:
        foot = Box(body.x, number.bottom, body.width, body.bottom - number.bottom)
        scene.write(weekday, foot, 0.12 * high, scene.on_paper, at=at, lines=1)


def _clock(scene: Composition, time: Time, box: Box, at: float) -> None:
    """The face, and below it the time in figures."""
    label = 0.2 * box.height
    side = min(box.width, box.height - label - GAP / 2)
    whole = within(box, box.width, side + label + GAP / 2)
    face = within(whole, side, side, down=0)
    scene.put(plates.clock(round(side), time.hour, time.minute, scene.light), face.x, face.y, at=at)
    plate = Box(whole.x, whole.bottom - label, whole.width, label)
    scene.plate(plate, scene.light.accent, at=at)
    px = 0.6 * scene.order.format.title_px
    scene.write(time.shown, inset(plate, 16, 0.12 * label), px, scene.on_accent, at=at)


def _strip(scene: Composition, words: str, box: Box, *, is_place: bool) -> Box:
    """A strip at the foot of the box, with a pin or a clock. Returns the box above it."""
    high = min(_STRIP, 0.24 * box.height)
    strip = Box(box.x, box.bottom - high, box.width, high)
    start = scene.order.facts.places[0].start if is_place else scene.order.facts.times[0].start
    at = scene.said_at(start, 1.0)
    plate = plates.plate(round(strip.width), round(high), scene.light.paper, high / 3).copy()
    thing = part("map-pin" if is_place else "alarm-clock", round(0.72 * high))
    plate.alpha_composite(thing, (round(0.3 * high), round((high - thing.height) / 2)))
    scene.put(plate, strip.x, strip.y, at=at)
    start_x = strip.x + 0.3 * high + thing.width + 0.25 * high
    inner = Box(start_x, strip.y + 0.1 * high, strip.right - start_x - 0.3 * high, 0.8 * high)
    px = 0.56 * scene.order.format.title_px
    scene.write(words, inner, px, scene.on_paper, at=at, across=0)
    return Box(box.x, box.y, box.width, box.height - high - 0.8 * GAP)
