"""The settings: where a scene plays. Each has a file that draws it, in the colours of a light."""

from __future__ import annotations

from collections.abc import Callable

from projects.illustration.picture import Setting

from . import classroom, hills, paper
from .view import Scenery, View

_DRAWN_BY: dict[Setting, Callable[[View], Scenery]] = {
    Setting.HILLS: hills.draw,
    Setting.CLASSROOM: classroom.draw,
    Setting.PAPER: paper.draw,
}


def draw(setting: Setting, view: View) -> Scenery:
    return _DRAWN_BY.get(setting, hills.draw)(view)
