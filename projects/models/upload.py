from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.shots import PHOTO, Wish, wish_of
from projects.providers import base as providers

from .stored_file import StoredFile


class OwnFile(StoredFile):
    """What only its owner can send again."""

    project: models.ForeignKey  # each model has its own name for its files
    # Its file is gone or damaged: pages say so. Another file that equals it heals it.
    lost = models.BooleanField(default=False, editable=False, db_default=False)

    class Meta:
        abstract = True

    def notice_lost(self) -> None:
        self.project.notice_own(self, lost=True)


class Upload(OwnFile):
    """A person's upload, without any data but its pictures or its sound, and who ticked for it.

    A row stays as long as its project, also if it is not used any more: it proves who ticked that
    guardians agree, or that the music may be used, when, and for which file.
    """

    original_name = models.CharField(_("name of the file"), max_length=200)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("consent ticked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    consent_at = models.DateTimeField(_("consent ticked"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name


class Material(Upload):
    """A photo or an own clip of a project. Without a shot that shows it, it lies on the shelf."""

    file: models.FileField  # each model has its own path
    is_clip = False

    # As its file says, or else as the browser says of the file. It orders the shelf.
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True, db_default=None)
    # Somebody who is shown does not agree any more: its file is gone for good.
    withdrawn_at = models.DateTimeField(
        _("consent withdrawn"), null=True, editable=False, db_default=None
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("consent withdrawn by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def wish(self) -> Wish:
        """How long it should be seen."""
        return PHOTO

    @property
    def for_writer(self) -> providers.Material:
        """What a script writer gets of it."""
        wish, seconds = self.wish, getattr(self, "seconds", None)
        return providers.Material(
            self.original_name, self.is_clip, wish.least, wish.best, seconds, self.taken_at
        )

    @property
    def everywhere(self) -> models.QuerySet[Any]:
        """The same file in all projects of its owner, also in the bin, in copies that others have
        made of them, and itself: who does not agree any more is asked about all of them."""
        rows: Any = type(self)._default_manager
        owned = models.Q(project__owner=self.project.owner_id)
        copied = models.Q(consent_by=self.consent_by_id, consent_at=self.consent_at)
        return rows.filter(owned | copied, sha256=self.sha256)

    @property
    def order(self) -> tuple[datetime, str]:
        """By the time at which it was taken, or else by that at which it came."""
        return self.taken_at or self.consent_at, str(self.pk)


def photo_path(photo: Photo, filename: str) -> str:
    return f"projects/{photo.project_id}/photo-{photo.pk}.jpg"


class Photo(Material):
    """A person's own picture."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to=photo_path, max_length=200)
    # The heads of the people in it: [left, top, right, bottom] as shares of it, the largest first.
    # None until somebody has looked for them.
    heads = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("photo"), _("photos")


def own_clip_path(clip: OwnClip, filename: str) -> str:
    return f"projects/{clip.project_id}/own-clip-{clip.pk}"


class OwnClip(Material):
    """A person's own video: its unchanged pictures (media.intake.video). Its sound, if it has any,
    is in `own_sound`."""

    is_clip = True

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="own_clips"
    )
    file = models.FileField(upload_to=own_clip_path, max_length=200)
    seconds = models.FloatField(null=True, editable=False, db_default=None)  # None: not measured
    # The heads that are seen at some of its seconds: [second, heads as those of a photo] of each.
    # None until somebody has looked for them.
    looks = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("own clip"), _("own clips")

    @property
    def wish(self) -> Wish:
        return wish_of(self.seconds)


def own_sound_path(sound: OwnSound, filename: str) -> str:
    return f"projects/{sound.project_id}/own-sound-{sound.pk}.m4a"


class OwnSound(OwnFile):
    """The sound of an own clip (media.intake.clip_sound). Clips from before sounds were kept have
    none."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="own_sounds"
    )
    own_clip = models.OneToOneField(OwnClip, on_delete=models.CASCADE, related_name="own_sound")
    file = models.FileField(upload_to=own_sound_path, max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("own sound"), _("own sounds")

    def __str__(self) -> str:
        return str(self.own_clip)


def own_music_path(music: OwnMusic, filename: str) -> str:
    return f"projects/{music.project_id}/music-{music.pk}.m4a"


class OwnMusic(Upload):
    """A person's own piece of music for a film, which they have said they may use."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="own_pieces"
    )
    file = models.FileField(upload_to=own_music_path, max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("own music"), _("own music")


def logo_path(logo: Logo, filename: str) -> str:
    return f"projects/{logo.project_id}/logo-{logo.pk}.png"


class Logo(Upload):
    """The logo of a film, sent for it, or a copy of the one that a house style keeps. Who sends it
    says by that that it may be used."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="logos")
    file = models.FileField(upload_to=logo_path, max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("logo"), _("logos")


OWN_FILES = (Logo, OwnClip, OwnMusic, OwnSound, Photo)
