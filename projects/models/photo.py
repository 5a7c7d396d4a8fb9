from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .project import Project


def photo_path(photo: Photo, filename: str) -> str:
    return f"projects/{photo.project_id}/photo-{photo.pk}.jpg"


class Photo(models.Model):
    """A person's own picture, re-encoded by us, and who said that guardians have agreed to it.

    Rows stay while the project does, also when a scene uses another picture now: who ticked, when
    and for which file can then still be answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to=photo_path, max_length=200)
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=200)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    consent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("photo"), _("photos")

    def __str__(self) -> str:
        return self.original_name
