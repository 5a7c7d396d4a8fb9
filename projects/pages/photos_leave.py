"""Lets people choose to which services photos of a film may go, and says what for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Project
from projects.vocabulary import ProviderKind

USES = {
    ProviderKind.VIDEO: gettext_lazy("films scenes that show exactly one photo, from that photo"),
    ProviderKind.PICTURE: gettext_lazy("paints with the reference picture, if one is chosen"),
}


def may_ask(project: Project) -> bool:
    """Whether there is anything to allow or to take back."""
    return bool(project.photo_takers or project.photos_may_leave)


def allowed_words(project: Project) -> str:
    hosts = ", ".join(project.photos_may_leave)
    return _("May go to {hosts}").format(hosts=hosts) if hosts else _("Stay here")


def may_refer(project: Project) -> bool:
    """Whether a painter of this film could go by a reference picture."""
    return any(taker.kind == ProviderKind.PICTURE for taker in project.photo_takers)


class ReferenceForm(forms.ModelForm):
    """Whom or what painters let take part in all pictures."""

    class Meta:
        model = Project
        fields = ["reference"]
        widgets = {"reference": forms.Select(attrs={"autocomplete": "off"})}
        labels = {"reference": gettext_lazy("reference picture")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photos = self.instance.photos.exclude(file="").filter(withdrawn_at=None, lost=False)
        field = self.fields["reference"]
        field.queryset = photos.order_by("consent_at")  # type: ignore[attr-defined]
        field.empty_label = _("None")  # type: ignore[attr-defined]


class PhotosForm(forms.Form):
    hosts = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, instance: Project) -> None:
        super().__init__(*args)
        uses: dict[str, list[str]] = {host: [] for host in instance.photos_may_leave}
        for taker in instance.photo_takers:
            told = uses.setdefault(taker.host, [])
            told.append(str(USES[taker.kind]))
        self.fields["hosts"].choices = [(host, host) for host in uses]  # type: ignore[attr-defined]
        self.offered = [
            (host, "; ".join(dict.fromkeys(said)), host in instance.photos_may_leave)
            for host, said in uses.items()
        ]
