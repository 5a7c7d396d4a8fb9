"""Takes in a person's photo, video or music. It is written anew before anything else reads it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import IntegrityError, transaction

from projects.media.intake.video import HEAD
from projects.models import (
    Logo,
    NoRoom,
    OwnClip,
    OwnMusic,
    OwnSound,
    Photo,
    Project,
    RateLimit,
    Scene,
    TooMuchStored,
)
from projects.models.audit import Action, record
from projects.models.storage_limit import check_stored, room_for
from videostudio import disk
from videostudio.upload_limits import LARGEST_ANONYMOUS

from .intake import Sent, kind_of, store, unstore, write_anew
from .sending import begin, drop, store_piece, take


def show_upload(scene: Scene, sent: UploadedFile, user: Any) -> None:
    """Like `show_clip` if it is a video, or says that it is one; otherwise like `show_photo`."""
    _show(scene, sent, _kind_of(sent)(consent_by=user), scene.show)


def show_photo(scene: Scene, sent: UploadedFile, user: Any) -> None:
    """Use what was sent for the scene's clip. `user` has ticked that guardians agreed.

    Raises Refused. Raises NotReady while jobs work on the project, or the storage is full, or a
    limit of this person is met. Then nothing is kept.
    """
    _show(scene, sent, Photo(consent_by=user), scene.show)


def show_clip(scene: Scene, sent: UploadedFile, user: Any) -> None:
    """Like `show_photo`, for a video. It takes some seconds."""
    _show(scene, sent, OwnClip(consent_by=user), scene.show)


def add_upload(scene: Scene, sent: UploadedFile, user: Any) -> None:
    """Show what was sent after all that the scene shows. Raises like `show_photo`."""
    scene.check_room_for_shot()
    _show(scene, sent, _kind_of(sent)(consent_by=user), scene.add_shot)


def add_material(project: Project, sent: UploadedFile, user: Any) -> Photo | OwnClip:
    """Put what was sent on the shelf of the project, in one request. Raises Refused, and NotReady
    if a limit of this person is met. The same file twice is there once."""
    size, content_type = sent.size or 0, sent.content_type or ""
    if size <= LARGEST_ANONYMOUS:
        RateLimit.count_sent(user.pk, size)
    said = {"name": (sent.name or "")[-200:], "content_type": content_type[:100], "length": size}
    sending = begin(user, project=project, brief="", modified_at=None, **said)
    try:
        if size:
            store_piece(sending, 0, sent)
        take(sending)
        material = sending.material
        assert material is not None  # noqa: S101 - it was taken
        return material
    finally:
        drop(sending)


def send_again(scene: Scene, sent: UploadedFile, user: Any, *, shot: UUID) -> None:
    """Show what was sent in the place of this shot, whose file is lost. Raises like `show_photo`,
    and Shot.DoesNotExist."""
    _show(scene, sent, _kind_of(sent)(consent_by=user), partial(scene.replace_shot, shot))


def play_music(project: Project, sent: UploadedFile, user: Any) -> None:
    """Play what was sent under the voice of the film. `user` has ticked that it may be used.

    Raises like `show_photo`.
    """
    piece = OwnMusic(consent_by=user)
    play = partial(project.choose_music, own=piece)
    _use(project, sent, piece, play, is_used=lambda: piece.films.exists())


def show_logo(project: Project, sent: UploadedFile, user: Any) -> None:
    """Show what was sent as the logo of the film. `user` says by that that it may be used.

    Raises like `show_photo`.
    """
    logo = Logo(consent_by=user)
    show = partial(project.choose_logo, own=logo)
    _use(project, sent, logo, show, is_used=lambda: logo.films.exists())


def is_video(sent: UploadedFile) -> bool:
    return _kind_of(sent) is OwnClip


def _kind_of(sent: UploadedFile) -> type[Photo | OwnClip]:
    head = sent.read(HEAD)
    sent.seek(0)
    return kind_of(head, sent.content_type or "")


def _show(
    scene: Scene,
    sent: UploadedFile,
    upload: Photo | OwnClip,
    verb: Callable[[Photo | OwnClip], None],
) -> None:
    show = partial(verb, upload)
    _use(scene.project, sent, upload, show, is_used=lambda: upload.shots.exists())


def _use(
    project: Project,
    sent: UploadedFile,
    upload: Sent,
    use: Callable[[], None],
    *,
    is_used: Callable[[], bool],
) -> None:
    # Refuse before decoding. `use` and `_keep` check again, because much may happen meanwhile.
    with project.at_rest():
        check_stored(project.owner_id)
    if (sent.size or 0) <= LARGEST_ANONYMOUS and upload.consent_by_id:
        RateLimit.count_sent(upload.consent_by_id, sent.size or 0)  # the door counts larger bodies
    upload.project, upload.original_name = project, (sent.name or "")[-200:]
    try:
        _store(upload, sent)
    except OSError as error:
        if disk.is_full(error):
            raise NoRoom from error
        raise
    try:
        with transaction.atomic():
            use()
            record(Action.UPLOAD, about=upload)
    except BaseException:
        if not is_used():  # a commit may succeed and its answer be lost
            stored = [upload, *OwnSound.objects.filter(own_clip=upload.pk)]
            upload.delete()
            unstore(stored)
        raise


def _store(upload: Sent, sent: UploadedFile) -> None:
    """Store the file that we have made from the upload, and who agreed to it."""
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        received = received_of(sent, Path(folder))
        written = write_anew(type(upload), received, Path(folder))
        _keep(upload.project, written.rows(upload))


def _keep(project: Project, made: dict[Sent | OwnSound, Path]) -> None:
    """Store the files, and then their rows if the owner's projects have room for them."""
    store(made)
    try:
        with room_for(project.owner_id, sum(row.size for row in made)):
            for row in made:
                row.save()
    except (IntegrityError, TooMuchStored) as refused:
        unstore(made)
        if isinstance(refused, TooMuchStored):
            raise
        raise Project.DoesNotExist from refused  # it was deleted while the file was decoded


def received_of(sent: UploadedFile, folder: Path) -> Path:
    """The upload under our own file name. A large one is already on the disk, so it is linked."""
    received = folder / "received"
    if isinstance(sent, TemporaryUploadedFile):
        received.symlink_to(sent.temporary_file_path())
    else:
        with received.open("wb") as file:
            shutil.copyfileobj(sent, file)
    return received
