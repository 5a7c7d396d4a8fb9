"""Who makes what: the configured providers, in words."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Project
from projects.providers import names_of
from projects.status_text import reason_words

OURS = {"offline": gettext_lazy("the studio's own writer")}
"""What comes with the studio has words of its own. A service has the name that it was given."""


def maker_words(name: str) -> str:
    return str(OURS.get(name, name))


def offer_writers(form: forms.BaseForm) -> None:
    """No question where there is no choice."""
    names = names_of("script")
    if len(names) == 1:
        del form.fields["script_by"]
        return
    in_order = _(", else ").join(map(maker_words, names))
    choices = [("", in_order), *((name, maker_words(name)) for name in names)]
    cast(forms.CharField, form.fields["script_by"]).widget.choices = choices


def written_words(project: Project) -> str:
    """Who has written the script, and why another one has not; "" if nobody else could have."""
    made_by = project.script_made_by
    if not made_by or (len(names_of("script")) == 1 and made_by["name"] in OURS):
        return ""
    who = maker_words(made_by["name"])
    if "instead_of" not in made_by:
        return _("written by {name}").format(name=who)
    words = _("written by {name}, because {other} could not: {reason}")
    other, reason = maker_words(made_by["instead_of"]), reason_words({"code": made_by["reason"]})
    return words.format(name=who, other=other, reason=reason)
