"""Uploads checked at the border: the tick of consent, the file, and how large it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.status_text import CLIP_REASONS, PICTURE_REASONS
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO

from .uploads import is_video


class AgreedForm(forms.Form):
    consent = forms.BooleanField(
        error_messages={"required": _("Tick that the guardians of the children shown have agreed.")}
    )


class PhotoForm(AgreedForm):
    photo = forms.FileField(error_messages={"required": _("Choose a picture first.")})
    field_order = ["photo"]

    def clean_photo(self) -> Any:
        return _not_too_large(self.cleaned_data["photo"], LARGEST_PHOTO, "picture_too_large")


class OwnClipForm(AgreedForm):
    clip = forms.FileField(error_messages={"required": _("Choose a video first.")})
    field_order = ["clip"]

    def clean_clip(self) -> Any:
        return _not_too_large(self.cleaned_data["clip"], LARGEST_CLIP, "clip_too_large")


class UploadForm(AgreedForm):
    """What a scene shows instead of its card: a photo or a video, in one field."""

    own = forms.FileField(error_messages={"required": _("Choose a photo or a video first.")})
    field_order = ["own"]

    def clean_own(self) -> Any:
        own = self.cleaned_data["own"]
        if is_video(own):
            return _not_too_large(own, LARGEST_CLIP, "clip_too_large")
        return _not_too_large(own, LARGEST_PHOTO, "picture_too_large")


def _not_too_large(upload: Any, largest: int, reason: str) -> Any:
    if upload.size > largest:
        raise forms.ValidationError((PICTURE_REASONS | CLIP_REASONS)[reason])
    return upload


def first_error(form: forms.BaseForm) -> str:
    """What to say of a form that cannot be used: one thing after the other."""
    return str(next(iter(form.errors.values()))[0])
