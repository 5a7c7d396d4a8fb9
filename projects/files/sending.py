"""Files that come in pieces. The pieces lie in the data folder until all of them are there: then
the file is read, and what may be kept of it goes on the shelf of its project.

Web processes may be killed at any moment. A piece counts when its bytes are on the disk and its row
says so; what lies there beyond the row's offset is written over by the next piece.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from projects.crashpoints import Point, reach
from projects.media.intake import taken
from projects.media.intake.video import HEAD
from projects.models import NotReady, OwnClip, OwnSound, Photo, Project, Sending
from projects.models.audit import Action, record
from projects.models.errors import StillRead
from projects.models.sending import Kind, State
from projects.models.storage_limit import check_stored, room_for
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO, MB

from .intake import Refused, Sent, check_kind, kind_of, store, unstore, write_anew
from .reasons import BUSY, WITHDRAWN

KINDS: dict[type[Photo | OwnClip], Kind] = {Photo: Kind.PHOTO, OwnClip: Kind.CLIP}
PIECES, WRITTEN, SOUND = "pieces", "written", "sound"  # files of a sending
LARGEST = {Photo: (LARGEST_PHOTO, "picture_too_large"), OwnClip: (LARGEST_CLIP, "clip_too_large")}


class Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class WrongOffset(Exception):
    """A piece does not begin where the last one has ended. `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class TooLong(Exception):
    """More has come than was announced. Nothing of the piece counts."""


def begin(owner: Any, **said: Any) -> Sending:
    """A new sending, or the open one of the same file. `said` are columns. Raises Refused if the
    file is too large, and NotReady if a limit of this person is met."""
    if said["length"] > LARGEST_CLIP:
        raise Refused("clip_too_large")
    with room_for(owner.pk, 0):  # of two tabs, the second finds the sending of the first
        if found := Sending.objects.of(owner).same(said):
            return found
        check_stored(owner.pk, said["length"])
        if said["project"]:
            said["project"].check_room_for_material()
        begun = Sending.begin(owner, **said)
    folder_of(begun).mkdir(parents=True, exist_ok=True)
    (folder_of(begun) / PIECES).touch()
    return begun


def offset_of(sending: Sending) -> int:
    """How many bytes are on the disk: fewer than its row says if the disk has lost some."""
    if sending.state is not State.COMING:
        return sending.offset
    try:
        return min(sending.offset, (folder_of(sending) / PIECES).stat().st_size)
    except FileNotFoundError:
        return 0


def store_piece(sending: Sending, at: int, piece: Bytes) -> None:
    """Store the bytes that begin at this offset. Raises WrongOffset, TooLong, Refused as soon as
    the file cannot be taken, and Sending.DoesNotExist if it was dropped."""
    with sending.locked():
        if at != (there := offset_of(sending)) or sending.state is not State.COMING:
            raise WrongOffset(there)
        sending.offset = at + _write(sending, at, piece)
        reach(Point.RECEIVED)
        sending.touch("offset")
    if at == 0:
        with _refusing(sending):
            _look(sending)


def take(sending: Sending) -> None:
    """Read a file that has arrived, and put it on the shelf if its project is made. It may be
    called again at any time. Raises Refused, and NotReady, after which it can be tried again."""
    with _alone(sending):
        sending.refresh_from_db()
        if sending.state is State.ARRIVED:
            with _refusing(sending):
                _read(sending)
        if sending.state is State.READY and sending.project:
            shelve([sending], sending.project)
            if sending.reason:
                raise Refused(sending.reason)


def shelve(ready: Iterable[Sending], project: Project) -> None:
    """Put files that were read on the shelf of the project. All of them, or none."""
    stored: list[Sent | OwnSound] = []
    try:
        with room_for(project.owner_id, 0), project.locked():
            for each in ready:
                stored += _shelve(each, project)
            check_stored(project.owner_id, 0)
            project.touch()
    except BaseException:
        unstore(stored)
        raise


def adopt(project: Project, owner: Any, brief: str) -> None:
    """Give a new project what was sent with its brief: in the transaction that makes it. What is
    still on its way goes on."""
    sent = list(Sending.objects.of_brief(owner, brief).select_for_update())
    for each in sent:
        each.project, each.brief = project, ""
        each.save(update_fields=["project", "brief"])
    shelve([each for each in sent if each.state is State.READY], project)


def drop(sending: Sending) -> None:
    """Forget it, with all that has come of it. What is on the shelf stays there."""
    folder = folder_of(sending)
    sending.delete()
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True), robust=True)


def refuse_withdrawn(owner: int, digests: Iterable[str]) -> None:
    """Somebody who is shown in these files does not agree any more: in the transaction that says
    so. What has not come to its end yet is refused when it is read."""
    for each in Sending.objects.of(owner).open().filter(sha256__in=digests):
        _refuse_withdrawn(each)


def drop_forgotten() -> None:
    """Those without a sign of life, and folders whose sending is refused or gone."""
    for forgotten in Sending.objects.forgotten():
        drop(forgotten)
    with suppress(FileNotFoundError):
        folders = {path.name for path in _root().iterdir()}
        rows = Sending.objects.filter(pk__in=folders, reason="").values_list("pk", flat=True)
        for name in folders - {str(pk) for pk in rows}:
            shutil.rmtree(_root() / name, ignore_errors=True)


def folder_of(sending: Sending) -> Path:
    return _root() / str(sending.pk)


def _root() -> Path:
    return Path(settings.DATA) / "sendings"


def _write(sending: Sending, at: int, piece: Bytes) -> int:
    path, left = folder_of(sending) / PIECES, sending.length - at
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.seek(at)
        while left and (part := piece.read(min(left, MB))):
            file.write(part)
            left -= len(part)
        if piece.read(1):
            raise TooLong
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    return sending.length - at - left


def _look(sending: Sending) -> None:
    """Refuse by its first bytes what would come in vain."""
    received = folder_of(sending) / PIECES
    with received.open("rb") as file:
        kind = kind_of(file.read(HEAD), sending.content_type)
    largest, reason = LARGEST[kind]
    if sending.length > largest:
        raise Refused(reason)
    check_kind(received, kind)


def _read(sending: Sending) -> None:
    folder, received = folder_of(sending), folder_of(sending) / PIECES
    if received.stat().st_size != sending.length:  # the disk has lost some
        sending.offset = min(received.stat().st_size, sending.offset - 1)
        sending.touch("offset")
        return
    _look(sending)
    with received.open("rb") as file:
        kind = kind_of(file.read(HEAD), sending.content_type)
    with tempfile.TemporaryDirectory(prefix="studio-") as work:
        written = write_anew(kind, received, Path(work))
        for path, name in ((written.file, WRITTEN), (written.sound, SOUND)):
            if path:
                shutil.move(path, folder / name)
    seen = written.seen
    sending.kind, sending.seconds = KINDS[kind], seen.seconds or None
    sending.sha256 = _digest_of(folder / WRITTEN)
    sending.taken_at = taken.likely(seen.taken, sending.consent_at.astimezone())
    sending.taken_at = sending.taken_at or sending.modified_at
    sending.touch("kind", "sha256", "seconds", "taken_at")
    received.unlink(missing_ok=True)


def _shelve(sending: Sending, project: Project) -> list[Sent | OwnSound]:
    """The rows whose files were stored; none if the project has the same photo or video, or if the
    consent for it was withdrawn since it was ticked."""
    folder, kind = folder_of(sending), Photo if sending.kind == Kind.PHOTO else OwnClip
    digest = _digest_of(folder / WRITTEN)
    same = kind._default_manager.filter(sha256=digest)
    since = {"project__owner": project.owner_id, "withdrawn_at__gt": sending.consent_at}
    if same.filter(**since).exists():
        _refuse_withdrawn(sending)
        return []
    here = same.filter(project=project, lost=False, withdrawn_at=None)
    found: Any = here.exclude(file="").first()
    rows: dict[Sent | OwnSound, Path] = {}
    if found is None:
        found = _row_of(sending, project)
        rows = {found: folder / WRITTEN}
        if (folder / SOUND).exists():
            rows[OwnSound(own_clip=found, project=project)] = folder / SOUND
        store(rows)
        reach(Point.SHELVING)
        _save(rows, sending)
    project.put_back(found)
    setattr(sending, "photo" if kind is Photo else "own_clip", found)
    sending.touch("photo", "own_clip")
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True), robust=True)
    return list(rows)


def _row_of(sending: Sending, project: Project) -> Photo | OwnClip:
    said: dict[str, Any] = {
        "project": project,
        "original_name": sending.name,
        "consent_by_id": sending.consent_by_id,
        "taken_at": sending.taken_at,
    }
    if sending.kind == Kind.PHOTO:
        return Photo(**said)
    return OwnClip(**said, seconds=sending.seconds)


def _save(rows: Iterable[Sent | OwnSound], sending: Sending) -> None:
    for row in rows:
        row.save()
        if not isinstance(row, OwnSound):
            row.consent_at = sending.consent_at
            row.save(update_fields=["consent_at"])
            record(Action.UPLOAD, about=row)


@contextmanager
def _alone(sending: Sending) -> Iterator[None]:
    """Only one request reads a file. The kernel frees the lock when its process ends. Raises
    StillRead."""
    try:
        folder = os.open(folder_of(sending), os.O_RDONLY)
    except FileNotFoundError:  # it is on its shelf, or was refused
        yield
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StillRead from None
    else:
        yield
    finally:
        os.close(folder)


@contextmanager
def _refusing(sending: Sending) -> Iterator[None]:
    """Note why a file is refused, and remove all that has come of it."""
    try:
        yield
    except Refused as refused:
        if refused.reason in BUSY:
            raise NotReady(str(refused)) from refused
        sending.reason = refused.reason
        sending.touch("reason")
        shutil.rmtree(folder_of(sending), ignore_errors=True)
        raise


def _refuse_withdrawn(sending: Sending) -> None:
    """In the caller's transaction."""
    folder = folder_of(sending)
    sending.reason = WITHDRAWN
    sending.touch("reason")
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True), robust=True)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
