"""The logos of house styles: taken in, copied to films and from them, and shown."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import HouseLogo, HouseStyle, Logo, NotReady, Project, RateLimit
from projects.models.storage_limit import room_for
from projects.models.stored_file import StoredFile
from videostudio.upload_limits import LARGEST_ANONYMOUS

from .comparing import Lost, opened_whole
from .intake import write_anew
from .uploads import received_of


def take_logo(style: HouseStyle, sent: UploadedFile, user: Any) -> None:
    """Keep what was sent as the logo of this house style. `user` says by that that it may be used.

    Raises Refused, and NotReady if the disk is full or a limit of this person is met.
    """
    if (sent.size or 0) <= LARGEST_ANONYMOUS:
        RateLimit.count_sent(user.pk, sent.size or 0)  # the door counts larger bodies
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        received = received_of(sent, Path(folder))
        png = write_anew(Logo, received, Path(folder)).file.read_bytes()
    _keep(style, png, (sent.name or "")[-200:])


def save_as(project: Project, style: HouseStyle) -> None:
    """Make a house style of the settings of this film, with its logo. Raises ValidationError, and
    NotReady if there are enough, or its logo is lost."""
    with transaction.atomic():
        style.take_settings(project)
        style.store()
        if logo := project.shown_logo:
            _keep(style, _bytes_of(logo), logo.original_name)


def use(project: Project, style: HouseStyle, user: Any) -> None:
    """Give the film all that the house style keeps. Raises NotReady if its logo is lost or there
    is no room for it, and AlreadyRunning."""
    with _copied(project, style, user) as logo:
        project.use_house_style(style, logo)


def give_logo(project: Project, style: HouseStyle, user: Any) -> None:
    """Let a film that was just made show the logo of its house style. Raises NotReady."""
    with _copied(project, style, user) as logo:
        project.logo = logo
        project.save(update_fields=["logo"])


@contextmanager
def _copied(project: Project, style: HouseStyle, user: Any) -> Iterator[Logo | None]:
    """A logo of the film's own: what becomes of the house style changes no film. If the block
    raises, nothing is kept."""
    if style.logo is None:
        yield None
        return
    png = _bytes_of(style.logo)
    logo = Logo(project=project, consent_by=user, original_name=style.logo.original_name)
    _write(logo, png)
    try:
        with transaction.atomic():
            with room_for(project.owner_id, logo.size):
                logo.save()
            yield logo
    except BaseException:
        logo.file.delete(save=False)
        raise


def _keep(style: HouseStyle, png: bytes, name: str) -> None:
    logo = HouseLogo(original_name=name)
    _write(logo, png)
    try:
        with transaction.atomic():
            logo.save()
            style.use_logo(logo)
    except BaseException:
        logo.file.delete(save=False)
        raise


def _write(row: StoredFile, png: bytes) -> None:
    row.sha256, row.size = hashlib.sha256(png).hexdigest(), len(png)
    row.file.save("logo", ContentFile(png), save=False)


def _bytes_of(stored: Logo | HouseLogo) -> bytes:
    try:
        opened, _size = opened_whole(stored.file, stored.sha256, stored.size)
    except Lost as lost:
        raise NotReady(_("The logo of this house style is lost. Upload it there again.")) from lost
    with opened:
        return bytes(opened.read())
