"""Looks in one library for what a scene could show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from projects.media.ffmpeg import FfmpegError
from projects.media.intake import photo, video
from projects.media.intake.picture_kinds import NotAPicture
from projects.models import Project, Scene
from projects.models.recipe import recipe_hash
from projects.models.scene_stock import MOST_CANDIDATES
from projects.providers.library import Library, StockItem
from projects.providers.wire.again import patiently
from projects.providers.wire.faults import ServiceError
from projects.providers.work import Beat
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .beside import beside
from .outside import PayingOutside
from .paying import Asker
from .results import NewArtifact
from .timing import expected

BROKEN = (NotAPicture, video.NotAClip, FfmpegError)


class Looking:
    """`scene`: one of the asker's project, with the words by which it is looked for."""

    def __init__(self, asker: Asker, scene: Scene, folder: Path, name: str, library: Library):
        self.asker, self.scene, self.folder = asker, scene, folder
        self.name, self.library = name, library

    def found(self) -> list[StockItem]:
        """The best first; with fewer words as long as there are fewer than a person can choose
        from. Raises Waiting as long as the library answers, and ServiceError."""
        found: dict[str, StockItem] = {}
        seconds = expected(self.scene).seconds
        note = {"code": "searching", "service": self.name}
        for words in self.scene.stock_searches:
            work = PayingOutside(self.asker, ProviderKind.STOCK, "search", note)
            for item in self.library.find(self.scene.stock_wish(words, seconds), work):
                found.setdefault(item.key, item)
            if len(found) >= MOST_CANDIDATES:
                break
        return list(found.values())

    def candidates(self, items: Iterable[StockItem]) -> list[NewArtifact]:
        """Small pictures of the best, among which a person may choose, to be stored. Nothing fails
        without."""
        kept: list[NewArtifact] = []
        for rank, item in enumerate(sorted(items, key=self.is_shown_elsewhere())):
            if len(kept) == MOST_CANDIDATES or rank == 2 * MOST_CANDIDATES:
                break
            out = self.folder / f"candidate-{rank}.jpg"
            with suppress(ServiceError, *BROKEN):
                self.receive(partial(self.library.preview, item), photo.take_in, out)
                kept.append(self._candidate(item, rank, out))
        return kept

    def receive(
        self, fetch: Callable[[Beat], bytes], take_in: Callable[[Path, Path], Any], out: Path
    ) -> None:
        """Fetch a file, and write it anew as what a person has sent."""
        received, beat = out.with_suffix(".received"), self.asker.heartbeat
        received.write_bytes(patiently(lambda: fetch(beat), beat))
        beside(partial(take_in, received, out), beat)
        received.unlink()

    def is_shown_elsewhere(self) -> Callable[[StockItem], bool]:
        """Whether another scene of the film shows it, as the rows are now."""
        project = Project.objects.with_parts().get(pk=self.scene.project.pk)
        others = (scene for scene in project.scene_list if scene.pk != self.scene.pk)
        shown = {scene.stock_key for scene in others}
        return lambda item: self.key_of(item) in shown

    def key_of(self, item: StockItem) -> str:
        return f"{self.name}:{item.key}"

    def about(self, item: StockItem) -> dict[str, Any]:
        credit = {
            "is_video": item.is_video,
            "author": item.author,
            "author_page": item.author_page,
            "page": item.page,
            "library": self.library.title,
            "licence": self.library.licence,
            "licence_page": self.library.licence_page,
        }
        return {"by": self.name, "key": self.key_of(item), "credit": credit}

    def made_from(self) -> dict[str, Any]:
        """As Project.made_from."""
        state = self.scene.project.made_from(self.scene)
        state["scenes"][str(self.scene.pk)]["stock_words"] = self.scene.stock_words
        return dict(state)

    def _candidate(self, item: StockItem, rank: int, picture: Path) -> NewArtifact:
        search = self.scene.stock_search_hash
        about = {**self.about(item), "search": search, "rank": rank, "item": asdict(item)}
        recipe = recipe_hash("candidate", search=search, key=self.key_of(item))
        return NewArtifact(Kind.CANDIDATE, recipe, picture, made_from=about, state=self.made_from())
