"""The logo of a film, as its owner chooses it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..upload import Logo


class ChosenLogo(models.Model):
    """Fields of a project. Films without a logo are as they were before there were any."""

    logo = models.ForeignKey(
        Logo, null=True, blank=True, on_delete=models.SET_NULL, related_name="films"
    )
    # From which its settings were taken last; they may have changed since.
    house_style = models.ForeignKey(
        "projects.HouseStyle",
        verbose_name=_("house style"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    show_logo = models.BooleanField(_("show the logo"), default=True, db_default=True)

    class Meta:
        abstract = True

    @property
    def shown_logo(self) -> Logo | None:
        return self.logo if self.show_logo else None

    @property
    def logo_recipe(self) -> dict[str, str]:
        """What a clip is made from besides its words."""
        return {"logo": self.shown_logo.sha256} if self.shown_logo else {}

    @property
    def shows_lost_logo(self) -> bool:
        return self.shown_logo is not None and self.shown_logo.lost
