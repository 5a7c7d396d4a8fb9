"""A house style: settings of films that are saved once, for the studio or for a person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.vocabulary import Music, Style

from .audit import Action, record
from .errors import NotReady
from .house_logo import HouseLogo
from .project.brief import Brief
from .project.chosen_captions import ChosenCaptions
from .project.chosen_finish import ChosenFinish
from .project.chosen_music import ChosenMood
from .project.chosen_readings import ChosenReadings
from .project.chosen_voice import ChosenVoice
from .project.contact import Contact
from .project.settings_of import SETTINGS
from .removal import remove_on_commit

MOST = 50
"""Of one person, and of the studio."""


def may_change_for_all(user: Any) -> bool:
    """Whether this person makes and changes the house styles that all are offered."""
    return user.is_staff and user.has_perm("projects.change_housestyle")


class HouseStyleQuerySet(models.QuerySet["HouseStyle"]):
    def offered_to(self, user: Any) -> Self:
        """The studio's, and this person's own. Of each, the default comes first."""
        mine = self.filter(Q(owner=None) | Q(owner=user)).select_related("kept_logo")
        default_first = F("default_since").desc(nulls_last=True)
        return mine.order_by(F("owner").asc(nulls_first=True), default_first, Lower("name"), "pk")

    def changeable_by(self, user: Any) -> Self:
        mine = Q(owner=user)
        return self.filter(mine | Q(owner=None) if may_change_for_all(user) else mine)

    def to_begin_with(self, user: Any, last: Mapping[str, Any]) -> HouseStyle | None:
        """What the next brief of this person begins with: the default, if it is newer than the
        person's `last` brief, or else what that one has chosen. A default of one's own goes before
        the studio's."""
        offered = self.offered_to(user)
        defaults = offered.filter(default_since__isnull=False)
        default = defaults.order_by(F("owner").asc(nulls_last=True), "-default_since").first()
        if default and (not last or default.default_since > last["created_at"]):
            return default
        return offered.filter(pk=last["house_style"]).first() if last else None


class HouseStyle(ChosenVoice, ChosenReadings, ChosenMood, ChosenCaptions, ChosenFinish, Contact):
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
    # Since when new briefs begin with it; None: they do not.
    default_since = models.DateTimeField(null=True, editable=False)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    objects = HouseStyleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("house style"), _("house styles")
        constraints = [
            models.UniqueConstraint(
                "owner", Lower("name"), name="house_style_name_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_studio(self) -> bool:
        return self.owner_id is None

    @property
    def is_default(self) -> bool:
        return self.default_since is not None

    @property
    def logo(self) -> HouseLogo | None:
        return getattr(self, "kept_logo", None)

    @property
    def values(self) -> dict[str, Any]:
        """For the fields of a brief."""
        return {name: getattr(self, name) for name in SETTINGS}

    def take(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    def take_settings(self, project: Brief) -> None:
        """Have the settings of this film. Its own music stays its own: that is of one film."""
        self.take({name: getattr(project, name) for name in SETTINGS})
        if self.music == Music.OWN:
            self.music = Music.BY_STYLE.value

    def store(self) -> None:
        """Save a new or a changed one. Raises ValidationError, for a name that is there already,
        for example; NotReady if there are enough; DoesNotExist if it was deleted meanwhile."""
        self.name = " ".join(self.name.split())
        if self.music == Music.OWN:
            own = ValidationError(_("A piece of your own is of one film only."), code="unfit")
            raise ValidationError({"music": own})
        self.full_clean(validate_constraints=False)
        is_new = self._state.adding
        try:
            with transaction.atomic():
                self._check_room() if is_new else self._lock()
                self.save(force_insert=is_new)
                record(Action.HOUSE_STYLE, about=self, detail="made" if is_new else "changed")
        except IntegrityError as taken:
            there = ValidationError(_("There is a house style of this name already."), code="unfit")
            raise ValidationError({"name": there}) from taken

    def make_default(self, wanted: bool) -> None:
        """Let new briefs begin with it instead of another one of the same owner, or not."""
        if wanted == self.is_default:
            return
        with transaction.atomic():
            others = HouseStyle.objects.filter(owner=self.owner)
            others.filter(default_since__isnull=False).update(default_since=None)
            if wanted:
                others.filter(pk=self.pk).update(default_since=Now())
            record(Action.HOUSE_STYLE, about=self, detail="default" if wanted else "no_default")
        self.refresh_from_db(fields=["default_since"])

    def keep_logo(self, logo: HouseLogo | None) -> None:
        """Keep this logo, whose file is stored already, in the place of the present one."""
        with transaction.atomic():
            self._lock()
            for old in HouseLogo.objects.filter(house_style=self):
                remove_on_commit([str(old.file)])
                old.delete()
            if logo:
                logo.house_style = self
                logo.save()
            record(Action.HOUSE_STYLE, about=self, detail="logo" if logo else "no_logo")
        self.kept_logo = logo

    def delete_with_logo(self) -> None:
        """Films that were made in it stay as they are."""
        with transaction.atomic():
            self._lock()
            logos = HouseLogo.objects.filter(house_style=self)
            remove_on_commit(logos.values_list("file", flat=True))
            record(Action.HOUSE_STYLE, about=self, detail="deleted")
            self.delete()

    def _lock(self) -> None:
        """Another tab waits here, and then finds what this one has done."""
        HouseStyle.objects.select_for_update(no_key=True).get(pk=self.pk)

    def _check_room(self) -> None:
        if HouseStyle.objects.filter(owner=self.owner).count() >= MOST:
            enough = _("There are %(most)s house styles already. Delete one first.")
            raise NotReady(enough % {"most": MOST})
