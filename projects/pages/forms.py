"""Checks what people type."""

from __future__ import annotations

import re
import secrets
from dataclasses import astuple
from typing import Any, cast

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from projects.media.captions.look import CaptionLook
from projects.models import Project, Scene
from projects.models.merging import plain
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.chosen_makers import MAKERS
from projects.models.project.contact import CONTACT
from projects.models.recipe import recipe_hash
from projects.models.scene import TEXT_FIELDS
from projects.vocabulary import (
    MUSIC_LEVEL,
    Duration,
    Transitions,
)

from .fields import (
    CONTACT_WIDGETS,
    Lines,
    MusicField,
    MusicLevelField,
    ReadingsField,
    VoiceSpeedField,
    closing_card,
    let_all_be_typed,
    let_be_as_usual,
    offer_present_numbers,
)
from .house_style_field import HouseStyleField
from .makers import offer_makers
from .purpose import PURPOSE_HELP, leave_to_the_dates

USUAL_CAPTIONS = astuple(CaptionLook())
USUAL_FINISH = (Transitions.BRISK.value, "on")


class BriefForm(forms.ModelForm):
    voice_speed = VoiceSpeedField(initial=1.0)
    readings = ReadingsField()
    music = MusicField()
    music_level = MusicLevelField()
    closing_card = closing_card()
    house_style = HouseStyleField()
    # The house style whose settings the fields have got. What is changed in them later stays.
    filled_by = forms.CharField(required=False, widget=forms.HiddenInput)
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
            *MAKERS,
            "platform",
            "duration",
            "style",
            "voice_style",
            "target_audience",
            *CONTACT,
            "voice_speed",
            "readings",
            "music",
            "music_level",
            *CAPTIONS,
            *FINISH,
            "house_style",
            "make_all",
        ]
        widgets = {
            "key_points": Lines(attrs={"rows": 4}),
            "video_type": forms.RadioSelect,
            "purpose": forms.RadioSelect,
            **dict.fromkeys(MAKERS, forms.Select),
            "platform": forms.RadioSelect,
            **dict.fromkeys((*CAPTIONS, "transitions"), forms.RadioSelect),
            **CONTACT_WIDGETS,
        }
        labels = {"stock_by": _("Free videos and photos")}
        error_messages = {
            "topic": {"required": _("Say what the video is about: a few words are enough.")}
        }
        help_texts = {
            "key_points": _("One point a line. Each of them will be said in the film."),
            "purpose": PURPOSE_HELP,
            "target_audience": _("Parents, if you leave it empty."),
            "organization": _("Such as the name of your kindergarten."),
        }

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(HouseStyleField, self.fields["house_style"]).offer(user)
        self.fields["filled_by"].initial = self.initial.get("house_style")
        leave_to_the_dates(self)
        self._makers = offer_makers(self)
        let_all_be_typed(self)
        let_be_as_usual(self)
        offer_present_numbers(self)

    @property
    def makers(self) -> list[forms.BoundField]:
        return [self[name] for name in self._makers]

    @property
    def makers_are_open(self) -> bool:
        """Whether one of them is chosen or wrong. Most people leave it to the administrator."""
        usual = {name: self.fields[name].initial or "" for name in self._makers}
        return any(self[name].errors or self[name].value() != usual[name] for name in usual)

    # Most films do well without these fields, so they are folded away.
    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTACT]

    @property
    def sound(self) -> list[forms.BoundField]:
        return [self[name] for name in ("voice_speed", "readings", "music", "music_level")]

    @property
    def captions(self) -> list[forms.BoundField]:
        return [self[name] for name in CAPTIONS]

    @property
    def finish(self) -> list[forms.BoundField]:
        return [self[name] for name in FINISH]

    @property
    def more_is_open(self) -> bool:
        """Whether one of them is filled in or wrong. What a house style fills in is not looked at
        each time."""
        if self.initial.get("house_style") and not self.errors:
            return False
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

    def clean(self) -> dict[str, Any]:
        """A house style that has filled in nothing, as without scripts, is taken whole."""
        said = super().clean() or self.cleaned_data
        style = said.get("house_style")
        return said | style.values if style and said["filled_by"] != str(style.pk) else said

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
            said["house_style"] = str(self.instance.house_style_id or "")
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


class FitForm(forms.ModelForm):
    class Meta:
        model = Scene
        fields = ["fit"]


class FirstAccountForm(UserCreationForm):
    """The account of the first administrator of a new studio."""

    class Meta:
        model = User
        fields = ["username"]
        labels = {"username": _("Account")}

    def save(self, commit: bool = True) -> User:
        self.instance.is_staff = self.instance.is_superuser = True
        return super().save(commit)
