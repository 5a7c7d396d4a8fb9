"""Chooses what stands around the hero of a scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..lexicon import Drawings, drawings
from ..picture import Layout, Setting
from .heroes import WRITES
from .words import SceneWords

MOST, FEWEST = 5, 3
_MOST_PEOPLE = 2
_ON_GROUND = 2  # places beside a hero
NOT_ALLOWED = "no-entry"


def parts(words: SceneWords, hero: str, setting: Setting, layout: Layout) -> tuple[str, ...]:
    """What its words name, in the order in which they are spoken; if that is little, what always
    goes with the hero, the season or the setting."""
    known = drawings()
    named = [part for part in _named(words, hero, layout) if part not in known.written]
    written = [part for part in _named(words, hero, layout) if part in known.written]
    own = [*named[:MOST], *written[: max(0, FEWEST - len(named))]]
    fitting = dict.fromkeys(_fitting(words, hero, setting, known))
    spare = [part for part in fitting if part != hero and part not in own]
    return (*own, *_filling(own, spare, known))


def _filling(own: Sequence[str], spare: Sequence[str], known: Drawings) -> Iterator[str]:
    """What nobody has named is added only where it can stand or fly by itself."""
    room, on_ground = FEWEST - len(own), sum(part not in known.air for part in own)
    for part in spare:
        stands = part not in known.air
        if room > 0 and not (stands and on_ground >= _ON_GROUND):
            yield part
            room, on_ground = room - 1, on_ground + stands


def _named(words: SceneWords, hero: str, layout: Layout) -> Iterator[str]:
    known = drawings()
    described, title, narration = words.own
    people = 0
    mentions = (*narration, *title, *described)
    for part in dict.fromkeys(one.part for one in mentions if not one.is_refused):
        is_same = part == hero or hero in known.alike.get(part, ()) and part in known.people
        people += part in known.people
        too_many = part in known.people and people > _MOST_PEOPLE
        is_drawn_anyway = layout in WRITES and part in known.written
        if not (is_same or too_many or is_drawn_anyway):
            yield part


def _fitting(words: SceneWords, hero: str, setting: Setting, known: Drawings) -> Iterator[str]:
    unfit = set(words.refused)
    if words.is_grave:
        unfit |= {*known.when_grave.never}
    if words.named & {*known.weather}:
        unfit |= {*known.weather}
    if setting not in known.outdoors:
        unfit |= {*known.under_the_sky}
    if words.season:
        unfit |= {*known.never_in.get(words.season, ())}
    season = known.in_season.get(words.season, ()) if words.season else ()
    beside, fills = known.beside.get(hero, ()), known.fills.get(setting, ())
    motif = () if hero else words.of_film
    candidates = (*motif, *beside, *season[:1], *fills)
    yield from (part for part in candidates if part not in unfit)
