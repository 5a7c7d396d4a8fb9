"""Checks what people send when they handle the scenes of a film."""

from __future__ import annotations

from django import forms

from projects.models import Scene
from projects.models.scene import MOST_SCENES

from .fields import Lines
from .forms import SceneForm


class NewSceneForm(forms.ModelForm):
    after = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    class Meta:
        model = Scene
        fields = ["narration"]
        widgets = {"narration": Lines}
        error_messages = {"narration": SceneForm.Meta.error_messages["narration"]}


class PlaceForm(forms.Form):
    to = forms.IntegerField(min_value=1, max_value=MOST_SCENES)
