"""The captions of a film, as its brief chooses them."""

from __future__ import annotations

from dataclasses import astuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.captions.look import CaptionLook
from projects.vocabulary import CaptionPosition, CaptionSize, CaptionStyle

CAPTIONS = ("caption_style", "caption_position", "caption_size")


class ChosenCaptions(models.Model):
    """Fields of a brief: how captions look, and where they stand."""

    caption_style = models.CharField(
        _("captions"),
        max_length=20,
        choices=CaptionStyle.choices,
        default=CaptionStyle.HIGHLIGHT.value,
        db_default=CaptionStyle.HIGHLIGHT.value,
    )
    caption_position = models.CharField(
        _("place of the captions"),
        max_length=20,
        choices=CaptionPosition.choices,
        default=CaptionPosition.BOTTOM.value,
        db_default=CaptionPosition.BOTTOM.value,
    )
    caption_size = models.CharField(
        _("size of the captions"),
        max_length=20,
        choices=CaptionSize.choices,
        default=CaptionSize.MEDIUM.value,
        db_default=CaptionSize.MEDIUM.value,
    )

    class Meta:
        abstract = True

    @property
    def caption_look(self) -> CaptionLook:
        if self.caption_style == CaptionStyle.OFF:
            return CaptionLook(CaptionStyle.OFF)  # where they would stand changes nothing
        return CaptionLook(self.caption_style, self.caption_position, self.caption_size)

    @property
    def captions_recipe(self) -> dict[str, str]:
        """What a clip is made from besides its words: nothing for captions as usual."""
        look = self.caption_look
        return dict(zip(CAPTIONS, astuple(look), strict=True)) if look != CaptionLook() else {}
