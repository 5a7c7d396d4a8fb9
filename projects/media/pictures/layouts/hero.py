"""One large thing with a headline over it or beside it, and smaller things around it."""

from __future__ import annotations

from ..composition import Composition
from .group import place_group


def compose(scene: Composition) -> bool:
    stage = scene.stage
    if scene.needs_headline():
        scene.headline(scene.order.title, stage.headline)
        place_group(scene, stage.room)
    else:
        place_group(scene, stage.whole)
    return True
