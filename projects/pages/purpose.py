"""The question whether a film invites or reports."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.vocabulary import Purpose

PURPOSE_HELP = _(
    "An invitation asks people to come. A report tells of what is over, and leaves out what people"
    " were asked to do or to bring."
)


def leave_to_the_dates(form: forms.BaseForm) -> None:
    """Without a purpose, the dates of the brief tell whether something is to come or over."""
    field = cast(forms.ChoiceField, form.fields["purpose"])
    field.choices = [("", _("As the dates in the brief tell")), *Purpose.choices]


class PurposeForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ["purpose"]
        widgets = {"purpose": forms.RadioSelect(attrs={"autocomplete": "off"})}
        help_texts = {"purpose": PURPOSE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_to_the_dates(self)
