"""The logos that house styles keep for films."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .stored_file import StoredFile


def house_logo_path(logo: HouseLogo, filename: str) -> str:
    # Beside the folders of projects, so the cleanup finds what no row names.
    return f"projects/house-styles/logo-{logo.pk}.png"


class HouseLogo(StoredFile):
    """The logo of a house style. It is never changed: another one is another row."""

    house_style = models.OneToOneField(
        "projects.HouseStyle", on_delete=models.CASCADE, related_name="kept_logo"
    )
    file = models.FileField(upload_to=house_logo_path, max_length=200)
    original_name = models.CharField(_("name of the file"), max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("logo of a house style"), _("logos of house styles")

    def __str__(self) -> str:
        return self.original_name
