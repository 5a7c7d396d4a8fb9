"""The form of the panel in which a person chooses what of a photo or an own clip is seen."""

from __future__ import annotations

from typing import Any

from django import forms

from projects.vocabulary import Fit

MOST = 600.0  # seconds; the verb knows how long the clip is


class FramingForm(forms.Form):
    """The point is in percent. It counts unless `automatic` is ticked."""

    fit = forms.ChoiceField(choices=Fit.choices, required=False)
    automatic = forms.BooleanField(required=False)
    across = forms.FloatField(min_value=0, max_value=100, required=False)
    down = forms.FloatField(min_value=0, max_value=100, required=False)
    begin = forms.FloatField(min_value=0, max_value=MOST, required=False)
    end = forms.FloatField(min_value=0, max_value=MOST, required=False)

    @property
    def framing(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        across, down = chosen["across"], chosen["down"]
        is_free = chosen["automatic"] or across is None or down is None
        focus = None if is_free else (round(across / 100, 4), round(down / 100, 4))
        fit = chosen["fit"] if "fit" in self.data else None
        return {"fit": fit, "focus": focus, "begin": chosen["begin"], "end": chosen["end"]}
