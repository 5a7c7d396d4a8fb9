"""Finds for a scene what it shows of a library, if its project wants that."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile

from django.utils import timezone

from projects.media.intake import photo, video
from projects.media.probe import Damaged
from projects.providers import OFFLINE, libraries
from projects.providers.library import Library, StockItem
from projects.providers.wire.faults import Fault, ServiceError
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .in_turn import Passed, in_turn
from .looking import BROKEN, Looking
from .results import NewArtifact, commit_all

TRIES = 4  # files of one scene that are fetched, if they turn out to be of no use
A_DAY = timedelta(days=1)
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


class _Finding(Looking):
    """For a scene that is made."""

    def __init__(self, attempt: Attempt, name: str, library: Library):
        super().__init__(attempt, attempt.scene, attempt.folder, name, library)
        self._attempt = attempt

    def take(self, made_by: dict[str, str]) -> dict[str, str]:
        items = self._items()
        self._keep_candidates(items)
        for _ in range(TRIES):
            items.sort(key=self.is_shown_elsewhere())
            if not items:
                break
            item = items.pop(0)
            try:
                self._keep(item, made_by, items)
            except (_Taken, *BROKEN) as refused:
                log.warning("%s of %s cannot be used: %r", item.key, self.name, refused)
            except ServiceError as failed:
                if failed.is_transient:
                    raise
                log.warning("%s of %s cannot be fetched: %s", item.key, self.name, failed)
            else:
                return made_by
        raise ServiceError(Fault.NOTHING)

    def _items(self) -> list[StockItem]:
        """What is found, the best first; or the one that a person has taken."""
        library, _, key = self.scene.stock_choice.partition(":")
        if not key:
            return self.found()
        if library != self.name:
            return []
        # As it was found, or as it is found now: the address of a file may hold for a day alone.
        offered = {each.made_from["key"]: each for each in self.scene.stock_candidates}
        there = offered.get(self.scene.stock_choice)
        kept = [StockItem(**there.made_from["item"])] if there else []
        if there and timezone.now() - there.created_at < A_DAY:
            return kept
        return [item for item in self.found() if item.key == key] or kept

    def _keep_candidates(self, items: list[StockItem]) -> None:
        if self.scene.stock_candidates:
            return
        made = self._attempt.store(*self.candidates(items))
        self._attempt.run.store(partial(commit_all, made, self._attempt.project, self.scene))

    def _keep(self, item: StockItem, made_by: dict[str, str], others: list[StockItem]) -> None:
        """Fetch it, and store it as what a person has sent is stored. Raises _Taken if another
        scene shows it by now, and one of the others is free."""
        kind = Kind.STOCK_VIDEO if item.is_video else Kind.STOCK_PHOTO
        out = self.folder / f"stock.{kind.extension}"
        take_in = video.take_in if item.is_video else photo.take_in
        if not self._copy(item, kind, out):
            self.receive(partial(self.library.fetch, item), take_in, out)
        about, state = {**self.about(item), "made_by": made_by}, self.made_from()
        recipe = self.scene.stock_hash
        (made,) = self._attempt.store(NewArtifact(kind, recipe, out, made_from=about, state=state))

        def commit() -> None:
            """The row of the project is locked: no other scene takes it at the same time."""
            is_shown = self.is_shown_elsewhere()
            if is_shown(item) and not all(map(is_shown, others)):
                raise _Taken
            made.commit(self._attempt.project, self.scene)

        try:
            self._attempt.run.store(commit)
        except _Taken:
            made.discard()
            raise

    def _copy(self, item: StockItem, kind: Kind, out: Path) -> bool:
        """If the film has it already, it is not fetched again."""
        made = self._attempt.project.artifacts.filter(kind=kind, made_from__key=self.key_of(item))
        for found in made[:1]:
            with suppress(FileNotFoundError, Damaged):
                with found.local(self._attempt.folder, self._attempt.heartbeat) as path:
                    copyfile(path, out)
                return True
        return False
