"""The brief: what a person asks for. Its fields are the first columns of a Project."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects import key_points
from projects.illustration import facts
from projects.language import language_of, language_of_pages
from projects.providers import base as providers
from projects.providers import estimate_of, speakers
from projects.providers.base import ROOM_FOR_POINTS, Estimate
from projects.vocabulary import (
    LONGEST,
    SHORTEST,
    Duration,
    Platform,
    Purpose,
    Style,
    VideoType,
)

from .chosen_captions import ChosenCaptions
from .chosen_finish import ChosenFinish
from .chosen_logo import ChosenLogo
from .chosen_makers import ChosenMakers
from .chosen_music import ChosenMusic
from .chosen_purpose import ChosenPurpose
from .chosen_readings import ChosenReadings
from .chosen_voice import ChosenVoice
from .contact import CONTACT, Contact
from .photos_leave import PhotosLeave


class Brief(
    ChosenVoice,
    ChosenReadings,
    ChosenMusic,
    ChosenCaptions,
    ChosenFinish,
    ChosenPurpose,
    ChosenMakers,
    PhotosLeave,
    ChosenLogo,
    Contact,
):
    SHOWN = ("topic", "title", "key_points", "target_audience", *CONTACT)

    topic = models.CharField(_("topic"), max_length=80)
    title = models.CharField(pgettext_lazy("film", "title"), max_length=80, blank=True)
    title_found = models.BooleanField(db_default=False)  # by the script writer, not by a person
    platform = models.CharField(
        _("platform"), max_length=20, choices=Platform.choices, default=Platform.DOUYIN
    )
    video_type = models.CharField(
        _("type"), max_length=20, choices=VideoType.choices, default=VideoType.ENROLLMENT
    )
    seconds = models.PositiveSmallIntegerField(
        _("length in seconds"),
        default=Duration.SHORT.seconds.aim,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    style = models.CharField(_("style"), max_length=20, choices=Style.choices, default=Style.WARM)
    key_points = models.TextField(_("key points"), max_length=2000, blank=True)
    target_audience = models.CharField(_("audience"), max_length=60, blank=True)
    make_all = models.BooleanField(_("make it all without asking"), default=False)
    # The code of the language of whoever wrote it. Briefs from before this was stored have "".
    asked_in = models.CharField(
        max_length=8, default=language_of_pages, db_default="", editable=False
    )

    class Meta(Contact.Meta):
        abstract = True

    def check_room(self) -> None:
        """Raises ValidationError if no film has room for the key points."""
        if (count := len(self.points)) > key_points.MOST_POINTS:
            complaint = _(
                "There are %(count)s key points, and a film has room for %(most)s."
                " Leave some of them out."
            )
            raise _unfit_points(complaint, count=count, most=key_points.MOST_POINTS)
        seconds = self.estimate("。".join(self.points))
        if seconds > ROOM_FOR_POINTS:
            complaint = _(
                "Saying all key points would take about %(seconds)s seconds. A film has room for"
                " %(room)s. Leave some out, or make two films."
            )
            raise _unfit_points(complaint, seconds=round(seconds), room=ROOM_FOR_POINTS)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude)
        if "key_points" not in (exclude or ()):
            self.check_room()
        if "music" not in (exclude or ()):
            self.check_music()
        if not {"picture_by", "platform"} & {*(exclude or ())}:
            self.check_painter()

    @property
    def name(self) -> str:
        return self.title or self.topic

    @property
    def duration(self) -> Duration:
        return Duration.of(self.seconds)

    @property
    def points(self) -> tuple[str, ...]:
        """The key points one by one, in plain words; each is there only once."""
        return key_points.read(self.key_points)

    @property
    def estimate(self) -> Estimate:
        """How long its voice takes for a text."""
        by = self.speakers_allowed[0]
        return estimate_of(self.voice_style, self.language, self.voice_speed, by=by)

    @property
    def speakers_allowed(self) -> tuple[str, ...]:
        """Of the speakers that may speak this film, those that have a voice for it, in the order in
        which they are tried; if none has one, all that have one."""
        wanted, found = (self.voice_style, self.language), speakers()
        able = [name for name, each in found.items() if each.speaks(*wanted)]
        allowed = [name for name in self.makers_allowed("speech") if name in able]
        return tuple(allowed or able or found)

    @property
    def is_over(self) -> bool | None:
        """Whether that which it is about is over, as its words and dates tell; None if they do
        not."""
        day = self.asked_on or timezone.localdate(getattr(self, "created_at", None))
        return facts.is_over(f"{self.topic}\n{self.key_points}", self.language, day)

    @property
    def tells(self) -> Purpose | None:
        """Whether its film invites or reports; None if nobody has said, and nothing tells."""
        if self.purpose:
            return Purpose(self.purpose)
        return {True: Purpose.REPORT, False: Purpose.INVITE}.get(self.is_over)  # type: ignore[arg-type]

    @property
    def for_writer(self) -> providers.Brief:
        """What a script writer gets of it."""
        shortest, _aim, longest = self.duration.seconds
        return providers.Brief(
            topic=self.topic,
            platform=self.platform,
            video_type=self.video_type,
            seconds=self.seconds,
            shortest=min(shortest, self.seconds),
            longest=longest,
            style=self.style,
            key_points=self.points,
            audience=self.target_audience,
            voice_style=self.voice_style,
            language=self.language,
            title=self.title,
            purpose=self.purpose,
            is_over=self.is_over,
            **{name: getattr(self, name) for name in CONTACT},
        )

    @property
    def language(self) -> str:
        """The code of the language that the brief is written in. If it has no word, it is that of
        the person who wrote it."""
        return language_of(f"{self.topic}\n{self.key_points}", self.asked_in).code


def _unfit_points(complaint: Any, **figures: int) -> ValidationError:
    return ValidationError({"key_points": ValidationError(complaint, params=figures)})
