"""Checks the words that are posted with a film."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.media.typesetting.letters import unwritable
from projects.models import Project
from projects.models.merging import plain
from projects.models.project.cover import LONGEST_WORDS
from projects.models.project.posts import LONGEST_PARTS
from projects.models.project.publishing import LONGEST_DESCRIPTION
from projects.status_text import unwritable_words
from projects.vocabulary import LONGEST

from .fields import Lines

COVERS = [
    ("title", _("Composed, with the title of the film")),
    ("words", _("Composed, with other words")),
    ("moment", _("A moment of the film")),
]


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


class CoverForm(forms.Form):
    """`tenths`: of a second, as the address of a moment has them."""

    cover = forms.ChoiceField(choices=COVERS)
    words = forms.CharField(label=_("words"), max_length=LONGEST_WORDS, required=False)
    tenths = forms.IntegerField(min_value=0, max_value=10 * LONGEST, required=False)

    def clean_words(self) -> str:
        words = plain(self.cleaned_data["words"])
        if letters := unwritable(words):
            raise forms.ValidationError(unwritable_words(letters))
        return words

    @property
    def chosen(self) -> dict[str, Any]:
        """As `Project.choose_cover` takes it."""
        data = self.cleaned_data
        if data["cover"] == "moment":
            return {"second": (data["tenths"] or 0) / 10}
        return {"words": data["words"]} if data["cover"] == "words" and data["words"] else {}


def drawn_in(form: forms.BaseForm) -> dict[str, str]:
    """The digests of the words that were on the page, if it sent them."""
    said = {name: form.data.get(f"was_{name}") for name in form.fields}
    return {name: digest for name, digest in said.items() if digest}
