"""Checks what people type."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from typing import Any, cast

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from projects.media.captions.look import CaptionLook
from projects.media.sound.moods import mood_for
from projects.models import Project, Scene
from projects.models.merging import plain
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.contact import CONTACT
from projects.models.recipe import recipe_hash
from projects.models.scene import TEXT_FIELDS
from projects.vocabulary import (
    FASTEST,
    LOUDEST_MUSIC,
    MUSIC_LEVEL,
    MUSIC_LEVELS,
    SLOWEST,
    SOFTEST_MUSIC,
    VOICE_SPEEDS,
    Duration,
    Music,
    Transitions,
)

from .purpose import PURPOSE_HELP, leave_to_the_dates

MOODS = [(each.value, each.label) for each in Music if each.is_mood]
NO_MUSIC = (Music.OFF.value, Music.OFF.label)
USUAL_CAPTIONS = astuple(CaptionLook())
USUAL_FINISH = (Transitions.BRISK.value, "on")


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


class BriefForm(forms.ModelForm):
    voice_speed = VoiceSpeedField(initial=1.0)
    music = MusicField()
    music_level = MusicLevelField()
    closing_card = closing_card()
    duration = forms.ChoiceField(
        label=_("Length"),
        choices=Duration.choices,
        initial=Duration.SHORT,
        widget=forms.RadioSelect,
    )
    # It is drawn with the page. So a brief that is sent twice from one page makes one project.
    token = forms.CharField(
        required=False, widget=forms.HiddenInput, initial=lambda: secrets.token_urlsafe(16)
    )

    class Meta:
        model = Project
        fields = [
            "topic",
            "key_points",
            "video_type",
            "purpose",
            "platform",
            "duration",
            "style",
            "voice_style",
            "target_audience",
            *CONTACT,
            "voice_speed",
            "music",
            "music_level",
            *CAPTIONS,
            *FINISH,
            "make_all",
        ]
        widgets = {
            "key_points": Lines(attrs={"rows": 4}),
            "video_type": forms.RadioSelect,
            "purpose": forms.RadioSelect,
            "platform": forms.RadioSelect,
            **dict.fromkeys((*CAPTIONS, "transitions"), forms.RadioSelect),
            **CONTACT_WIDGETS,
        }
        error_messages = {
            "topic": {"required": _("Say what the video is about: a few words are enough.")}
        }
        help_texts = {
            "key_points": _("One point a line. Each of them will be said in the film."),
            "purpose": PURPOSE_HELP,
            "target_audience": _("Parents, if you leave it empty."),
            "organization": _("Such as the name of your kindergarten."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_to_the_dates(self)
        let_all_be_typed(self)
        let_be_as_usual(self)
        offer_present_numbers(self)

    # Most films do well without these fields, so they are folded away.
    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTACT]

    @property
    def sound(self) -> list[forms.BoundField]:
        return [self[name] for name in ("voice_speed", "music", "music_level")]

    @property
    def captions(self) -> list[forms.BoundField]:
        return [self[name] for name in CAPTIONS]

    @property
    def finish(self) -> list[forms.BoundField]:
        return [self[name] for name in FINISH]

    @property
    def more_is_open(self) -> bool:
        """Whether one of them is filled in or wrong."""
        usual = ("", None, 1.0, "1.0", MUSIC_LEVEL, str(MUSIC_LEVEL), *USUAL_CAPTIONS)
        usual = (*usual, *USUAL_FINISH)
        folded = [*self.contact, *self.sound, *self.captions, *self.finish]
        return any(field.errors or field.value() not in usual for field in folded)

    def clean_voice_speed(self) -> float:
        return self.cleaned_data["voice_speed"] or 1.0

    def clean_music_level(self) -> int:
        return self.cleaned_data["music_level"] or MUSIC_LEVEL

    def clean_closing_card(self) -> bool:
        return self.cleaned_data["closing_card"] is not False

    def clean_token(self) -> str:
        """A token that cannot be from one of our pages counts as none."""
        token = self.cleaned_data["token"]
        return token if re.fullmatch(r"[-\w]{1,64}", token, re.ASCII) else ""

    def save(self, commit: bool = True) -> Project:
        self.instance.seconds = Duration(self.cleaned_data["duration"]).seconds.aim
        if self.cleaned_data["token"]:
            # The key includes the words: who goes back and sends another brief wants a new project.
            # But to make it all is a wish for the same one.
            said = {name: value for name, value in self.cleaned_data.items() if name != "make_all"}
            self.instance.idempotency_key = recipe_hash("brief", **said)
        return super().save(commit)


class SceneForm(forms.ModelForm):
    """A scene's words. `_scene_words.html` draws their fields, as live regions have no forms."""

    class Meta:
        model = Scene
        fields = list(TEXT_FIELDS)
        widgets = dict.fromkeys(TEXT_FIELDS, Lines)
        error_messages = {
            "narration": {"required": _("A scene needs words to speak.")},
            "title": {"required": _("A scene needs a title.")},
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {name: plain(words) for name, words in self.cleaned_data.items()}

    @property
    def drawn(self) -> dict[str, str]:
        """The digests of the words that were on the page, if it sent them."""
        said = {name: self.data.get(f"was_{name}") for name in TEXT_FIELDS}
        return {name: digest for name, digest in said.items() if digest}


class VoiceForm(forms.ModelForm):
    voice_speed = VoiceSpeedField(widget=forms.Select(attrs={"autocomplete": "off"}))

    class Meta:
        model = Project
        fields = ["voice_style", "voice_speed"]
        widgets = {"voice_style": forms.Select(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_present_numbers(self)


class CaptionsForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = list(CAPTIONS)
        widgets = dict.fromkeys(CAPTIONS, forms.RadioSelect(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_be_as_usual(self)


class LookForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ["style"]
        widgets = {"style": forms.RadioSelect(attrs={"autocomplete": "off"})}


class ShownLogoForm(forms.ModelForm):
    show_logo = SwitchField(_("Show it"), _("Show none"), label=_("logo"))

    class Meta:
        model = Project
        fields = ["show_logo"]


class FinishForm(forms.ModelForm):
    """How scenes give way to each other, and whom viewers turn to at the end."""

    closing_card = closing_card()

    class Meta:
        model = Project
        fields = [*FINISH, *CONTACT]
        widgets = {
            "transitions": forms.RadioSelect(attrs={"autocomplete": "off"}),
            **CONTACT_WIDGETS,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_all_be_typed(self)
        let_be_as_usual(self)

    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTACT]


class FitForm(forms.ModelForm):
    class Meta:
        model = Scene
        fields = ["fit"]


class MusicForm(forms.ModelForm):
    music = MusicField()
    music_level = MusicLevelField()

    class Meta:
        model = Project
        fields = ["music", "music_level"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        film, by_style = self.instance, mood_for(self.instance.style, self.instance.video_type)
        offered = [("", _("As it fits the style: {mood}").format(mood=by_style.label)), *MOODS]
        if film.own_music:
            named = _("My own: {name}").format(name=film.own_music.original_name)
            offered.append((Music.OWN.value, named))
        cast(MusicField, self.fields["music"]).choices = [*offered, NO_MUSIC]
        offer_present_numbers(self)


class FirstAccountForm(UserCreationForm):
    """The account of the first administrator of a new studio."""

    class Meta:
        model = User
        fields = ["username"]
        labels = {"username": _("Account")}

    def save(self, commit: bool = True) -> User:
        self.instance.is_staff = self.instance.is_superuser = True
        return super().save(commit)
