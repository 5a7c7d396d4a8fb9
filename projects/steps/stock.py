"""Finds for a scene what it shows of a library, if its project wants that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

from projects.media.ffmpeg import FfmpegError
from projects.media.intake import photo, video
from projects.media.intake.picture_kinds import NotAPicture
from projects.media.probe import Damaged
from projects.models import Project
from projects.models.recipe import recipe_hash
from projects.models.scene_stock import MOST_CANDIDATES
from projects.providers import OFFLINE, libraries
from projects.providers.library import Library, StockItem
from projects.providers.wire.again import patiently
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.work import Beat
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .beside import beside
from .in_turn import Passed, in_turn
from .outside import PayingOutside
from .results import NewArtifact, commit_all
from .timing import heard

TRIES = 4  # files of one scene that are fetched, if they turn out to be of no use
BROKEN = (NotAPicture, video.NotAClip, FfmpegError)
log = logging.getLogger(__name__)


class _Taken(Exception):
    """Another scene has taken the same meanwhile."""


def find(attempt: Attempt) -> dict[str, str]:
    """Let the scene have its video or photo of a library. Returns which one has it, and which one
    has not; {} if none is asked. If nothing fits, the studio draws, whatever its owner has chosen.

    Raises Waiting as long as a library answers, and ServiceError if its owner lets only one be
    asked, and that cannot answer.
    """
    scene, known, kind = attempt.scene, libraries(), ProviderKind.STOCK
    if not scene.is_to_show_stock:
        return {}
    if (there := scene.stock) and not there.is_lost(attempt.heartbeat):
        return scene.stock_found_by

    def found(name: str, passed: Passed) -> dict[str, str]:
        made_by = {"name": name, **passed}
        return made_by if name == OFFLINE else _Finding(attempt, name, known[name]).take(made_by)

    try:
        return in_turn(kind, attempt.project.makers_allowed(kind), found, {})
    except ServiceError as failed:
        if failed.fault != Fault.NOTHING:
            raise
        return {"name": OFFLINE, "instead_of": failed.service, "reason": failed.reason}


class _Finding:
    """In one library, for one scene."""

    def __init__(self, attempt: Attempt, name: str, library: Library):
        self._attempt, self._name, self._library = attempt, name, library
        self._scene, self._beat = attempt.scene, attempt.heartbeat

    def take(self, made_by: dict[str, str]) -> dict[str, str]:
        items = self._items()
        self._keep_candidates(items)
        for _ in range(TRIES):
            items.sort(key=self._is_shown_elsewhere())
            if not items:
                break
            item = items.pop(0)
            try:
                self._keep(item, made_by, items)
            except (_Taken, *BROKEN) as refused:
                log.warning("%s of %s cannot be used: %r", item.key, self._name, refused)
            except ServiceError as failed:
                if failed.is_transient:
                    raise
                log.warning("%s of %s cannot be fetched: %s", item.key, self._name, failed)
            else:
                return made_by
        raise ServiceError(Fault.NOTHING)

    def _items(self) -> list[StockItem]:
        """What is found, the best first; or the one that a person has taken."""
        library, _, key = self._scene.stock_choice.partition(":")
        if not key:
            return self._found()
        if library != self._name:
            return []
        # As it was found, or as it is found now: the address of a file may hold for a day alone.
        offered = (StockItem(**each.made_from["item"]) for each in self._scene.stock_candidates)
        kept = [item for item in offered if item.key == key]
        return kept or [item for item in self._found() if item.key == key]

    def _found(self) -> list[StockItem]:
        """With fewer words as long as there are fewer than a person can choose from."""
        found: dict[str, StockItem] = {}
        seconds = heard(self._scene).seconds
        note = {"code": "searching", "service": self._name}
        for words in self._scene.stock_searches:
            work = PayingOutside(self._attempt, ProviderKind.STOCK, "search", note)
            for item in self._library.find(self._scene.stock_wish(words, seconds), work):
                found.setdefault(item.key, item)
            if len(found) >= MOST_CANDIDATES:
                break
        return list(found.values())

    def _keep_candidates(self, items: list[StockItem]) -> None:
        """Small pictures of the best, among which a person may choose. Nothing fails without."""
        if self._scene.stock_candidates:
            return
        kept: list[NewArtifact] = []
        for rank, item in enumerate(sorted(items, key=self._is_shown_elsewhere())):
            if len(kept) == MOST_CANDIDATES or rank == 2 * MOST_CANDIDATES:
                break
            out = self._attempt.folder / f"candidate-{rank}.jpg"
            with suppress(ServiceError, *BROKEN):
                self._receive(partial(self._library.preview, item), photo.take_in, out)
                kept.append(self._candidate(item, rank, out))
        made = self._attempt.store(*kept)
        self._attempt.run.store(partial(commit_all, made, self._attempt.project, self._scene))

    def _candidate(self, item: StockItem, rank: int, picture: Path) -> NewArtifact:
        search = self._scene.stock_search_hash
        about = {**self._about(item), "search": search, "rank": rank, "item": asdict(item)}
        recipe = recipe_hash("candidate", search=search, key=self._key_of(item))
        state = self._attempt.project.made_from(self._scene)
        return NewArtifact(Kind.CANDIDATE, recipe, picture, made_from=about, state=state)

    def _keep(self, item: StockItem, made_by: dict[str, str], others: list[StockItem]) -> None:
        """Fetch it, and store it as what a person has sent is stored. Raises _Taken if another
        scene shows it by now, and one of the others is free."""
        kind = Kind.STOCK_VIDEO if item.is_video else Kind.STOCK_PHOTO
        out = self._attempt.folder / f"stock.{kind.extension}"
        take_in = video.take_in if item.is_video else photo.take_in
        if not self._copy(item, kind, out):
            self._receive(partial(self._library.fetch, item), take_in, out)
        about = {**self._about(item), "made_by": made_by}
        recipe, state = self._scene.stock_hash, self._attempt.project.made_from(self._scene)
        (made,) = self._attempt.store(NewArtifact(kind, recipe, out, made_from=about, state=state))

        def commit() -> None:
            """The row of the project is locked: no other scene takes it at the same time."""
            is_shown = self._is_shown_elsewhere()
            if is_shown(item) and not all(map(is_shown, others)):
                raise _Taken
            made.commit(self._attempt.project, self._scene)

        try:
            self._attempt.run.store(commit)
        except _Taken:
            made.discard()
            raise

    def _copy(self, item: StockItem, kind: Kind, out: Path) -> bool:
        """If the film has it already, it is not fetched again."""
        made = self._attempt.project.artifacts.filter(kind=kind, made_from__key=self._key_of(item))
        for found in made[:1]:
            with suppress(FileNotFoundError, Damaged):
                with found.local(self._attempt.folder, self._beat) as path:
                    copyfile(path, out)
                return True
        return False

    def _receive(
        self, fetch: Callable[[Beat], bytes], take_in: Callable[[Path, Path], Any], out: Path
    ) -> None:
        """Fetch a file, and write it anew as what a person has sent."""
        received = out.with_suffix(".received")
        received.write_bytes(patiently(lambda: fetch(self._beat), self._beat))
        beside(partial(take_in, received, out), self._beat)
        received.unlink()

    def _is_shown_elsewhere(self) -> Callable[[StockItem], bool]:
        """Whether another scene of the film shows it, as the rows are now."""
        project = Project.objects.with_parts().get(pk=self._attempt.project.pk)
        others = (scene for scene in project.scene_list if scene.pk != self._scene.pk)
        shown = {scene.stock_key for scene in others}
        return lambda item: self._key_of(item) in shown

    def _key_of(self, item: StockItem) -> str:
        return f"{self._name}:{item.key}"

    def _about(self, item: StockItem) -> dict[str, Any]:
        credit = {
            "is_video": item.is_video,
            "author": item.author,
            "author_page": item.author_page,
            "page": item.page,
            "library": self._library.title,
            "licence": self._library.licence,
            "licence_page": self._library.licence_page,
        }
        return {"by": self._name, "key": self._key_of(item), "credit": credit}
