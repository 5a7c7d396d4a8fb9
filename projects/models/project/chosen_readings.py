"""How somebody wants words of a film to be said."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.providers.speech.readings import MOST, Unreadable, read, used_in, written

WRONG = {
    "parts": gettext_lazy(
        "Write a word, = and how it is said, one a line: 长隆 = chang2 long2. Not: {line}"
    ),
    "word": gettext_lazy(
        "Only letters, figures and hanzi, at most 20 of them, make a word: {line}"
    ),
    "said": gettext_lazy("Say it in letters, figures and hanzi, at most 60 of them: {line}"),
    "pinyin": gettext_lazy(
        "Write a syllable with its tone for each hanzi, such as 长隆 = chang2 long2 or cháng lóng,"
        " or other hanzi that sound so. Not: {line}"
    ),
    "many": gettext_lazy("At most {most} words can have a reading of their own."),
}
SHOWN_LINE = 40


def check_readings(text: str) -> None:
    try:
        read(text)
    except Unreadable as wrong:
        words = str(WRONG[wrong.code]).format(line=wrong.line[:SHOWN_LINE], most=MOST)
        raise ValidationError(words, code="unfit") from wrong


def tidy_readings(text: str) -> str:
    """As it is stored. Raises ValidationError."""
    check_readings(text)
    return written(read(text))


class ChosenReadings(models.Model):
    """A field of a brief and of a house style."""

    # Lines such as "长隆 = chang2 long2" and "STEAM = 斯蒂姆".
    readings = models.TextField(
        gettext_lazy("how words are said"),
        max_length=4000,
        blank=True,
        default="",
        db_default="",
        validators=[check_readings],
    )

    class Meta:
        abstract = True

    @property
    def said_so(self) -> dict[str, str]:
        return read(self.readings)

    def readings_in(self, text: str) -> dict[str, str]:
        return used_in(text, self.said_so) if self.readings else {}


def readings_words(readings: dict[str, str]) -> str:
    """A few of them, in words; "" for none."""
    first = ", ".join(list(readings)[:3])
    rest = len(readings) - 3
    return _("{words} and {count} more").format(words=first, count=rest) if rest > 0 else first
