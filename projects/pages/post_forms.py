"""Checks the words that are posted with a film."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.models import Project
from projects.models.project.posts import LONGEST_PARTS
from projects.models.project.publishing import LONGEST_DESCRIPTION

from .forms import Lines


class TitleForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ["title"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _("A film needs a title.")


class DescriptionForm(forms.Form):
    description = forms.CharField(
        label=_("description"), max_length=LONGEST_DESCRIPTION, required=False, widget=Lines
    )


class PostForm(forms.Form):
    """What is not sent stays as it is."""

    title = forms.CharField(
        label=pgettext_lazy("film", "title"), max_length=LONGEST_PARTS["title"], required=False
    )
    text = forms.CharField(
        label=_("text"), max_length=LONGEST_PARTS["text"], required=False, widget=Lines
    )
    tags = forms.CharField(label=_("tags"), max_length=LONGEST_PARTS["tags"], required=False)

    @property
    def words(self) -> dict[str, str]:
        return {name: words for name, words in self.cleaned_data.items() if name in self.data}


def drawn_in(form: forms.BaseForm) -> dict[str, str]:
    """The digests of the words that were on the page, if it sent them."""
    said = {name: form.data.get(f"was_{name}") for name in form.fields}
    return {name: digest for name, digest in said.items() if digest}
