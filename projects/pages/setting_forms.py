"""Check what is chosen in the settings of a film."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.media.sound.moods import mood_for
from projects.models import Project
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.contact import CONTACT
from projects.providers import names_of
from projects.vocabulary import LONGEST, SHORTEST, Music, ProviderKind

from .fields import (
    CONTACT_WIDGETS,
    MOODS,
    NO_MUSIC,
    MusicField,
    MusicLevelField,
    ReadingsField,
    SwitchField,
    VoiceSpeedField,
    closing_card,
    let_all_be_typed,
    let_be_as_usual,
    offer_present_numbers,
)
from .makers import chosen_maker, offer_maker, painters_for


class VoiceForm(forms.ModelForm):
    """Without a word about who speaks, that stays."""

    voice_speed = VoiceSpeedField(widget=forms.Select(attrs={"autocomplete": "off"}))
    readings = ReadingsField()

    class Meta:
        model = Project
        fields = ["speech_by", "voice_style", "voice_speed", "readings"]
        widgets = dict.fromkeys(
            ("speech_by", "voice_style"), forms.Select(attrs={"autocomplete": "off"})
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_maker(self, "speech")
        offer_present_numbers(self)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        return {name: value for name, value in said.items() if name in self.data}


class LengthForm(forms.Form):
    seconds = forms.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST)


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


class PainterForm(forms.ModelForm):
    """Who makes the pictures of scenes without photos and videos."""

    class Meta:
        model = Project
        fields = ["picture_by"]
        widgets = {"picture_by": forms.Select(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = painters_for(self.instance.platform)
        offer_maker(self, ProviderKind.PICTURE, self.names)

    def clean_picture_by(self) -> str:
        return chosen_maker(self.cleaned_data["picture_by"], self.names)


class StockForm(forms.ModelForm):
    """Which library is looked at for scenes without photos and videos."""

    class Meta:
        model = Project
        fields = ["stock_by"]
        labels = {"stock_by": _("Free videos and photos")}
        widgets = {"stock_by": forms.Select(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_maker(self, ProviderKind.STOCK)

    def clean_stock_by(self) -> str:
        return chosen_maker(self.cleaned_data["stock_by"], names_of(ProviderKind.STOCK))


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
