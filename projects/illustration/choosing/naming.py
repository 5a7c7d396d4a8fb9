"""Whether the words of a scene say what its picture shows."""

from __future__ import annotations

from ..facts import Facts
from ..picture import Layout, Picture
from . import heroes
from .words import SceneWords


def is_named(words: SceneWords, picture: Picture) -> bool:
    """Whether the scene's own words name its hero, or hold the fact that its layout draws.

    Of a picture without a hero, they have to name a part or the setting. What somebody has uploaded
    for a scene needs no words.
    """
    if words.shows_own or _draws_a_fact(words.facts, picture.layout):
        return True
    named = {each.part for each in heroes.candidates(words) if each.is_named}
    if picture.hero:
        return picture.hero in named
    return any(part in named for part in picture.parts) or picture.setting in words.own_settings


def _draws_a_fact(facts: Facts, layout: Layout) -> bool:
    drawn = {
        Layout.DATE: facts.dates or facts.times,
        Layout.PLACE: facts.places,
        Layout.NUMBER: facts.figure,
        Layout.LIST: facts.items,
        Layout.STEPS: facts.steps,
        Layout.COMPARISON: facts.comparison,
        Layout.QUOTE: facts.quote,
        Layout.CLOSING: facts.phone or facts.link or facts.places,
    }
    return bool(drawn.get(layout))
