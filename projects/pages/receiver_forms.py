"""Checks what people type to be told of their films elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from projects.models import Receiver
from projects.models.receiver import TOLD_BY, ReceiverKind, check_address


class ReceiverForm(forms.ModelForm):
    address = forms.CharField(
        label=_("Address"),
        max_length=Receiver._meta.get_field("address").max_length,
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        help_text=_(
            "It begins with https://. Who knows it can write there: it is not shown again."
        ),
    )

    class Meta:
        model = Receiver
        fields = ["name", *TOLD_BY.values()]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = ReceiverKind.HOOK

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        check_address(address)
        return address

    def add_for(self, user: Any) -> Receiver:
        """Raises NotReady."""
        receiver = self.instance
        receiver.user, receiver.language = user, get_language() or ""
        receiver.address = self.cleaned_data["address"]
        Receiver.objects.add(receiver)
        return receiver

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[column] for column in TOLD_BY.values()]
