"""What a change would make again, in words, and which change a page asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.models import HouseStyle, Logo, NotReady, Project, Scene, costs
from projects.models.costs import Cost
from projects.providers import OFFLINE
from projects.timeline import Step
from projects.vocabulary import CaptionStyle, Music, Style, Transitions, VoiceStyle

from .forms import SceneForm
from .makers import paintings_words
from .post_forms import TitleForm

Verb = Callable[[Project], Any]
LISTED = 4  # numbers of scenes that are read at a glance


def words_of(cost: Cost) -> str:
    """A sentence, or "" if nothing was made that a change could make out of date."""
    if cost.free:
        return _("Nothing is made again.") if cost.reached else ""
    words = _("To be made: {parts}.").format(parts=_parts(cost))
    if cost.seconds is not None:
        parts = {"parts": _parts(cost), "time": about(cost.seconds)}
        words = _("To be made: {parts}, {time}.").format(**parts)
    some_stay = min(len(cost.narrations), len(cost.clips)) < cost.scenes
    return " ".join([words, _("The rest stays.")]) if some_stay else words


def whole_words_of(cost: Cost) -> str:
    """The same, and what a service is asked for, which costs money."""
    asked = paintings_words(cost.painter, len(cost.pictures))
    told = [words_of(cost), _("A service is asked: {what}.").format(what=asked) if asked else ""]
    return " ".join(filter(None, told))


def short_words_of(cost: Cost) -> str:
    """For a line below the words of a deed: how many pieces, and about how long."""
    if cost.free:
        return words_of(cost)
    counts = ((NARRATIONS, len(cost.narrations)), (CLIPS, len(cost.clips)))
    parts = [(counted(many) % {"count": many}).strip() for (_one, counted), many in counts if many]
    parts += [_("the film")] if cost.film else []
    parts += [] if cost.seconds is None else [about(cost.seconds)]
    return _("Makes %(parts)s") % {"parts": pgettext("between names", ", ").join(parts)}


def about(seconds: float) -> str:
    """About how long something takes: "about 4 s"."""
    if seconds < 60:
        whole = ceil(seconds) if seconds <= 10 else 5 * ceil(seconds / 5)
        return _("about %(count)s s") % {"count": max(1, whole)}
    minutes = round(seconds / 60)
    words = ngettext("about %(count)s minute", "about %(count)s minutes", minutes)
    return words % {"count": minutes}


def _parts(cost: Cost) -> str:
    parts = [
        _pieces(cost.narrations, cost.scenes, NARRATIONS),
        _pieces(cost.clips, cost.scenes, CLIPS),
        _("the film") if cost.film else "",
    ]
    *first, last = [part for part in parts if part]
    comma, also = pgettext("between names", ", "), pgettext("between two names", " and ")
    return also.join([*([comma.join(first)] if first else []), last])


# The words for pieces that are named by their numbers, and for their count.
Words = tuple[Callable[[int], str], Callable[[int], str]]
NARRATIONS: Words = (
    lambda n: ngettext("narration %(numbers)s", "narrations %(numbers)s", n),
    lambda n: ngettext("%(count)s narration", "%(count)s narrations", n),
)
CLIPS: Words = (
    lambda n: ngettext("clip %(numbers)s", "clips %(numbers)s", n),
    lambda n: ngettext("%(count)s clip", "%(count)s clips", n),
)


def _pieces(numbers: tuple[int, ...], of: int, words: Words) -> str:
    named, counted = words
    if not numbers:
        return ""
    if len(numbers) > LISTED or len(numbers) == of:
        return (counted(len(numbers)) % {"count": len(numbers)}).strip()
    listed = pgettext("between scene numbers", ", ").join(map(str, numbers))
    return named(len(numbers)) % {"numbers": listed}


def verb_asked(what: str, sent: QueryDict) -> Verb | None:
    """The change that a page asks about: as its form would be saved; of a setting, any other
    choice. None for a form that would not be saved. Raises KeyError."""
    if what in OTHER:
        return OTHER[what]
    return TYPED[what](sent)


def _words(sent: QueryDict) -> Verb | None:
    try:
        pk = int(sent.get("scene", ""))
    except ValueError:
        return None
    form = SceneForm(sent, instance=Scene(pk=pk))
    if not form.is_valid():
        return None
    return lambda project: _scene(project, pk).rewrite(**form.cleaned_data)


def _scene(project: Project, pk: int) -> Scene:
    for scene in project.scene_list:
        if scene.pk == pk:
            return scene
    raise Scene.DoesNotExist


def _title(sent: QueryDict) -> Verb | None:
    form = TitleForm(sent)
    return (lambda project: project.rename(form.cleaned_data["title"])) if form.is_valid() else None


def _house(sent: QueryDict) -> Verb | None:
    try:
        pk = UUID(sent.get("house_style", ""))
    except ValueError:
        return None

    def use(project: Project) -> None:
        style = HouseStyle.objects.offered_to(project.owner).get(pk=pk)
        kept = style.logo
        logo = Logo(project=project, sha256=kept.sha256) if kept else None
        project.use_house_style(style, logo)

    return use


TYPED: Mapping[str, Callable[[QueryDict], Verb | None]] = {
    "words": _words,
    "title": _title,
    "house": _house,
}


def _another(kind: Any, code: str) -> str:
    return str(next(each.value for each in kind if each.value != code))


def _another_logo(project: Project) -> None:
    """A first logo makes all clips anew, as another style does."""
    if project.logo:
        project.choose_logo(not project.show_logo)
    else:
        project.choose_style(_another(Style, project.style))


def of_scene(project: Project, pk: int) -> dict[str, str]:
    """What each deed of the menu of a scene would make again, by the deed's name. What cannot be
    done has "". Raises Scene.DoesNotExist."""
    place = _scene(project, pk).position
    deeds: dict[str, Verb] = {
        "back": lambda trial: trial.move_scene(pk, place - 1),
        "on": lambda trial: trial.move_scene(pk, place + 1),
        "split": lambda trial: trial.split_scene(pk),
        "join": lambda trial: trial.join_scenes(pk),
        "duplicate": lambda trial: trial.duplicate_scene(pk),
        "delete": lambda trial: trial.delete_scene(pk),
    }
    return {name: _tried(project, verb) for name, verb in deeds.items()}


def _tried(project: Project, verb: Verb) -> str:
    try:
        return short_words_of(costs.of(project, verb))
    except NotReady:
        return ""


def of_update(project: Project, steps: Iterable[Step]) -> str:
    """What is to be made of these steps as the project is now."""
    cost = costs.pending(project, *(step for step in steps if step in costs.FILES))
    return "" if cost.free else whole_words_of(cost)


OTHER: Mapping[str, Verb] = {
    "purpose": lambda project: None,  # only the next script is another one
    "voice": lambda project: project.choose_voice(_another(VoiceStyle, project.voice_style)),
    "look": lambda project: project.choose_style(_another(Style, project.style)),
    "pictures": lambda project: project.choose_painter(
        "" if project.picture_by == OFFLINE else OFFLINE
    ),
    "stock": lambda project: project.choose_stock("" if project.stock_by == OFFLINE else OFFLINE),
    "captions": lambda project: project.choose_captions(
        caption_style=_another(CaptionStyle, project.caption_style)
    ),
    "music": lambda project: project.choose_music(
        Music.CALM if project.mood == Music.OFF else Music.OFF
    ),
    "transitions": lambda project: project.choose_finish(
        _another(Transitions, project.transitions)
    ),
    "closing": lambda project: project.choose_finish(closing_card=not project.closing_card),
    "logo": lambda project: _another_logo(project),
    "photos": lambda project: project.let_photos_leave(
        [] if project.photos_may_leave else [taker.host for taker in project.photo_takers]
    ),
}
