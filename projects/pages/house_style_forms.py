"""Checks what people type into the form of a house style."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.files.reasons import LOGO_REASONS
from projects.models import HouseStyle
from projects.models.merging import digest_of, merge
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.contact import CONTACT
from videostudio.upload_limits import LARGEST_LOGO

from .fields import (
    CONTACT_WIDGETS,
    MusicField,
    MusicLevelField,
    ReadingsField,
    VoiceSpeedField,
    closing_card,
    let_all_be_typed,
    let_be_as_usual,
    offer_present_numbers,
)

LOGO_WORDS = {"aria-labelledby": "logo-label", "aria-describedby": "logo-help"}


class HouseStyleForm(forms.ModelForm):
    voice_speed = VoiceSpeedField(initial=1.0)
    readings = ReadingsField()
    music = MusicField()
    music_level = MusicLevelField()
    closing_card = closing_card()
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg", **LOGO_WORDS}),
    )
    without_logo = forms.BooleanField(label=_("Without a logo"), required=False)
    for_all = forms.BooleanField(label=_("Offer it to everybody"), required=False)
    is_default = forms.BooleanField(label=_("New briefs begin with it"), required=False)

    class Meta:
        model = HouseStyle
        fields = [
            "name",
            "style",
            "voice_style",
            "voice_speed",
            "readings",
            "music",
            "music_level",
            *CAPTIONS,
            "transitions",
            "closing_card",
            *CONTACT,
        ]
        widgets = {
            **dict.fromkeys((*CAPTIONS, "transitions", "style"), forms.RadioSelect),
            **CONTACT_WIDGETS,
        }
        error_messages = {"name": {"required": _("Give it a name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_default"].initial = self.instance.is_default
        merged = (*(self._meta.fields or ()), "is_default")
        self._stored = {name: str(getattr(self.instance, name)) for name in merged}
        self._both: list[str] = []
        let_all_be_typed(self)
        let_be_as_usual(self)
        offer_present_numbers(self)

    def offer_for_all(self, may: bool) -> None:
        """Only a new one, and only by whoever may make it."""
        if not (may and self.instance._state.adding):
            del self.fields["for_all"]

    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[name] for name in CONTACT]

    @property
    def was(self) -> list[tuple[str, str]]:
        """The digests of what its fields showed at first. Of what somebody else has changed too,
        those of now: who saves once more wants one's own."""
        drawn = self._drawn()
        return [
            (
                f"was_{name}",
                digest_of(said) if name in self._both else drawn.get(name, digest_of(said)),
            )
            for name, said in self._stored.items()
        ]

    def _drawn(self) -> dict[str, str]:
        digests = {name: self.data.get(f"was_{name}") for name in self._stored}
        return {name: digest for name, digest in digests.items() if digest}

    def clean(self) -> dict[str, Any]:
        """What only somebody else has changed since the form was drawn stays as that one wants
        it."""
        said = super().clean() or self.cleaned_data
        if self.instance._state.adding:
            return said
        typed = {name: str(said[name]) for name in self._stored if name in said}
        merged, self._both = merge(self._stored, typed, self._drawn())
        for name, kept in merged.items():
            if kept != typed[name]:
                said[name] = getattr(self.instance, name)
        for name in self._both:
            words = _("Somebody else has changed this to “{now}”. Save again to keep yours.")
            self.add_error(name, words.format(now=self._shown(name)))
        return said

    def _shown(self, name: str) -> str:
        """What is stored now, in words."""
        shown = getattr(self.instance, f"get_{name}_display", lambda: self._stored[name])
        return str(shown())

    def clean_voice_speed(self) -> float:
        return self.cleaned_data["voice_speed"] or self.instance.voice_speed

    def clean_music_level(self) -> int:
        return self.cleaned_data["music_level"] or self.instance.music_level

    def clean_closing_card(self) -> bool:
        return self.cleaned_data["closing_card"] is not False

    def clean_logo_file(self) -> Any:
        sent = self.cleaned_data["logo_file"]
        if sent and sent.size > LARGEST_LOGO:
            raise forms.ValidationError(LOGO_REASONS["logo_too_large"])
        return sent
