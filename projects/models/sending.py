"""A file that comes in pieces: a lost connection or a reload loses none of what has come."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .errors import TooManySendings
from .upload import OwnClip, Photo

KEPT = timedelta(days=1)  # without a sign of life
MOST = 200  # of one person at one time


class Kind(models.TextChoices):
    PHOTO = "photo", _("photo")
    CLIP = "clip", _("own clip")


class State(models.TextChoices):
    COMING = "coming", _("on its way")
    ARRIVED = "arrived", _("here, but not read yet")
    READY = "ready", _("read, but its project is not made yet")
    TAKEN = "taken", _("on the shelf")
    REFUSED = "refused", _("refused")


class SendingQuerySet(models.QuerySet["Sending"]):
    def of(self, owner: Any) -> SendingQuerySet:
        """Every query of a request must start here: it leaves out what others send."""
        return self.filter(owner=owner)

    def open(self) -> SendingQuerySet:
        """Those whose file is not on a shelf, and was not refused."""
        return self.filter(photo=None, own_clip=None, reason="")

    def forgotten(self) -> SendingQuerySet:
        return self.filter(touched_at__lt=Now() - KEPT)

    def same(self, said: dict[str, Any]) -> Sending | None:
        """The open one of the same file: who chooses a file again goes on where it was."""
        if said["modified_at"] is None:
            return None
        names = ("project", "brief", "name", "length", "modified_at")
        return self.open().filter(**{name: said[name] for name in names}).first()

    def of_brief(self, owner: Any, brief: str) -> SendingQuerySet:
        """Those of a page whose brief has made no project yet."""
        return self.of(owner).filter(project=None, brief=brief) if brief else self.none()


class Sending(models.Model):
    """One file on its way to a project, or to a brief that has made no project yet.

    Its pieces lie in the data folder (files/sending.py), and become a photo or an own clip when all
    of them are there. Then the row stays for a while, and says what has become of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sendings"
    )
    project = models.ForeignKey(
        "projects.Project", null=True, on_delete=models.CASCADE, related_name="sendings"
    )
    brief = models.CharField(max_length=64, blank=True)  # the key that was drawn with its page
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(max_length=100, blank=True)  # as its sender calls it
    length = models.PositiveBigIntegerField()  # bytes
    offset = models.PositiveBigIntegerField(default=0)  # bytes that are stored
    modified_at = models.DateTimeField(null=True)  # the file, as the browser says
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    consent_at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)  # "": not read yet
    taken_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_default="")  # of what was written of it
    reason = models.CharField(max_length=40, blank=True)  # why it was refused: files/reasons.py
    photo = models.ForeignKey(Photo, null=True, on_delete=models.CASCADE, related_name="+")
    own_clip = models.ForeignKey(OwnClip, null=True, on_delete=models.CASCADE, related_name="+")
    touched_at = models.DateTimeField(db_default=Now())

    objects = SendingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("sending"), _("sendings")
        ordering = ["consent_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("length")), name="sending_not_longer"),
            models.CheckConstraint(
                condition=Q(project=None) | Q(brief=""), name="sending_to_one_place"
            ),
        ]
        indexes = [models.Index(fields=["owner", "brief"], name="sending_mine")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def begin(cls, owner: Any, **said: Any) -> Sending:
        """Raises TooManySendings. The owner's row is locked (`storage_limit.room_for`)."""
        if cls.objects.of(owner).open().count() >= MOST:
            raise TooManySendings
        made = cls.objects.create(owner=owner, consent_by=owner, **said)
        made.refresh_from_db()
        return made

    @property
    def state(self) -> State:
        if self.reason:
            return State.REFUSED
        if self.material:
            return State.TAKEN
        if self.kind:
            return State.READY
        return State.ARRIVED if self.offset == self.length else State.COMING

    @property
    def material(self) -> Photo | OwnClip | None:
        """What has become of it."""
        return self.photo or self.own_clip

    @property
    def percent(self) -> int:
        return 100 * self.offset // self.length if self.length else 100

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + KEPT

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A transaction in which the row is locked and freshly read. Raises DoesNotExist."""
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))
            yield

    def touch(self, *fields: str) -> None:
        """Save these columns, and that there was a sign of life."""
        self.touched_at = Now()
        self.save(update_fields=[*fields, "touched_at"])
        self.refresh_from_db(fields=["touched_at"])


def coming_of(owner: int) -> int:
    """The bytes of all that this person sends at the moment, whether they have come or not."""
    open_ones = Sending.objects.filter(owner=owner).open()
    return open_ones.aggregate(total=Sum("length", default=0))["total"]
