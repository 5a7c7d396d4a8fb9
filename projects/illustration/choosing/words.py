"""What is known of a scene before its picture is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from .. import facts, lexicon
from ..lexicon import Named, Season
from ..picture import Setting


@dataclass(frozen=True)
class SceneWords:
    title: str
    narration: str
    described: str  # how somebody wants the picture
    points: tuple[str, ...]  # the key points that stand in it
    film: str  # its title
    topic: str  # what the whole film is about: the key points too
    language: str
    style: str  # of vocabulary.Style
    is_first: bool
    is_last: bool
    seed: int
    is_stock: bool = False  # the script writer has described it, by a picture of its stock
    contact: tuple[str, ...] = ()  # names and addresses: 12 Maple Street is no tree
    shows_own: bool = False  # a photo or an own clip stands in the place of the picture

    @property
    def is_between(self) -> bool:
        return not (self.is_first or self.is_last)

    @cached_property
    def said(self) -> str:
        """The narration with blanks in the place of the contact."""
        said = self.narration
        for words in filter(None, self.contact):
            said = said.replace(words, " " * len(words))
        return said

    @cached_property
    def facts(self) -> facts.Facts:
        return facts.of_scene(self.title, self.narration, self.points, self.language)

    @cached_property
    def own(self) -> tuple[tuple[Named, ...], ...]:
        """The drawings that are named: by the description, by the title, by the narration."""
        texts = (self.described, self.title, self.said)
        return tuple(tuple(map(self._as_it_is, self._parts_in(text))) for text in texts)

    @property
    def subject(self) -> tuple[Named, ...]:
        """The drawings that the title names, what it is about before the rest."""
        named = lexicon.subject_first(self.title, self.language)
        return tuple(map(self._as_it_is, named))

    def _as_it_is(self, one: Named) -> Named:
        """A film about Mr Bell shows no woman where it says "the teacher"."""
        is_about_a_man = any(named.part == "man-teacher" for named in self._parts_in(self.film))
        is_a_teacher = is_about_a_man and one.part == "woman-teacher"
        return replace(one, part="man-teacher") if is_a_teacher else one

    def _parts_in(self, text: str) -> tuple[Named, ...]:
        return lexicon.parts_in(text, self.language)

    @property
    def own_settings(self) -> frozenset[Setting]:
        """Where it plays, as its own words have it."""
        texts = (self.described, self.title, self.said)
        return frozenset(chain(*(lexicon.settings_in(text, self.language) for text in texts)))

    @property
    def of_film(self) -> tuple[str, ...]:
        return self._wanted(self.film)

    @property
    def of_topic(self) -> tuple[str, ...]:
        return self._wanted(self.topic)

    def _wanted(self, text: str) -> tuple[str, ...]:
        named = map(self._as_it_is, self._parts_in(text))
        wanted = (one.part for one in named if not one.is_refused)
        return tuple(
            dict.fromkeys(part for part in wanted if part not in lexicon.drawings().written)
        )

    @property
    def named(self) -> frozenset[str]:
        """All drawings that its own words name, wanted or not."""
        return frozenset(one.part for one in chain(*self.own))

    @property
    def refused(self) -> frozenset[str]:
        mentions = [*chain(*self.own)]
        wanted = {one.part for one in mentions if not one.is_refused}
        return frozenset(one.part for one in mentions) - wanted

    @cached_property
    def is_grave(self) -> bool:
        return any(lexicon.is_grave(text, self.language) for text in self._texts())

    @property
    def is_of_grave_film(self) -> bool:
        return lexicon.is_grave(self.film, self.language)

    @cached_property
    def season(self) -> Season | None:
        found = (lexicon.seasons_in(text, self.language) for text in self._texts())
        return next(chain(*found), None)

    def _texts(self) -> Iterator[str]:
        yield from (self.film, self.title, self.said)
