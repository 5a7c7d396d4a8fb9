from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .own import Own


def own_clip_path(clip: OwnClip, filename: str) -> str:
    return f"projects/{clip.project_id}/own-clip-{clip.pk}"


class OwnClip(Own):
    """A person's own video: its pictures as they came, without its sound (media.clip_intake)."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="own_clips"
    )
    file = models.FileField(upload_to=own_clip_path, max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("own clip"), _("own clips")
