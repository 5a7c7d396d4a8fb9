"""Who makes what: the configured providers, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import PaidCall, Project
from projects.models.spending import spent_on, usual
from projects.providers import names_of
from projects.status_text import duration_words, reason_words
from projects.timeline import StepName

OURS = {"offline": gettext_lazy("the studio's own writer")}
"""What comes with the studio has words of its own. A service has the name that it was given."""


def maker_words(name: str) -> str:
    return str(OURS.get(name, name))


def offer_writers(form: forms.BaseForm, user: Any) -> None:
    """No question where there is no choice."""
    names = names_of("script")
    if len(names) == 1:
        del form.fields["script_by"]
        return
    in_order = _(", else ").join(map(maker_words, names))
    choices = [("", in_order), *((name, _with_its_cost(name)) for name in names)]
    field = cast(forms.CharField, form.fields["script_by"])
    field.widget.choices = choices
    if user:
        field.help_text = spent_today_words(user)


def _with_its_cost(name: str) -> str:
    """The price and the time that it usually takes here, as far as they are known."""
    known = usual(name)
    if known is None:
        return maker_words(name)
    cost = [duration_words(known.seconds)]
    if known.price is not None:
        cost.insert(0, money_words(known.price))
    return _("{name}, about {cost} a call").format(name=maker_words(name), cost=", ".join(cost))


def money_words(price: Decimal) -> str:
    """Small prices keep two digits that say something: CNY 0.0021."""
    digits = 2 if price >= 1 or not price else 1 - price.adjusted()
    return f"{settings.STUDIO_CURRENCY} {price:.{max(2, digits)}f}"


def spent_today_words(user: Any) -> str:
    """What services have cost this person today; "" if they cost nothing."""
    spent = PaidCall.objects.of_today(user.pk).spent()
    if not spent:
        return ""
    if most := settings.STUDIO_SPENT_A_DAY:
        words = _("Services have cost you {spent} today, of {most}.")
        return words.format(spent=money_words(spent), most=money_words(Decimal(most)))
    return _("Services have cost you {spent} today.").format(spent=money_words(spent))


def written_words(project: Project) -> str:
    """Who has written the script, and why another one has not; "" if nobody else could have."""
    made_by = project.script_made_by
    if not made_by or (len(names_of("script")) == 1 and made_by["name"] in OURS):
        return ""
    who = maker_words(made_by["name"])
    if "instead_of" not in made_by:
        return _("written by {name}").format(name=who) + _paid_words(project)
    words = _("written by {name}, because {other} could not: {reason}")
    other, reason = maker_words(made_by["instead_of"]), reason_words({"code": made_by["reason"]})
    return words.format(name=who, other=other, reason=reason)


def _paid_words(project: Project) -> str:
    spent = spent_on(project.pk, StepName.SCRIPT)
    return f" ({money_words(spent)})" if spent else ""
