"""Choices from the stock: by chance, no sentence twice, only what suits the audience."""

from __future__ import annotations

import random
from collections.abc import Sequence

from projects.vocabulary import Style, known
from projects.word_files import any_of

from .languages import WrittenLanguage
from .stock import Audiences


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

    def some(self, pool: Sequence[str] | None) -> list[str]:
        """Those of the pool that suit and were not used yet, in any order. Now they are used."""
        fresh = self._fresh(pool or ())
        self._used.update(fresh)
        return [self._addressed(text) for text in self._chance.sample(fresh, len(fresh))]

    def one(self, pool: Sequence[str] | None, *, near: str = "", least: int = 0) -> str:
        """A text that suits and was not used yet; "" if none is left.

        It is one of those that share the most letters with `near`, and at least so many of them.
        """
        shared = {text: self._shared(text, near) for text in self._fresh(pool or ())}
        most = max(shared.values(), default=0)
        if not shared or most < least:
            return ""
        text = self._chance.choice([text for text, count in shared.items() if count == most])
        self._used.add(text)
        return self._addressed(text)

    def picture(self, pool: Sequence[str], otherwise: Sequence[str], near: str, least: int) -> str:
        """A picture that was not used yet, if there is any: the one that shows most of `near` and
        least of other things. Those of the pool have to share so many words with it."""
        fresh = [t for t in pool if t not in self._used and self._shared(t, near) >= least]
        fresh = fresh or [text for text in otherwise if text not in self._used]
        shares = {text: self._share(text, near) for text in fresh or [*otherwise, *pool]}
        best = [text for text, share in shares.items() if share == max(shares.values())]
        picture = self._chance.choice(best)
        self._used.add(picture)
        return picture

    def _share(self, text: str, near: str) -> float:
        return round(self._shared(text, near) / (1 + len(self._language.telling(text))), 1)

    def choice(self, pool: Sequence[str], *, but: str = "") -> str:
        """Any of the pool, whether it was used or not."""
        return self._addressed(self._chance.choice([text for text in pool if text != but]))

    def _shared(self, text: str, near: str) -> int:
        return len(self._language.telling(text) & self._language.telling(near)) if near else 0

    def _fresh(self, pool: Sequence[str]) -> list[str]:
        return [text for text in pool if text not in self._used and self._suits(text)]

    def _suits(self, text: str) -> bool:
        return self._for_families or not any_of(self._audiences.family_sentences).search(text)

    def _addressed(self, text: str) -> str:
        politer = self._audiences.polite.get(self.style)
        return text.replace(politer.instead_of, politer.say) if politer else text
