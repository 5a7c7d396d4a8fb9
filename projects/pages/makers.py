"""Who makes what: the configured providers, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from projects.media.formats import FORMATS
from projects.models import Artifact, PaidCall, Project, Scene
from projects.models.credit import credit_of
from projects.models.film_price import painting_price
from projects.models.project.remedies import REFUSED
from projects.models.spending import Usual, spent_on, usual
from projects.providers import OFFLINE, names_of, painters
from projects.status_text import cause_words, duration_words
from projects.timeline import Kind, StepName
from projects.vocabulary import ProviderKind

NO_BREAK = "\N{NO-BREAK SPACE}"
OURS = {
    ProviderKind.SCRIPT: gettext_lazy("the studio's own writer"),
    ProviderKind.SPEECH: gettext_lazy("the studio's own voice"),
    ProviderKind.PICTURE: gettext_lazy("the studio's own drawings"),
    ProviderKind.VIDEO: gettext_lazy("the studio's own motion"),
    ProviderKind.STOCK: gettext_lazy("the studio's own drawings"),
}
"""What the studio does by itself has words of its own. A service has the name that it was given."""


def maker_words(kind: str, name: str) -> str:
    """Within a sentence."""
    return str(OURS[ProviderKind(kind)]) if name == OFFLINE else name


def choice_words(kind: str, name: str) -> str:
    """Of one that can be chosen, by itself."""
    if kind == ProviderKind.STOCK and name == OFFLINE:
        return _("None: the studio draws")
    return capfirst(maker_words(kind, name)) if name == OFFLINE else name


def chosen_words(kind: str, chosen: str, names: Sequence[str]) -> str:
    """Who is to make it: one of these, or all of them in their order."""
    return choice_words(kind, chosen) if chosen else in_order(kind, names)


def offer_makers(form: forms.BaseForm) -> list[str]:
    """Let people choose who makes what; no question where there is no choice. Returns the names of
    the fields that are left."""
    left = [name for kind in ProviderKind if (name := f"{kind}_by") in form.fields]
    for name in left.copy():
        if not offer_maker(form, name.removesuffix("_by")):
            left.remove(name)
    return left


def offer_maker(form: forms.BaseForm, kind: str, names: Sequence[str] = ()) -> bool:
    """Fill the choices of one kind. Without any, the field goes, and it is False."""
    names = names or names_of(kind)
    if len(names) == 1:
        del form.fields[f"{kind}_by"]
        return False
    choices = [("", in_order(kind, names)), *((name, _with_its_cost(kind, name)) for name in names)]
    cast(forms.CharField, form.fields[f"{kind}_by"]).widget.choices = choices
    return True


def chosen_maker(name: str, names: Sequence[str]) -> str:
    """Raises ValidationError if it is none of these."""
    if name and name not in names:
        raise ValidationError(_("Choose one of the list."), code="invalid_choice")
    return name


def in_order(kind: str, names: Sequence[str]) -> str:
    """Those that are tried one after the other: short, as a phone shows little of a choice."""
    first, *others = names
    else_words = (_("the studio") if name == OFFLINE else name for name in others)
    return _(", else ").join([choice_words(kind, first), *else_words])


def painters_for(platform: str) -> list[str]:
    """The names of those that make pictures in the shape of such a film; the studio always does."""
    known, form = painters(), FORMATS[platform]
    kind = ProviderKind.PICTURE
    return [
        name
        for name in names_of(kind)
        if name not in known or known[name].can(form.width, form.height)
    ]


def paintings_words(name: str, count: int) -> str:
    """So many pictures by this one, and about what they cost; "" for none, and if the studio draws
    them itself."""
    if not count or name == OFFLINE:
        return ""
    words = ngettext("%(count)s picture by %(name)s", "%(count)s pictures by %(name)s", count)
    said = words % {"count": count, "name": name}
    if (price := painting_price(name)) is None:
        return said
    return _("{what}, about {price}").format(what=said, price=money_words(price * count))


def another_painting_words(scene: Scene) -> str:
    name = next(iter(scene.project.makers_allowed("picture")))
    price = None if name == OFFLINE else painting_price(name)
    return "" if price is None else _("about {price}").format(price=money_words(price))


def painted_words(scene: Scene) -> str:
    """Who has made its picture, and why another one has not; "" if nobody was asked."""
    made_by, kind = scene.painted_by, ProviderKind.PICTURE
    if made_by.get("reason") in REFUSED:
        words = _(
            "{name}: {other} has refused this picture. With another description it is asked again"
        )
        return words.format(**_instead(kind, made_by))
    if "instead_of" in made_by:
        words = _("picture by {name}, because {other} could not: {reason}")
        return words.format(**_instead(kind, made_by))
    return _("picture by {name}").format(name=maker_words(kind, made_by["name"])) if made_by else ""


def not_found_words(scene: Scene) -> str:
    """Why it shows nothing of a library; "" if it does, and if none was asked."""
    found_by, kind = scene.stock_found_by, ProviderKind.STOCK
    if "instead_of" not in found_by or scene.stock:
        return ""
    words = _("picture by {name}, because {other} could not: {reason}")
    return words.format(**_instead(kind, found_by))


def _with_its_cost(kind: str, name: str) -> str:
    """The price and the time that it usually takes here, as far as they are known."""
    words, known = choice_words(kind, name), usual(kind, name)
    if kind == ProviderKind.STOCK and name != OFFLINE:
        return _("{name}, free").format(name=words)
    if known is None:
        return words
    return _("{name}, about {cost} a call").format(name=words, cost=usual_words(known))


def usual_words(known: Usual) -> str:
    """What one call usually costs, as far as that is known, and takes."""
    price = [] if known.price is None else [money_words(known.price)]
    comma = pgettext("between names", ", ")
    return comma.join([*price, duration_words(known.seconds)])


def money_words(price: Decimal) -> str:
    """Small prices keep two digits that say something: CNY 0.0021. A line does not break in it."""
    digits = 2 if price >= 1 or not price else 1 - price.adjusted()
    figure, currency = f"{price:.{max(2, digits)}f}", settings.STUDIO_CURRENCY
    # Who reads Chinese says its own currency behind the figure.
    words = _("CNY {price}").format(price=figure) if currency == "CNY" else f"{currency} {figure}"
    return words.replace(" ", NO_BREAK)


def spent_today_words(user: Any) -> str:
    """What services have cost this person today; "" if they cost nothing."""
    spent = PaidCall.objects.of_today(user.pk).spent()
    if not spent:
        return ""
    if most := settings.STUDIO_SPENT_A_DAY:
        words = _("Services have cost you {spent} today, of {most}.")
        return words.format(spent=money_words(spent), most=money_words(Decimal(most)))
    return _("Services have cost you {spent} today.").format(spent=money_words(spent))


def writer_words(made_by: Mapping[str, str]) -> str:
    """Who has written a script; "" if that is not worth saying."""
    if not _is_worth_saying(ProviderKind.SCRIPT, made_by):
        return ""
    return _("written by {name}").format(name=maker_words(ProviderKind.SCRIPT, made_by["name"]))


def written_words(project: Project) -> str:
    """Who has written the script, and why another one has not; "" if nobody else could have."""
    made_by, kind = project.script_made_by, ProviderKind.SCRIPT
    if not _is_worth_saying(kind, made_by):
        return ""
    if "instead_of" in made_by:
        words = _("written by {name}, because {other} could not: {reason}")
        return words.format(**_instead(kind, made_by))
    return writer_words(made_by) + _paid_words(project, StepName.SCRIPT)


def spoken_words(project: Project) -> str:
    """Who speaks the film, and why another one does not; "" if nobody else could."""
    made_by, kind = project.narration_made_by, ProviderKind.SPEECH
    if not _is_worth_saying(kind, made_by):
        return ""
    if "instead_of" in made_by:
        words = _("spoken by {name}, because {other} could not: {reason}")
        return words.format(**_instead(kind, made_by))
    words = _("spoken by {name}").format(name=maker_words(kind, made_by["name"]))
    return words + ("" if made_by["name"] == OFFLINE else _paid_words(project, StepName.NARRATION))


def stock_words(project: Project) -> str:
    """Which libraries have what its scenes show; "" for none."""
    shown = (scene.stock for scene in project.scene_list)
    names = dict.fromkeys(str(found.made_from["by"]) for found in shown if found)
    return _("free videos and photos of {names}").format(names=", ".join(names)) if names else ""


def filmed_words(project: Project) -> list[str]:
    """Who has filmed its scenes, and which one was not filmed by whom, and why."""
    made = {
        scene.position: scene.clip.made_from.get("made_by", {})
        for scene in project.scene_list
        if scene.clip
    }
    names = dict.fromkeys(by["name"] for by in made.values() if by and by["name"] != OFFLINE)
    said = [_("filmed by {name}").format(name=name) for name in names]
    of_films = PaidCall.objects.filter(project=project.pk, kind=ProviderKind.VIDEO)
    if said and (spent := of_films.spent()):
        said[-1] += _in_brackets(spent)
    for position, by in made.items():
        if "instead_of" in by:
            words = _("scene {scene} by {name}, because {other} could not: {reason}")
            instead = _instead(ProviderKind.VIDEO, by)
            return [*said, words.format(scene=position, **instead)]
    return said


def painters_words(project: Project) -> str:
    """Which services have made pictures of its scenes; "" for none."""
    by = (scene.painted_by.get("name", OFFLINE) for scene in project.scene_list)
    names = dict.fromkeys(name for name in by if name != OFFLINE)
    return _("pictures by {names}").format(names=", ".join(names)) if names else ""


def version_words(artifact: Artifact) -> list[str]:
    """Who has made this narration or this clip, and who could not; nothing of what the studio does
    anyway."""
    told = artifact.made_from
    kind, words = ProviderKind.VIDEO, _("filmed by {name}")
    if artifact.kind == Kind.NARRATION:
        kind, words = ProviderKind.SPEECH, _("spoken by {name}")
    said = [
        _made_words(kind, told.get("made_by", {}), words),
        _made_words(ProviderKind.PICTURE, told.get("painted_by", {}), _("picture by {name}")),
        _made_words(ProviderKind.STOCK, told.get("stock_by", {}), _("from {name}")),
    ]
    return [words for words in said if words]


def made_words(scene: Scene) -> list[str]:
    """Who has spoken it, and made what it shows, and who could not; nothing of what the studio
    does anyway."""
    audio = scene.audio.made_from.get("made_by", {}) if scene.audio else {}
    said = [
        _made_words(ProviderKind.SPEECH, audio, _("spoken by {name}")),
        shown_words(scene),
        credit_of(scene.stock, scene.position).line if scene.stock else not_found_words(scene),
    ]
    return [words for words in said if words]


def shown_words(scene: Scene) -> str:
    """Who has filmed or painted what it shows, and why another one has not; "" if nobody was asked.
    Of a scene whose clip is not there yet, who has painted it."""
    clip = scene.clip.made_from.get("made_by", {}) if scene.clip else {}
    said = [_made_words(ProviderKind.VIDEO, clip, _("filmed by {name}")), painted_words(scene)]
    return capfirst(" · ".join(filter(None, said)))


def _made_words(kind: str, made_by: Mapping[str, str], words: str) -> str:
    if "instead_of" in made_by:
        told = _("{name}, because {other} could not: {reason}")
        return told.format(**_instead(kind, made_by))
    is_service = made_by and made_by["name"] != OFFLINE
    return words.format(name=made_by["name"]) if is_service else ""


def _is_worth_saying(kind: str, made_by: Mapping[str, str]) -> bool:
    return bool(made_by) and (len(names_of(kind)) > 1 or made_by["name"] != OFFLINE)


def _instead(kind: str, made_by: Mapping[str, str]) -> dict[str, str]:
    return {
        "name": maker_words(kind, made_by["name"]),
        "other": maker_words(kind, made_by["instead_of"]),
        "reason": cause_words({"code": made_by["reason"]}),
    }


def _paid_words(project: Project, step: str) -> str:
    spent = spent_on(project.pk, step)
    return _in_brackets(spent) if spent else ""


def _in_brackets(spent: Decimal) -> str:
    return pgettext("behind what was made for it", " ({price})").format(price=money_words(spent))
