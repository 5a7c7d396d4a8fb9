"""The music of a film, as its brief chooses it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.sound.moods import mood_for
from projects.vocabulary import LOUDEST_MUSIC, MUSIC_LEVEL, SOFTEST_MUSIC, Music

from ..upload import OwnMusic


class ChosenMood(models.Model):
    """Fields of a brief and of a house style: what plays under the voice, and how far below it."""

    # Films from before there was music are "off": they stay as they are.
    music = models.CharField(
        _("music"),
        max_length=20,
        choices=[(code, name) for code, name in Music.choices if code],
        blank=True,
        default=Music.BY_STYLE.value,
        db_default=Music.OFF.value,
    )
    music_level = models.PositiveSmallIntegerField(
        _("music below the voice"),
        default=MUSIC_LEVEL,
        db_default=MUSIC_LEVEL,
        validators=[MinValueValidator(LOUDEST_MUSIC), MaxValueValidator(SOFTEST_MUSIC)],
    )

    class Meta:
        abstract = True


class ChosenMusic(ChosenMood):
    """The same with a piece of the owner's."""

    style: Any  # of the brief
    video_type: Any

    own_music = models.ForeignKey(
        OwnMusic, null=True, blank=True, on_delete=models.SET_NULL, related_name="films"
    )

    class Meta(ChosenMood.Meta):
        abstract = True

    @property
    def mood(self) -> Music:
        """The mood that plays, or OWN, or OFF."""
        return Music(self.music or mood_for(self.style, self.video_type))

    @property
    def music_recipe(self) -> dict[str, Any]:
        """What the film is made from besides its clips; nothing for a film without music."""
        mood = self.mood
        if mood == Music.OFF:
            return {}
        played = self.own_music.sha256 if mood == Music.OWN and self.own_music else mood.value
        return {"music": played, "music_level": self.music_level}

    @property
    def plays_lost_music(self) -> bool:
        """Whether it wants its owner's music, which cannot be read any more."""
        return self.mood == Music.OWN and self.own_music is not None and self.own_music.lost

    def check_music(self) -> None:
        """Raises ValidationError if it is to be the owner's music, and none was uploaded."""
        if self.music == Music.OWN and self.own_music is None:
            raise ValidationError(
                {"music": ValidationError(_("Upload a piece of music first."), code="unfit")}
            )
