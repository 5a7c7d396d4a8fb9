"""Forms that check an upload before it is read: the consent, the file, and its size."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from videostudio.upload_limits import LARGEST_CLIP, LARGEST_LOGO, LARGEST_MUSIC, LARGEST_PHOTO

from .reasons import REASONS
from .uploads import is_video


def _file(missing: Any) -> forms.FileField:
    """An empty file is no picture, video or music: whoever reads it says what to choose instead."""
    return forms.FileField(allow_empty_file=True, error_messages={"required": missing})


class AgreedForm(forms.Form):
    consent = forms.BooleanField(
        error_messages={"required": _("Tick that the guardians of the children shown have agreed.")}
    )


class PhotoForm(AgreedForm):
    photo = _file(_("Choose a picture first."))
    field_order = ["photo"]

    def clean_photo(self) -> Any:
        return _not_too_large(self.cleaned_data["photo"], LARGEST_PHOTO, "picture_too_large")


class OwnClipForm(AgreedForm):
    clip = _file(_("Choose a video first."))
    field_order = ["clip"]

    def clean_clip(self) -> Any:
        return _not_too_large(self.cleaned_data["clip"], LARGEST_CLIP, "clip_too_large")


class OwnMusicForm(forms.Form):
    """A piece of music, with the tick that it may be used."""

    music = _file(_("Choose a piece of music first."))
    rights = forms.BooleanField(
        error_messages={"required": _("Tick that you have the right to use this music.")}
    )

    def clean_music(self) -> Any:
        return _not_too_large(self.cleaned_data["music"], LARGEST_MUSIC, "music_too_large")


class LogoForm(forms.Form):
    logo = _file(_("Choose a picture of the logo first."))

    def clean_logo(self) -> Any:
        return _not_too_large(self.cleaned_data["logo"], LARGEST_LOGO, "logo_too_large")


class UploadForm(AgreedForm):
    """A photo or a video in one field. The scene shows it instead of its card."""

    own = _file(_("Choose a photo or a video first."))
    field_order = ["own"]

    def clean_own(self) -> Any:
        own = self.cleaned_data["own"]
        if is_video(own):
            return _not_too_large(own, LARGEST_CLIP, "clip_too_large")
        return _not_too_large(own, LARGEST_PHOTO, "picture_too_large")


def _not_too_large(upload: Any, largest: int, reason: str) -> Any:
    if upload.size > largest:
        raise forms.ValidationError(REASONS[reason])
    return upload


def first_error(form: forms.BaseForm) -> str:
    """The first error of an invalid form, because people mend one error after the other."""
    return str(next(iter(form.errors.values()))[0])
