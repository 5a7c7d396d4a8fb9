"""The layouts of a scene. Each has a file, which places the hero, the parts and the letters."""

from __future__ import annotations

from collections.abc import Callable

from projects.illustration.picture import Layout

from ..composition import Composition
from . import hero

_COMPOSED_BY: dict[Layout, Callable[[Composition], None]] = {Layout.HERO: hero.compose}


def compose(scene: Composition) -> None:
    _COMPOSED_BY.get(scene.order.picture.layout, hero.compose)(scene)
