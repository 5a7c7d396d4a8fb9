"""Taking in a person's own picture: re-encoded before anything else sees it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError

from projects.media.photo_intake import take_in
from projects.media.photos import NotAPicture
from projects.models import Photo, Project, Scene
from projects.words import PICTURE_REASONS


class Refused(Exception):
    """What was uploaded cannot be used; the message says why, for the person."""


def show_photo(scene: Scene, upload: UploadedFile, user: Any) -> None:
    """Use the upload for the scene's clip. `user` has ticked that guardians agreed.

    Raises Refused, and NotReady while jobs work on the project: nothing is kept then.
    """
    with scene.project.at_rest():
        pass  # said before the picture is decoded, and again by `show`: a step may start meanwhile
    photo = _store(scene.project, upload, user)
    try:
        scene.show(photo)
    except BaseException:
        photo.file.delete(save=False)
        photo.delete()
        raise


def _store(project: Project, upload: UploadedFile, user: Any) -> Photo:
    """Our own re-encoding of the upload, and who agreed to it."""
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        copy = _encoded(upload, Path(folder))
        photo = Photo(
            project=project,
            sha256=hashlib.sha256(copy.read_bytes()).hexdigest(),
            original_name=(upload.name or "")[-200:],
            consent_by=user,
        )
        with copy.open("rb") as encoded:
            try:
                photo.file.save("photo.jpg", File(encoded))
            except IntegrityError as gone:  # deleted while the picture was decoded
                photo.file.delete(save=False)
                raise Project.DoesNotExist from gone
    return photo


def _encoded(upload: UploadedFile, folder: Path) -> Path:
    theirs, ours = folder / "theirs", folder / "ours.jpg"
    with theirs.open("wb") as file:
        shutil.copyfileobj(upload, file)
    try:
        take_in(theirs, ours)
    except NotAPicture as refusal:
        raise Refused(PICTURE_REASONS[refusal.reason]) from refusal
    return ours
