"""The stock of a scene: a free video or photo of a library, where its drawing would stand."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.formats import FORMATS
from projects.providers import OFFLINE
from projects.providers.base import CONTACT
from projects.providers.library import LONGEST_SEARCH, StockWish
from projects.timeline import Kind

from .errors import NotReady
from .private_words import without_private
from .recipe import recipe_hash
from .search_words import searches

if TYPE_CHECKING:
    from .artifact import Artifact
    from .shot import Shot

NONE = "none"
MOST_CANDIDATES = 3


class SceneStock(models.Model):
    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        title: str
        position: Any

        @property
        def _described(self) -> str: ...
        @property
        def shot_list(self) -> list[Shot]: ...
        @property
        def footage_recipe(self) -> dict[str, str]: ...
        @property
        def clip(self) -> Artifact | None: ...

    # "" is the best that is found, NONE its drawing, anything else the one that a person has taken:
    # the name of the library, a colon, and its key there.
    stock_choice = models.CharField(
        max_length=100, blank=True, default="", db_default="", editable=False
    )
    stock_words = models.CharField(
        _("looked for by"), max_length=LONGEST_SEARCH, blank=True, default="", db_default=""
    )

    # What who wrote its words would look for; "" if that was not said, or its picture was described
    # anew since.
    search_words = models.CharField(
        max_length=LONGEST_SEARCH, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def may_show_stock(self) -> bool:
        """Not if its owner shows something, or if it shows footage."""
        return self.project.stock_by != OFFLINE and not (self.shot_list or self.footage_recipe)

    @property
    def is_to_show_stock(self) -> bool:
        return self.may_show_stock and self.stock_choice != NONE

    @property
    def stock_searches(self) -> list[str]:
        """The words by which it is looked for, one search after the other, without what is nobody's
        business: those that a person has given, or else its own."""
        known = tuple(getattr(self.project, name) for name in CONTACT)
        if self.stock_words:
            own = without_private(self.stock_words, known)
            return [own] if own else []
        title, language = without_private(self.title, known), self.project.language
        told = searches(self.search_words, "", language, known)[:1]
        return list(dict.fromkeys([*told, *searches(self._described, title, language, known)]))

    @property
    def stock_search_hash(self) -> str:
        """Of what was looked for: what is found by it is offered."""
        return recipe_hash(
            "stock",
            by=self.project.stock_by,
            platform=self.project.platform,
            searches=self.stock_searches,
        )

    @property
    def stock_hash(self) -> str:
        """Of what it shows. Another word that is said makes no other search."""
        taken = self.stock_choice
        if not taken:
            return self.stock_search_hash
        return recipe_hash("stock", taken=taken, platform=self.project.platform)

    @property
    def stock(self) -> Artifact | None:
        """What it shows of a library, if that is there."""
        if not self.is_to_show_stock:
            return None
        kinds, recipe = (Kind.STOCK_VIDEO, Kind.STOCK_PHOTO), self.stock_hash
        found = (self.project.artifact(kind, recipe, self) for kind in kinds)
        return next(filter(None, found), None)

    @property
    def shows_stock_video(self) -> bool:
        return bool(self.stock) and self.stock.kind == Kind.STOCK_VIDEO  # type: ignore[union-attr]

    @property
    def stock_key(self) -> str:
        """Of what it shows, as `stock_choice` has it; "" if it shows none."""
        return str(self.stock.made_from["key"]) if self.stock else ""

    @property
    def stock_candidates(self) -> list[Artifact]:
        """Small pictures of what was found for it, the best first."""
        if not self.may_show_stock:
            return []
        search, pk = self.stock_search_hash, self.pk
        there = [
            self.project.artifact(kind, recipe, self)
            for kind, scene, recipe in self.project.made_files
            if (kind, scene) == (Kind.CANDIDATE, pk)
        ]
        found = [each for each in there if each.made_from["search"] == search]
        return sorted(found, key=lambda each: int(each.made_from["rank"]))

    @property
    def stock_seen(self) -> Artifact | None:
        """What is seen of it before there is a clip: of one that was taken just now, its small
        picture."""
        if self.stock or not (self.is_to_show_stock and self.stock_choice):
            return self.stock
        taken = (
            each for each in self.stock_candidates if each.made_from["key"] == self.stock_choice
        )
        return next(taken, None)

    def looked_for_by(self, words: str) -> Self:
        """As it would be if these were its `stock_words`. It is not to be saved."""
        other = copy(self)
        other.stock_words = words
        return other

    def as_search(self, words: str) -> str:
        """Its own words are none that somebody has given."""
        return "" if words in self.looked_for_by("").stock_searches[:1] else words

    def check_search(self, words: str) -> None:
        """Raises NotReady if it cannot be looked for by these words."""
        self._check_stock()
        if not self.looked_for_by(words).stock_searches:
            raise NotReady(_("Say in a few words what is to be seen."))

    @property
    def lookup(self) -> Any:
        """The StockLookup of it, or None."""
        return getattr(self, "stock_lookup", None)

    @property
    def looked_up(self) -> list[Artifact]:
        """Small pictures of what that has found, as `stock_candidates`."""
        return self.looked_for_by(self.lookup.words).stock_candidates if self.lookup else []

    def take_stock(self, choice: str) -> None:
        """Show this candidate, the best ("") or the drawing (NONE). One that a lookup has found
        brings the words by which it was found. Raises NotReady if it is none, and AlreadyRunning.
        """
        with self.project.changing("scene_stock", scene=self.position):
            self.refresh_from_db(fields=["stock_choice", "stock_words"])
            self._check_stock()
            if choice not in {"", NONE, *_keys(self.stock_candidates)}:
                if choice not in _keys(self.looked_up):
                    raise NotReady(_("This is not offered any more. Look for it again."))
                self.stock_words = self.lookup.words
            self.stock_choice = choice
            self.save(update_fields=["stock_choice", "stock_words"])

    def look_by(self, words: str) -> None:
        """Let it be looked for by these words, or by its own without any; what was taken before
        goes (the project's row is locked). Raises NotReady."""
        self._check_stock()
        if (self.stock_words, self.stock_choice) == (words, ""):
            raise NotReady(_("By these words it was looked for already."))
        if words:
            self.check_search(words)
        self.stock_words, self.stock_choice = words, ""
        self.save(update_fields=["stock_words", "stock_choice"])

    def _check_stock(self) -> None:
        if not self.may_show_stock:
            raise NotReady(_("This scene shows no free videos and photos."))

    def stock_wish(self, words: str, seconds: float) -> StockWish:
        form = FORMATS[self.project.platform]
        return StockWish(words, self.project.language, form.width, form.height, seconds)

    @property
    def stock_recipe(self) -> dict[str, str]:
        """What its clip is made from, also before that is there."""
        return {"stock": self.stock_hash} if self.is_to_show_stock else {}

    @property
    def stock_seen_recipe(self) -> dict[str, str]:
        """What is seen of it before there is a clip."""
        return {"stock": found.sha256} if (found := self.stock_seen) else {}

    @property
    def stock_found_by(self) -> dict[str, str]:
        """Which library has what it shows, and which one has not, and why; {} if none was asked."""
        if not self.is_to_show_stock:
            return {}
        if found := self.stock:
            return dict(found.made_from["made_by"])
        return dict(self.clip.made_from.get("stock_by", {})) if self.clip else {}


def _keys(candidates: list[Artifact]) -> set[str]:
    return {each.made_from["key"] for each in candidates}
