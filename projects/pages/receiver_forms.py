"""Checks what people type to be told of their films elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from projects.models import Receiver
from projects.models.receiver import SIGNED, TOLD_BY, ReceiverKind, check_address, kinds_offered


class ReceiverForm(forms.ModelForm):
    address = forms.CharField(
        label=_("Address"),
        max_length=Receiver._meta.get_field("address").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        help_text=_(
            "Of a web hook or a robot: it begins with https://. Who knows it can write there, so it"
            " is not shown again."
        ),
    )
    secret = forms.CharField(
        label=_("Secret of the robot"),
        required=False,
        max_length=Receiver._meta.get_field("secret").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only for DingTalk and Feishu, if the robot demands a signature."),
    )

    class Meta:
        model = Receiver
        fields = ["kind", "name", *TOLD_BY.values()]
        error_messages = {"name": {"required": _("Give it a name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices, kinds.initial = kinds_offered(), ReceiverKind.HOOK
        if not self.instance._state.adding:
            self._leave_what_stays()

    def _leave_what_stays(self) -> None:
        """Of one that is there: what it is stays so, and its address is not shown."""
        del self.fields["kind"]
        self.fields["address"].required = False
        self.fields["address"].help_text = _("Leave it empty to keep the present one.")
        if self.instance.kind in SIGNED:
            self.fields["secret"].help_text = _("Leave it empty to keep the present one.")
        else:
            del self.fields["secret"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_new = self.instance._state.adding
        kind = said.get("kind", "") if is_new else self.instance.kind
        address = said.get("address")
        if kind and address:
            try:
                check_address(kind, address)
            except forms.ValidationError as bad:
                self.add_error("address", bad)
        if said.get("secret") and kind not in SIGNED:
            self.add_error("secret", _("Only robots of DingTalk and Feishu have one."))
        return said

    def add_for(self, user: Any) -> Receiver:
        """Raises NotReady."""
        receiver, said = self.instance, self.cleaned_data
        receiver.user, receiver.language = user, get_language() or ""
        receiver.address, receiver.secret = said["address"], said["secret"]
        Receiver.objects.add(receiver)
        return receiver

    def change(self) -> None:
        """Without an address or a secret, the present one stays."""
        said = dict(self.cleaned_data)
        kept = {name for name in ("address", "secret") if not said.get(name)}
        self.instance.change(**{name: said[name] for name in said.keys() - kept - {"kind"}})

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[column] for column in TOLD_BY.values()]
