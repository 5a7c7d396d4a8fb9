"""The settings: where a scene plays. Each has a file that draws it, in the colours of a light."""

from __future__ import annotations

from collections.abc import Callable

from projects.illustration.picture import Setting

from . import (
    campus,
    city,
    classroom,
    festive,
    garden,
    gym,
    hills,
    kitchen,
    library,
    music_room,
    nap_room,
    night,
    office,
    paper,
    playground,
    seaside,
    snow,
    stage,
    studio,
)
from .view import Scenery, View

_DRAWN_BY: dict[Setting, Callable[[View], Scenery]] = {
    Setting.CAMPUS: campus.draw,
    Setting.CITY: city.draw,
    Setting.CLASSROOM: classroom.draw,
    Setting.FESTIVE: festive.draw,
    Setting.GARDEN: garden.draw,
    Setting.GYM: gym.draw,
    Setting.HILLS: hills.draw,
    Setting.KITCHEN: kitchen.draw,
    Setting.LIBRARY: library.draw,
    Setting.MUSIC_ROOM: music_room.draw,
    Setting.NAP_ROOM: nap_room.draw,
    Setting.NIGHT: night.draw,
    Setting.OFFICE: office.draw,
    Setting.PAPER: paper.draw,
    Setting.PLAYGROUND: playground.draw,
    Setting.SEASIDE: seaside.draw,
    Setting.SNOW: snow.draw,
    Setting.STAGE: stage.draw,
    Setting.STUDIO: studio.draw,
}


def draw(setting: Setting, view: View) -> Scenery:
    return _DRAWN_BY[setting](view)
