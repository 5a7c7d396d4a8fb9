"""Choices from the stock: by chance, no sentence twice, only what suits the audience."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

from projects.vocabulary import Style, known
from projects.word_files import any_of

from .languages import WrittenLanguage
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
        # Random hashes a text by itself, and so the same way in every process.
        self._chance = random.Random(seed)  # noqa: S311
        self._audiences, self._language = audiences, language
        self._for_families = for_families
        self.style = known(Style, style)
        self._used: set[str] = set()

    def one(self, pool: Sequence[str], share: float = 1.0, *, beside: str = "") -> str:
        """A sentence that was not used yet; "" if none is left.

        It is one of the shortest: `share` is the part of them that is considered. Of these it is
        one that repeats the fewest words of `beside`.
        """
        if not (left := sorted(self.unused(pool), key=len)):
            return ""
        left = left[: max(2, round(len(left) * share))]
        said = self._language.keywords(beside)
        repeats = [len(self._language.keywords(text) & said) for text in left]
        fresh = [text for text, count in zip(left, repeats, strict=True) if count == min(repeats)]
        return self._use(self._chance.choice(fresh))

    def all(self, sentences: Iterable[str]) -> list[str]:
        """Those that were not used yet, in their order."""
        return [self._use(sentence) for sentence in self.unused(list(sentences))]

    def unused(self, pool: Sequence[str]) -> list[str]:
        return [text for text in pool if self._suits(text) and text not in self._used]

    def shuffled(self, pool: Sequence[T]) -> list[T]:
        return self._chance.sample(list(pool), len(pool))

    def theme_says(self, theme: Theme, sharers: int = 1) -> list[str]:
        """Sentences of the theme. The one in the style of the film is mostly the first.

        `sharers` is how many points have this theme. Each gets its part of the sentences, so that
        some are left for the last one.
        """
        own = self.style
        skipped = {own} if own in _PLAYFUL_STYLES else {own, Style.LIVELY}
        others = [text for style, text in theme.says.items() if style not in skipped]
        rest = self.shuffled(others)
        at = 0 if self._chance.random() < 0.65 else 1
        says = self.unused([*rest[:at], theme.says[own], *rest[at:]])
        return self.all(says[: min(theme.most, max(1, (1 + len(rest)) // sharers))])

    def angle_says(self, angle: Angle) -> list[str]:
        """Its sentences in their order, except one that moves to the end."""
        says = list(angle.says)
        late = says.pop(self._chance.randrange(1, len(says)))
        return self.all([*says, late])

    def picture(self, pool: Sequence[str], otherwise: Sequence[str]) -> str:
        """A picture of the pool or of `otherwise`: one that was not used yet, if there is any."""
        fresh = self.unused(pool) or self.unused(otherwise)
        suiting = [text for text in (*pool, *otherwise) if self._suits(text)]
        return self._use(self._chance.choice(fresh or suiting or list(otherwise)))

    def chance(self, probability: float) -> bool:
        return self._chance.random() < probability

    def choice(self, pool: Sequence[str], *, but: str = "") -> str:
        return self._addressed(self._chance.choice([text for text in pool if text != but]))

    def _suits(self, text: str) -> bool:
        return self._for_families or not any_of(self._audiences.family_sentences).search(text)

    def _use(self, text: str) -> str:
        self._used.add(text)
        return self._addressed(text)

    def _addressed(self, text: str) -> str:
        politer = self._audiences.polite.get(self.style)
        return text.replace(politer.instead_of, politer.say) if politer else text
