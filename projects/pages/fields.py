"""The fields that the form of a brief and those of a film's settings share."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_readings import tidy_readings
from projects.vocabulary import (
    FASTEST,
    LOUDEST_MUSIC,
    MUSIC_LEVEL,
    MUSIC_LEVELS,
    SLOWEST,
    SOFTEST_MUSIC,
    VOICE_SPEEDS,
    Music,
)

MOODS = [(each.value, each.label) for each in Music if each.is_mood]
NO_MUSIC = (Music.OFF.value, Music.OFF.label)


CONTACT_WIDGETS = {
    "phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    "link": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
}


class Lines(forms.Textarea):
    """A text of several lines. A browser counts a line end as one character but sends two, so a
    text of the greatest length would be too long."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class ReadingsField(forms.CharField):
    """Words, and how they are said: one a line."""

    def __init__(self) -> None:
        super().__init__(
            label=_("how words are said"),
            required=False,
            widget=Lines(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
            help_text=_(
                "For names that a voice reads wrong, one a line: the word, =, and pinyin with tones"
                " (chang2 long2) or other words that sound so. Captions stay as they are written."
            ),
        )

    def clean(self, value: Any) -> str:
        return tidy_readings(super().clean(value))


class OfferedNumber(forms.TypedChoiceField):
    """The numbers that pages offer. A program may have chosen another one, which stays offered."""

    offered: Sequence[tuple[float, Any]]
    limits: tuple[float, float]
    named: str  # what a number without a name is called

    def offer(self, number: Any) -> None:
        """Offer the number that the form has, too."""
        with suppress(TypeError, ValueError):
            number = self.coerce(number)
            if number not in dict(self.offered) and self.limits[0] <= number <= self.limits[1]:
                self.choices = sorted([*self.offered, (number, self.named.format(number))])


class VoiceSpeedField(OfferedNumber):
    offered, limits, named = VOICE_SPEEDS, (SLOWEST, FASTEST), "× {:g}"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("voice speed"),
            choices=self.offered,
            coerce=float,
            required=False,
            empty_value=None,
            **kwargs,
        )


class MusicField(forms.ChoiceField):
    """A mood, no music, or the owner's own piece, once there is one."""

    def __init__(self) -> None:
        super().__init__(
            label=_("music"),
            choices=[(Music.BY_STYLE.value, Music.BY_STYLE.label), *MOODS, NO_MUSIC],
            required=False,
            widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
        )


class MusicLevelField(OfferedNumber):
    offered, limits, named = MUSIC_LEVELS, (LOUDEST_MUSIC, SOFTEST_MUSIC), "-{} dB"

    def __init__(self) -> None:
        super().__init__(
            label=_("music volume"),
            choices=self.offered,
            coerce=int,
            required=False,
            empty_value=None,
            initial=MUSIC_LEVEL,
            widget=forms.Select(attrs={"autocomplete": "off"}),
        )


class SwitchField(forms.TypedChoiceField):
    """A tick that nobody can forget to send: without an answer it is None."""

    def __init__(self, on: Any, off: Any, **kwargs: Any) -> None:
        super().__init__(
            choices=[("on", on), ("off", off)],
            coerce=lambda choice: choice == "on",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "on", False: "off"}.get(value, value)


def closing_card() -> SwitchField:
    return SwitchField(
        _("With whom to turn to"),
        _("Without"),
        label=_("closing card"),
        initial=True,
        help_text=_("The last scene shows what you fill in of organization and contact."),
    )


def let_be_as_usual(form: forms.BaseForm) -> None:
    """A form that says nothing of how the film looks leaves it as it is."""
    for name in {*CAPTIONS, "transitions"} & form.fields.keys():
        form.fields[name].required = False


def let_all_be_typed(form: forms.BaseForm) -> None:
    """A browser would cut what is pasted without a word. The form says what is too long."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)


def offer_present_numbers(form: forms.BaseForm) -> None:
    for name, field in form.fields.items():
        if isinstance(field, OfferedNumber):
            field.offer(form[name].value())
