"""The choice of a house style in a brief, which fills in the other fields."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import HouseStyle

from .film_settings import as_sent


class HouseStyleSelect(forms.Select):
    """Each option has what it fills in, for static/js/house.js."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if style := getattr(value, "instance", None):
            said = {field: as_sent(chosen) for field, chosen in style.values.items()}
            option["attrs"]["data-fills"] = json.dumps(said)
        return option


class HouseStyleField(forms.ModelChoiceField):
    """None is offered before `offer`."""

    def __init__(self) -> None:
        super().__init__(
            HouseStyle.objects.none(),
            label=_("house style"),
            required=False,
            empty_label=_("None"),
            widget=HouseStyleSelect(attrs={"autocomplete": "off"}),
        )

    def offer(self, user: Any) -> None:
        self.queryset = HouseStyle.objects.offered_to(user)
