"""The vocabulary of a brief: all that can be chosen in it, with names for people.

The codes are stored, sent over the API and used as keys. What depends on a code is in a table with
an entry for each code, such as `media.formats.FORMATS`. If you add a code,
tests/house/test_vocabulary.py says which tables lack an entry, and `manage.py check` says which
tables of TOML files do. docs/recipes.md lists the files.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Choice = TypeVar("Choice", bound=TextChoices)


def known(kind: type[Choice], code: str) -> Choice:
    """The choice with this code. For an unknown code it is the first one, so that a film is made in
    any case."""
    return kind(code) if code in kind else next(iter(kind))


class ProviderKind(TextChoices):
    """What a provider makes: the keys of STUDIO_PROVIDERS."""

    SCRIPT = "script", _("script")
    SPEECH = "speech", pgettext_lazy("made by a service", "voice")
    PICTURE = "picture", pgettext_lazy("made by a service", "picture")
    VIDEO = "video", pgettext_lazy("made by a service", "video")
    STOCK = "stock", _("stock footage")


class RewordingWish(TextChoices):
    """How a scene is to be said otherwise."""

    AGAIN = "again", _("In other words")
    SHORTER = "shorter", _("Shorter")
    WARMER = "warmer", _("Warmer")
    ADD = "add", _("With a key point")


class Platform(TextChoices):
    DOUYIN = "douyin", _("Douyin")
    KUAISHOU = "kuaishou", _("Kuaishou")
    WECHAT_CHANNELS = "wechat_channels", _("WeChat Channels")
    XIAOHONGSHU = "xiaohongshu", _("Xiaohongshu")
    BILIBILI = "bilibili", _("Bilibili")


class VideoType(TextChoices):
    ENROLLMENT = "enrollment", _("Enrolment")
    ACTIVITY = "activity", _("Activity")
    COURSE = "course", _("Course")
    CAMPUS = "campus", _("Campus")


class Purpose(TextChoices):
    """What a film does with what it is about. Without one, the dates of its brief tell."""

    INVITE = "invite", _("It invites: this is to come")
    REPORT = "report", _("It reports: this is over")


class Duration(TextChoices):
    """Bands of length, the shortest first."""

    SHORT = "short", _("Short, 15–30 s")
    MEDIUM = "medium", _("Medium, 30–60 s")
    LONG = "long", _("Long, 1–5 min")

    @property
    def seconds(self) -> Seconds:
        return _SECONDS[self]

    @classmethod
    def of(cls, seconds: int) -> Duration:
        """The band for a film of so many seconds, at most LONGEST."""
        return next(band for band in cls if seconds <= band.seconds.longest)


class Seconds(NamedTuple):
    """The seconds that a film of a band may have, and the aim if the brief does not say more."""

    shortest: int
    aim: int
    longest: int


_SECONDS = {
    Duration.SHORT: Seconds(15, 25, 30),
    Duration.MEDIUM: Seconds(30, 48, 60),
    Duration.LONG: Seconds(60, 100, 300),
}
SHORTEST, LONGEST = 5, Duration.LONG.seconds.longest
"""The least and the most seconds that a brief may ask for."""


SLOWEST, FASTEST = 0.8, 1.25
"""The least and the greatest speed of a voice; 1.0 is its own pace."""
VOICE_SPEEDS = ((0.85, _("Slower")), (1.0, _("Normal speed")), (1.15, _("Faster")))
"""The speeds that pages offer."""


class Style(TextChoices):
    WARM = "warm", _("Warm")
    LIVELY = "lively", _("Lively")
    PROFESSIONAL = "professional", _("Professional")
    FRESH = "fresh", _("Fresh")
    MODERN = "modern", _("Modern")


class VoiceStyle(TextChoices):
    GENTLE_FEMALE = "gentle_female", _("Gentle female voice")
    LIVELY_FEMALE = "lively_female", _("Lively female voice")
    PROFESSIONAL_MALE = "professional_male", _("Professional male voice")
    FRIENDLY_MALE = "friendly_male", _("Friendly male voice")


class Music(TextChoices):
    """What plays under the voice."""

    BY_STYLE = "", _("As it fits the style")
    CALM = "calm", _("Calm")
    TENDER = "tender", _("Tender")
    HAPPY = "happy", _("Happy")
    ENERGETIC = "energetic", _("Energetic")
    NOSTALGIC = "nostalgic", _("Nostalgic")
    OWN = "own", _("My own music")
    OFF = "off", _("No music")

    @property
    def is_mood(self) -> bool:
        return self not in (Music.BY_STYLE, Music.OWN, Music.OFF)


MUSIC_LEVEL = 12
"""Decibels that music is below the voice while it speaks, if a brief does not say."""
LOUDEST_MUSIC, SOFTEST_MUSIC = 10, 24
MUSIC_LEVELS = [(10, _("Louder")), (12, _("As usual")), (16, _("Softer")), (20, _("Much softer"))]
"""The levels that pages offer."""


class Fit(TextChoices):
    """How a photo or an own clip stands in the frame."""

    AUTOMATIC = "", pgettext_lazy("photo", "Automatic fit")
    FILL = "fill", pgettext_lazy("photo", "Fill the picture")
    FIT = "fit", pgettext_lazy("photo", "Show all of it")
    FRAME = "frame", pgettext_lazy("photo", "In a frame")


class ClipSound(TextChoices):
    """The sound of an own clip, while it is shown."""

    OFF = "off", pgettext_lazy("own clip", "Sound off")
    UNDER = "under", pgettext_lazy("own clip", "Sound under voice")
    ALONE = "alone", pgettext_lazy("own clip", "Sound, no voice")


class CaptionStyle(TextChoices):
    """How captions look."""

    HIGHLIGHT = "highlight", _("Word by word")
    PLAIN = "plain", _("Plain")
    BOX = "box", _("On a box")
    KEYWORDS = "keywords", _("Big key words")
    OFF = "off", _("No captions")


class CaptionPosition(TextChoices):
    """Where captions stand, within what a platform leaves free."""

    BOTTOM = "bottom", pgettext_lazy("captions", "At the bottom")
    MIDDLE = "middle", pgettext_lazy("captions", "A little higher")
    TOP = "top", pgettext_lazy("captions", "At the top")


class CaptionSize(TextChoices):
    SMALL = "small", pgettext_lazy("captions", "Small")
    MEDIUM = "medium", pgettext_lazy("captions", "Medium")
    LARGE = "large", pgettext_lazy("captions", "Large")


class Transitions(TextChoices):
    """How one scene gives way to the next."""

    BRISK = "brisk", pgettext_lazy("transitions", "Brisk: sheets and waves")
    CALM = "calm", pgettext_lazy("transitions", "Calm: a soft fade")
