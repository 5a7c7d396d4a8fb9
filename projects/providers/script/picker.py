"""Choosing from the stock: by chance, no sentence twice, and what suits the audience."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

from projects.vocabulary import Style, known

from .languages import WrittenLanguage
from .repetition import repeated
from .stock import Angle, Audiences, Theme

T = TypeVar("T")
_PLAYFUL_STYLES = (Style.LIVELY, Style.FRESH)


class Picker:
    def __init__(
        self,
        audiences: Audiences,
        language: WrittenLanguage,
        style: str,
        *,
        for_families: bool,
        seed: str,
    ):
        # Seeded by text, which Random hashes itself: the same in every process.
        self._chance = random.Random(seed)  # noqa: S311
        self._audiences, self._language = audiences, language
        self._for_families = for_families
        self.style = known(Style, style)
        self._used: set[str] = set()

    def one(self, pool: Sequence[str], share: float = 1.0, *, beside: str = "") -> str:
        """A sentence not used yet, from the shortest `share` of them; "" if none is left.

        Of those, one with as little as there can be of the words that it stands beside.
        """
        if not (left := sorted(self.unused(pool), key=len)):
            return ""
        left = left[: max(2, round(len(left) * share))]
        repeats = [repeated(text, beside, self._language) for text in left]
        fresh = [text for text, count in zip(left, repeats, strict=True) if count == min(repeats)]
        return self._use(self._chance.choice(fresh))

    def all(self, sentences: Iterable[str]) -> list[str]:
        """Those not used yet, in their order."""
        return [self._use(sentence) for sentence in self.unused(list(sentences))]

    def unused(self, pool: Sequence[str]) -> list[str]:
        return [text for text in pool if self._suits(text) and text not in self._used]

    def shuffled(self, pool: Sequence[T]) -> list[T]:
        return self._chance.sample(list(pool), len(pool))

    def theme_says(self, theme: Theme, sharers: int = 1) -> list[str]:
        """The theme's sentences, the style's own before the others more often than not.

        Each of several sharers takes its part, so that there is something left for the last one.
        """
        own = self.style
        skipped = {own} if own in _PLAYFUL_STYLES else {own, Style.LIVELY}
        others = [text for style, text in theme.says.items() if style not in skipped]
        rest = self.shuffled(others)
        at = 0 if self._chance.random() < 0.65 else 1
        says = self.unused([*rest[:at], theme.says[own], *rest[at:]])
        return self.all(says[: min(theme.most, max(1, (1 + len(rest)) // sharers))])

    def angle_says(self, angle: Angle) -> list[str]:
        """In their order, but for one that waits until the end."""
        says = list(angle.says)
        late = says.pop(self._chance.randrange(1, len(says)))
        return self.all([*says, late])

    def picture(self, pool: Sequence[str], otherwise: Sequence[str]) -> str:
        """A picture not used yet if there is one."""
        fresh = self.unused(pool) or self.unused(otherwise)
        suiting = [text for text in (*pool, *otherwise) if self._suits(text)]
        return self._use(self._chance.choice(fresh or suiting or list(otherwise)))

    def chance(self, probability: float) -> bool:
        return self._chance.random() < probability

    def choice(self, pool: Sequence[str], *, but: str = "") -> str:
        return self._addressed(self._chance.choice([text for text in pool if text != but]))

    def _suits(self, text: str) -> bool:
        return self._for_families or not self._audiences.speaks_of_families.search(text)

    def _use(self, text: str) -> str:
        self._used.add(text)
        return self._addressed(text)

    def _addressed(self, text: str) -> str:
        politer = self._audiences.polite.get(self.style)
        return text.replace(politer.instead_of, politer.say) if politer else text
