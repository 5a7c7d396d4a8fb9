"""How many bytes the projects of one person may hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet, Sum

from videostudio.upload_limits import MB, in_words

from .artifact import Artifact
from .draft import DraftPart
from .errors import TooMuchStored
from .house_logo import HouseLogo
from .sending import coming_of
from .upload import OWN_FILES


def stored_of(owner: int) -> int:
    """The bytes of all files in this person's projects: what was sent, also what is still to come
    of it, and what was made. The logos of the person's own house styles count too."""
    logos = HouseLogo.objects.filter(house_style__owner=owner)
    return _stored(project__owner=owner) + _bytes(logos) + coming_of(owner)


def binned_of(owner: int) -> int:
    """Those of the projects in this person's bin. They count as the others do."""
    return _stored(project__owner=owner, project__binned_at__isnull=False)


def _stored(**of: Any) -> int:
    # Of what is not used any more only the row stays, without a file.
    models = (Artifact, DraftPart, *OWN_FILES)
    return sum(_bytes(model.objects.filter(**of).exclude(file="")) for model in models)


def _bytes(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(total=Sum("size", default=0))["total"])


def check_stored(owner: int, more: int = 1) -> None:
    """Raises TooMuchStored if there is no room for so many bytes more."""
    most = settings.STUDIO_STORED * MB
    if stored_of(owner) + more > most:
        raise TooMuchStored(in_words(most))


@contextmanager
def room_for(owner: int, size: int) -> Iterator[None]:
    """A transaction in which rows with files of so many bytes are written. Others of the same
    person wait for it, so that two together cannot get past the limit. Raises TooMuchStored."""
    people = get_user_model().objects.select_for_update(no_key=True)
    with transaction.atomic():
        people.filter(pk=owner).first()
        check_stored(owner, size)
        yield
