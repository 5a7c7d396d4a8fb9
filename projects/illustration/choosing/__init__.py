"""Chooses the pictures of a film: each shows what its scene's words name, and each hero once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..picture import Picture
from . import heroes, layouts, settings, supporting
from .naming import is_named as is_named
from .timing import named_at as named_at
from .words import SceneWords as SceneWords


def choose(scenes: Sequence[SceneWords], kept: Mapping[int, Picture]) -> tuple[Picture, ...]:
    """A picture for each scene of a film, in the order of the scenes.

    `kept` are the pictures that some scenes, by their index, have already: they stay. The same
    scenes always get the same pictures.
    """
    kept_layouts = {index: picture.layout for index, picture in kept.items()}
    kept_heroes = {index: picture.hero for index, picture in kept.items()}
    laid_out = layouts.choose(scenes, kept_layouts)
    cast = heroes.choose(scenes, laid_out, kept_heroes)
    if without := heroes.left_without(scenes, cast, laid_out):
        laid_out = layouts.choose(scenes, kept_layouts, without)
        cast = heroes.choose(scenes, laid_out, kept_heroes)
    places = settings.choose(
        scenes, cast, {index: picture.setting for index, picture in kept.items()}
    )
    return tuple(
        kept.get(index)
        or Picture(
            laid_out[index],
            places[index],
            cast[index],
            supporting.parts(words, cast[index], places[index], laid_out[index]),
            is_grave=words.is_of_grave_film,
        )
        for index, words in enumerate(scenes)
    )
