"""What a person has done in a project, so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from projects.timeline import EXPORT, Status

from ..errors import NotReady
from ..history_entry import KEPT, HistoryEntry
from ..removal import remove_on_commit
from ..scene import Scene
from ..upload import OwnFile, OwnSound
from .pictures import ProjectPictures
from .state import State, difference, restore, state_of

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ProjectHistory(ProjectPictures):
    """Every verb with which a person changes a project works in `changing`.

    A scene that is not in the film any more is parked, with its files and shots, while an entry can
    bring it back. So an undo makes no file: the old recipes are there again, and so are their
    artifacts.
    """

    if TYPE_CHECKING:
        history: RelatedManager[HistoryEntry]

    _is_recording = False

    class Meta(ProjectPictures.Meta):
        abstract = True

    @contextmanager
    def changing(self, code: str, **about: Any) -> Iterator[dict[str, Any]]:
        """Like `at_rest`, and at its end like `touch`. What the block changes can be undone as one
        deed: `code` names it (history_entry.DEEDS), with values for its words, to which the block
        may add. One `changing` inside another is part of that one's deed."""
        with self.at_rest():
            self.keep_pictures()
            with self.recording(code, **about) as about:
                yield about
                self.touch()

    @contextmanager
    def recording(self, code: str, **about: Any) -> Iterator[dict[str, Any]]:
        """Only store what the block changes, if it changes something (the row is locked)."""
        if self._is_recording or self._is_on_trial:
            yield about
            return
        self._is_recording, before = True, state_of(self)
        try:
            yield about
        finally:
            self._is_recording = False
        self._store_entry({"code": code, **about}, *difference(before, state_of(self)))

    @property
    def undoable(self) -> HistoryEntry | None:
        """What `undo` would undo."""
        return next((entry for entry in reversed(self._entries) if not entry.undone), None)

    @property
    def redoable(self) -> HistoryEntry | None:
        return next((entry for entry in self._entries if entry.undone), None)

    @cached_property
    def _entries(self) -> list[HistoryEntry]:
        return list(self.history.all())

    def may_come_back(self, upload: OwnFile) -> bool:
        """Whether an undo or a redo can show this upload again, or play it."""
        wanted = upload.own_clip_id if isinstance(upload, OwnSound) else upload.pk
        return any(wanted in entry.uploads for entry in HistoryEntry.whole.filter(project=self.pk))

    def undo(self, number: int | None = None) -> HistoryEntry:
        """Take back the newest deed that holds, whoever did it, and return its entry. `number`:
        only if it is this one. Raises NotReady."""
        with self.at_rest():
            entry = self._wanted(self.undoable, number, _("There is nothing to undo."))
            self._go_to(entry, entry.before, undone=True)
        return entry

    def redo(self, number: int | None = None) -> HistoryEntry:
        """Do again what was undone last. Raises NotReady."""
        with self.at_rest():
            entry = self._wanted(self.redoable, number, _("There is nothing to redo."))
            self._go_to(entry, entry.after, undone=False)
        return entry

    def _wanted(self, entry: HistoryEntry | None, number: int | None, nothing: Any) -> HistoryEntry:
        if entry is None:
            raise NotReady(nothing)
        if number is not None and number != entry.number:
            raise NotReady(_("Something else has been done in this project since then."))
        return entry

    def _go_to(self, entry: HistoryEntry, part: State, *, undone: bool) -> None:
        restore(self, part)
        entry.undone = undone
        entry.save(update_fields=["undone"])
        if entry.moves_scenes:
            self._stand_anew(replaced=bool(entry.scripts))
        self._forget()
        self.note_use()
        self.touch()

    def _stand_anew(self, *, replaced: bool = False) -> None:
        """The film has other scenes, or in another order (the row is locked). What names a scene by
        its number is over: a failure, or the loss of a file. `replaced`: it has another script."""
        self._forget()
        if self.scene_list and self.next_step() is None:
            if self.status != Status.COMPLETED:
                self._move(Status.COMPLETED, EXPORT.name)
        elif self.status == Status.COMPLETED and self.film_part("film"):
            self.note = {}
        elif replaced or self.status != Status.DRAFT or self.note.get("code") == "lost":
            self._move(Status.DRAFT, self._resting_step())

    def _store_entry(self, what: dict[str, Any], before: State, after: State) -> None:
        if before == after:
            return
        dropped, _counts = self.history.filter(undone=True).delete()
        last = self.history.aggregate(last=Max("number"))["last"] or 0
        self.history.create(number=last + 1, what=what, before=before, after=after)
        old, _counts = self.history.filter(number__lte=last + 1 - KEPT).delete()
        if dropped or old:
            self._drop_unreachable()
        self.__dict__.pop("_entries", None)

    def _drop_unreachable(self) -> None:
        """Remove the parked scenes and the films that no entry can bring back, with their files."""
        entries = HistoryEntry.whole.filter(project=self.pk)
        scenes = {pk for entry in entries for pk in entry.scenes}
        scripts = {number for entry in entries for number in entry.scripts}
        parked = Scene.every.filter(project=self.pk, in_film=None).exclude(pk__in=scenes)
        films = self.artifacts.filter(scene=None).exclude(script_no__in={*scripts, self.script_no})
        for files in (self.artifacts.filter(scene__in=parked), films):
            remove_on_commit([*files.values_list("file", flat=True)])
            files.delete()
        parked.delete()
        self._forget()
