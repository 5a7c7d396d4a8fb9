from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .own import Own


def photo_path(photo: Photo, filename: str) -> str:
    return f"projects/{photo.project_id}/photo-{photo.pk}.jpg"


class Photo(Own):
    """A person's own picture."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to=photo_path, max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("photo"), _("photos")
