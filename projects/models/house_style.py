"""A house style: settings of films that are saved once, for the studio or for a person."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.vocabulary import Music, Style

from .audit import Action, record
from .errors import NotReady
from .house_logo import HouseLogo
from .project.chosen_captions import ChosenCaptions
from .project.chosen_finish import ChosenFinish
from .project.chosen_music import ChosenMood
from .project.chosen_voice import ChosenVoice
from .project.contact import Contact
from .project.settings_of import SETTINGS
from .removal import remove_on_commit

if TYPE_CHECKING:
    from .project.model import Project

MOST = 50
"""Of one person, and of the studio."""


def may_change_for_all(user: Any) -> bool:
    """Whether this person makes and changes the house styles that all are offered."""
    return user.is_staff and user.has_perm("projects.change_housestyle")


class HouseStyleQuerySet(models.QuerySet["HouseStyle"]):
    def offered_to(self, user: Any) -> Self:
        """The studio's, and this person's own."""
        return self.filter(Q(owner=None) | Q(owner=user)).select_related("logo")

    def changeable_by(self, user: Any) -> Self:
        mine = Q(owner=user)
        return self.filter(mine | Q(owner=None) if may_change_for_all(user) else mine)


class HouseStyle(ChosenVoice, ChosenMood, ChosenCaptions, ChosenFinish, Contact):
    """A film takes its settings as they are then. Later changes change no film."""

    SHOWN = ("name", *Contact.SHOWN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: the studio's.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="house_styles",
    )
    name = models.CharField(pgettext_lazy("house style", "name"), max_length=60)
    style = models.CharField(_("style"), max_length=20, choices=Style.choices, default=Style.WARM)
    logo = models.OneToOneField(
        HouseLogo, null=True, blank=True, on_delete=models.SET_NULL, related_name="house_style"
    )
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    objects = HouseStyleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("house style"), _("house styles")
        ordering = [models.F("owner").asc(nulls_first=True), Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="house_style_name_once",
                nulls_distinct=False,
                violation_error_message=_("There is a house style of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_studio(self) -> bool:
        return self.owner_id is None

    @property
    def values(self) -> dict[str, Any]:
        """For the fields of a brief."""
        return {name: getattr(self, name) for name in SETTINGS}

    def take_settings(self, project: Project) -> None:
        """Have the settings of this film. Its own music stays its own: that is of one film."""
        for name in SETTINGS:
            setattr(self, name, getattr(project, name))
        if self.music == Music.OWN:
            self.music = Music.BY_STYLE.value

    def store(self) -> None:
        """Save a new or a changed one. Raises ValidationError: for a name that is there already,
        for example; and NotReady if there are enough."""
        self.name = " ".join(self.name.split())
        if self.music == Music.OWN:
            own = ValidationError(_("A piece of your own is of one film only."), code="unfit")
            raise ValidationError({"music": own})
        self.full_clean(validate_constraints=False)
        with transaction.atomic():
            is_new = self._state.adding
            self._check_name()
            if is_new and HouseStyle.objects.filter(owner=self.owner).count() >= MOST:
                raise NotReady(
                    _("There are %(most)s house styles already. Delete one first.") % {"most": MOST}
                )
            self.save()
            record(Action.HOUSE_STYLE, about=self, detail="made" if is_new else "changed")

    def _check_name(self) -> None:
        others = HouseStyle.objects.filter(owner=self.owner, name__iexact=self.name)
        if others.exclude(pk=self.pk).exists():
            taken = ValidationError(_("There is a house style of this name already."), code="unfit")
            raise ValidationError({"name": taken})

    def use_logo(self, logo: HouseLogo | None) -> None:
        """Keep this logo instead of the present one, whose file goes."""
        with transaction.atomic():
            old = self.logo
            self.logo = logo
            self.save(update_fields=["logo"])
            if old:
                remove_on_commit([str(old.file)])
                old.delete()

    def delete_with_logo(self) -> None:
        """Films that were made in it stay as they are."""
        with transaction.atomic():
            record(Action.HOUSE_STYLE, about=self, detail="deleted")
            self.use_logo(None)
            self.delete()
