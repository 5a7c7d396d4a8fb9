"""What services will cost for a film, and what they have cost, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from projects.models import Project
from projects.models.film_price import FilmPrice, Part, film_price
from projects.models.spending import spent_by_kind
from projects.providers import services_of
from projects.vocabulary import Duration, ProviderKind

from .forms import BriefForm
from .makers import money_words, spent_today_words

KINDS = {
    ProviderKind.SCRIPT: gettext_lazy("script"),
    ProviderKind.SPEECH: gettext_lazy("narration"),
    ProviderKind.PICTURE: gettext_lazy("pictures"),
    ProviderKind.VIDEO: gettext_lazy("video"),
    ProviderKind.STOCK: gettext_lazy("stock"),
}


def services_cost() -> bool:
    """Else nothing costs anything, and nothing is said of it."""
    return any(services_of(kind) for kind in (*KINDS,) if kind != ProviderKind.STOCK)


def film_price_words(project: Project, person: Any) -> str:
    """About what the film will cost from now on, and what was spent today; "" if nothing."""
    return price_words(film_price(project), person, is_planned=project._state.adding)


def brief_price_words(data: Mapping[str, Any], person: Any) -> str:
    """The same of the film of a brief, as far as it is filled in."""
    form = BriefForm(data, user=person)
    form.full_clean()
    planned: Project = form.instance
    if duration := form.cleaned_data.get("duration"):
        planned.seconds = Duration(duration).seconds.aim
    return film_price_words(planned, person)


def begun_price_words(form: BriefForm, person: Any) -> str:
    """The same of a form as it is drawn."""
    if not (form.makers and services_cost()):
        return ""
    shown = {name: form[name].value() for name in form.fields}
    return brief_price_words(
        {name: said for name, said in shown.items() if said is not None}, person
    )


def price_words(price: FilmPrice, person: Any, *, is_planned: bool = False) -> str:
    """`is_planned`: of a film of which nothing is there yet."""
    if not price.parts:
        return ""
    comma = pgettext("between names", ", ")
    parts = comma.join(map(_part_words, price.parts))
    whole = _("Services will cost about {price} for all that is missing: {parts}.")
    unknown = _("Services are asked for what is missing: {parts}.")
    if is_planned:
        whole = _("Services will cost about {price} for this film: {parts}.")
        unknown = _("Services are asked for this film: {parts}.")
    told = (whole if price.known or price.is_complete else unknown).format(
        price=money_words(price.known), parts=parts
    )
    return " ".join(filter(None, [told, spent_today_words(person)]))


def _part_words(part: Part) -> str:
    price = _("price not known") if part.price is None else money_words(part.price)
    if part.is_most:
        price = _("at most {price}").format(price=price)
    words = _("{what} by {name} {price}")
    return words.format(what=KINDS[part.kind], name=part.maker, price=price)


def film_spent_words(project: Project) -> str:
    """What services have cost for it, by their kind; "" if nothing that is known."""
    spent = spent_by_kind(project.pk)
    if not spent:
        return ""
    comma = pgettext("between names", ", ")
    parts = comma.join(f"{KINDS[kind]} {money_words(price)}" for kind, price in spent.items())
    words = _("services have cost {price}: {parts}")
    return words.format(price=money_words(sum(spent.values(), Decimal(0))), parts=parts)
