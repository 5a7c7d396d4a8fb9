"""The logos of house styles: taken in, and copied to films and from them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.media.probe import Damaged
from projects.models import HouseLogo, HouseStyle, Logo, NotReady, Project, RateLimit
from projects.models.audit import Action, record
from projects.models.storage_limit import room_for
from videostudio.upload_limits import LARGEST_ANONYMOUS

from .intake import store, write_anew
from .uploads import received_of

Row = TypeVar("Row", HouseLogo, Logo)


def taken_in(sent: UploadedFile, user: Any) -> HouseLogo:
    """What was sent, stored for `save`. `user` says by that that it may be used.

    Raises Refused, and NotReady if the disk is full or a limit of this person is met.
    """
    if (sent.size or 0) <= LARGEST_ANONYMOUS:
        RateLimit.count_sent(user.pk, sent.size or 0)  # the door counts larger bodies
    logo = HouseLogo(original_name=(sent.name or "")[-200:])
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        received = received_of(sent, Path(folder))
        store({logo: write_anew(Logo, received, Path(folder)).file})
    return logo


def logo_of(project: Project) -> HouseLogo | None:
    """A copy of what the film shows, stored for `save`. Raises NotReady if it is lost."""
    if shown := project.shown_logo:
        return _copied(shown, HouseLogo(original_name=shown.original_name))
    return None


def save(
    style: HouseStyle,
    logo: HouseLogo | None = None,
    *,
    without_logo: bool = False,
    is_default: bool | None = None,
) -> None:
    """Save a new or a changed house style with this logo, or its present one, or none. Raises as
    its `store` does; then nothing is changed."""
    with _removed_if_unused(logo), _room(style, logo):
        style.store()
        if logo or without_logo:
            style.keep_logo(logo)
        if is_default is not None:
            style.make_default(is_default)


def use(project: Project, style: HouseStyle, user: Any) -> None:
    """Give the film all that the house style keeps. Raises NotReady if its logo is lost or there
    is no room for it, and AlreadyRunning."""
    with _logo_for(project, style, user) as logo:
        project.use_house_style(style, logo)


def give_logo(project: Project, style: HouseStyle, user: Any) -> None:
    """Let a film that was just made show the logo of its house style. Raises NotReady."""
    with _logo_for(project, style, user) as logo:
        project.logo = logo
        project.save(update_fields=["logo"])


def _room(style: HouseStyle, logo: HouseLogo | None) -> AbstractContextManager[None]:
    """For one more logo among the files of its owner; the studio's own have no limit."""
    return room_for(style.owner_id, logo.size) if logo and style.owner_id else nullcontext()


@contextmanager
def _logo_for(project: Project, style: HouseStyle, user: Any) -> Iterator[Logo | None]:
    """A logo of the film's own: what becomes of the house style changes no film."""
    if style.logo is None:
        yield None
        return
    name = style.logo.original_name
    logo = _copied(style.logo, Logo(project=project, consent_by=user, original_name=name))
    with _removed_if_unused(logo):
        with room_for(project.owner_id, logo.size):
            logo.save()
        record(Action.UPLOAD, about=logo, detail="copied")
        yield logo


@contextmanager
def _removed_if_unused(row: HouseLogo | Logo | None) -> Iterator[None]:
    """A transaction for the row of a stored file."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        # A commit may succeed and its answer be lost.
        if row and not type(row)._default_manager.filter(pk=row.pk).exists():
            row.file.delete(save=False)
        raise


def _copied(logo: HouseLogo | Logo, copy: Row) -> Row:
    """Another row, with the same bytes stored for it."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="studio-") as folder,
            logo.local(Path(folder), lambda: None) as path,
        ):
            store({copy: path})
    except (FileNotFoundError, Damaged) as lost:
        raise NotReady(_("The logo is lost. Upload it again where it was uploaded.")) from lost
    return copy
