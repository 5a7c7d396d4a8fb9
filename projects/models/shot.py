from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.shots import Wish, wish_of
from projects.providers.base import MOST_SHOTS
from projects.vocabulary import ClipSound

from .errors import NotReady
from .upload import OwnClip, OwnSound, Photo

SHORTEST_PART = 1.0  # seconds of an own clip


class ShotManager(models.Manager["Shot"]):
    """Reads the uploads with their shots: nobody wants the one without the other."""

    def get_queryset(self) -> models.QuerySet[Shot]:
        return super().get_queryset().select_related("photo", "own_clip__own_sound")


class Shot(models.Model):
    """A photo or an own clip in a scene, which shows its shots one after the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scene = models.ForeignKey("projects.Scene", on_delete=models.CASCADE, related_name="shots")
    position = models.PositiveSmallIntegerField(_("number"))
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.CASCADE, related_name="shots"
    )
    own_clip = models.ForeignKey(
        OwnClip, null=True, blank=True, on_delete=models.CASCADE, related_name="shots"
    )
    sound = models.CharField(
        _("sound"),
        max_length=10,
        choices=ClipSound.choices,
        default=ClipSound.OFF,
        db_default=ClipSound.OFF,
    )

    # The point that a crop keeps in view, as shares of the picture; none leaves it to the faces.
    focus_x = models.FloatField(null=True, blank=True)
    focus_y = models.FloatField(null=True, blank=True)
    # Seconds of an own clip between which it is shown; none is its own begin or end.
    begin = models.FloatField(null=True, blank=True)
    end = models.FloatField(null=True, blank=True)

    objects = ShotManager()

    class Meta:
        verbose_name, verbose_name_plural = _("shot"), _("shots")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "position"],
                name="shot_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST_SHOTS),
                name="scene_at_most_six_shots",
            ),
            models.CheckConstraint(
                condition=models.Q(photo=None) ^ models.Q(own_clip=None), name="shot_shows_one"
            ),
            models.CheckConstraint(
                condition=models.Q(focus_x=None, focus_y=None)
                | models.Q(focus_x__range=(0, 1), focus_y__range=(0, 1)),
                name="shot_focus_inside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.upload}"

    @classmethod
    def of(cls, upload: Photo | OwnClip) -> Shot:
        """A shot of this upload, which belongs to no scene yet."""
        is_photo = isinstance(upload, Photo)
        return cls(**{"photo" if is_photo else "own_clip": upload})

    def copy(self) -> Shot:
        """Another shot of the same upload, with all that was chosen for it, in no scene yet."""
        own = {"id", "scene", "position"}
        chosen = [field for field in self._meta.concrete_fields if field.name not in own]
        return Shot(**{field.attname: getattr(self, field.attname) for field in chosen})

    @property
    def upload(self) -> Photo | OwnClip:
        upload = self.photo or self.own_clip
        assert upload is not None  # noqa: S101 - the constraint shot_shows_one
        return upload

    def frame(
        self,
        focus: tuple[float, float] | None,
        begin: float | None = None,
        end: float | None = None,
    ) -> None:
        """Keep this point in view, or leave that to the faces, and show the own clip between these
        seconds. Raises NotReady for a photo with seconds, and for too short a part."""
        clip = self.own_clip
        if clip is None and (begin or end is not None):
            raise NotReady(_("Only a video has a begin and an end."))
        if clip and clip.seconds and end is not None and end >= clip.seconds:
            end = None
        last = end if end is not None else clip and clip.seconds
        if last and last - (begin or 0.0) < SHORTEST_PART:
            raise NotReady(_("Show at least one second of the video."))
        self.focus_x, self.focus_y = focus or (None, None)
        self.begin, self.end = begin or None, end
        self.save(update_fields=["focus_x", "focus_y", "begin", "end"])

    @property
    def focus(self) -> tuple[float, float] | None:
        if self.focus_x is None or self.focus_y is None:
            return None
        return self.focus_x, self.focus_y

    @property
    def part(self) -> tuple[float, float | None]:
        """The seconds of its own clip between which it is shown; None is its end."""
        return self.begin or 0.0, self.end

    @property
    def cut(self) -> list[float | None]:
        """The same if its owner has chosen it; empty for all of the clip."""
        return [*self.part] if self.part != (0.0, None) else []

    @property
    def wish(self) -> Wish:
        """How long it should be seen: of an own clip what is shown of it."""
        begin, end = self.part
        last = end if end is not None else self.own_clip and self.own_clip.seconds
        return wish_of(last - begin) if self.own_clip and last else self.upload.wish

    @property
    def framing_recipe(self) -> list[float | None]:
        """Empty for a shot that is framed by itself, as all were once."""
        framed = [self.focus_x, self.focus_y, self.begin, self.end]
        return framed if any(each is not None for each in framed) else []

    @property
    def own_sound(self) -> OwnSound | None:
        """The sound of its own clip; None for a photo, and for a video without any."""
        return getattr(self.own_clip, "own_sound", None)

    @property
    def is_lost(self) -> bool:
        """Whether its file cannot be read any more, or the sound of it that is heard."""
        return self.upload.lost or bool(self.heard and self.heard.lost)

    @property
    def sound_choices(self) -> Sequence[tuple[str, Any]]:
        """What a person can choose; nothing if there is no sound."""
        return ClipSound.choices if self.own_sound else []

    @property
    def heard(self) -> OwnSound | None:
        """The sound that is heard while it is shown."""
        return None if self.sound == ClipSound.OFF else self.own_sound
