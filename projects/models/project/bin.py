"""The bin: where a project lies after its owner has deleted it, until it is deleted for good."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects import events
from projects.crashpoints import Point, reach

from ..audit import Action, record
from ..removal import remove_on_commit, remove_stills_on_commit
from .consent import ProjectConsent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..upload import Logo, OwnClip, OwnMusic, OwnSound, Photo

KEPT = timedelta(days=30)  # in the bin


class ProjectBin(ProjectConsent):
    """Deleting, and taking it back. A project in the bin is absent everywhere else: `objects` does
    not have it, so every other verb finds that it is gone. `everything` has it."""

    if TYPE_CHECKING:
        everything: Any  # of Project
        photos: RelatedManager[Photo]
        own_clips: RelatedManager[OwnClip]
        own_pieces: RelatedManager[OwnMusic]
        logos: RelatedManager[Logo]
        own_sounds: RelatedManager[OwnSound]

    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)

    class Meta(ProjectConsent.Meta):
        abstract = True

    @property
    def days_left(self) -> int:
        """Of a project in the bin: until it is deleted for good, at least 1."""
        now = timezone.now()
        return max(1, ceil(((self.binned_at or now) + KEPT - now) / timedelta(days=1)))

    def move_to_bin(self) -> None:
        """It is gone for all but the bin. Its work stops; what is finished stays with it."""
        with self.locked():
            record(Action.BIN, about=self)
            if self.running:
                self._stop()
            # The same brief, sent again, is another film.
            self.binned_at, self.idempotency_key = Now(), ""
            self.drop_draft()
            self._come_or_go("binned_at", "idempotency_key")

    def leave_bin(self) -> bool:
        """Take it out of the bin, as it was. False if it is not there any more."""
        with suppress(ObjectDoesNotExist), self.locked(type(self).everything.in_bin()):
            record(Action.PUT_BACK, about=self)
            self.binned_at = None
            self._come_or_go("binned_at")
            return True
        return False

    def delete_from_bin(self, *, overdue: bool = False) -> bool:
        """Delete it for good, if it is still there; or only if it was there for long enough."""
        among = type(self).everything.overdue() if overdue else type(self).everything.in_bin()
        with suppress(ObjectDoesNotExist), self.locked(among):
            self.delete_with_files()
            return True
        return False

    def delete_with_files(self) -> None:
        """Delete the project for good, stop its work and remove every file of it."""
        with self.locked(type(self).everything.all()):
            record(Action.DELETE, about=self)
            if self.running:
                self._stop()
            names = [*self.artifacts.values_list("file", flat=True)]
            for own in (self.photos, self.own_clips, self.own_sounds, self.own_pieces, self.logos):
                names += own.values_list("file", flat=True)
            remove_on_commit(names)
            remove_stills_on_commit(self.pk)
            self.drop_draft()
            self._come_or_go()
            self.delete()
            reach(Point.DELETING)

    def _come_or_go(self, *columns: str) -> None:
        """Every open page looks again. It stays at its place in lists: nobody has worked on it."""
        self.revision += 1
        self.save(update_fields=["revision", *columns])
        if "binned_at" in columns:
            self.refresh_from_db(fields=["binned_at"])
        events.publish_on_commit(self)
        events.publish_notices_on_commit(self.owner_id)
