"""The live regions of the pages: their names, and their present content.

A region is a part of a page with its own id. The page, the reply to a click and the push over the
socket all take it from here, so there is only one drawing of it. Each region has the digest of its
content. If that has not changed, the region is not sent and not swapped: a player goes on playing,
and a text keeps its caret, while the progress bar beside it moves.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import (
    get_language_from_request,
    get_supported_language_variant,
    override,
)

from projects.jobs.waiting import Places, places_among
from projects.language import LANGUAGES
from projects.models import Project, VoiceSample
from projects.models.notification import Tray
from projects.models.project.artifacts import FILM_PARTS
from projects.models.service_voice import ServiceVoice
from projects.timeline import SCENES, STEPS
from projects.vocabulary import VoiceStyle

from .checks import hints
from .drafts import draft_regions
from .film_settings import chosen
from .place import place_region
from .posts import words_to_post
from .region import Region, Regions, around, of_words
from .region import by_id as _by_id
from .region import drawn as _region
from .rewordings import reworder
from .service_voices import of_language
from .setting_forms import MusicForm, ShownLogoForm
from .shape import ratio_of, resolution_of, shape_of
from .shelf import shelf
from .steps.card import StepCard, card_of, cards_of, class_of, scene_state
from .steps.script import seconds_of, spoken_seconds


def of_timeline(project: Project, language: str, places: Places | None = None) -> Regions:
    """Every live region of a project's page. A frame comes before the regions in it.

    `places`: in the queue, if they are known already.
    """
    places = places_among([project]) if places is None else places
    with override(language):
        context = {
            "project": project,
            "shape": shape_of(project),
            "ratio": ratio_of(project),
            "resolution": resolution_of(project),
            "seconds": (seconds := spoken_seconds(project)),
            "over": max(0, round(seconds) - project.duration.seconds[2]),
            "parts": {kind: project.film_part(kind) for kind in FILM_PARTS},
        }
        drawn = [
            _region("headline", "projects/_headline.html", **context),
            *_histories(project),
            *_of_steps(project, places),
            _music(project),
            _logo(project),
            *words_to_post(project),
            *(of_words(f"chosen-{name}", said) for name, said in chosen(project)),
            *shelf(project),
            *draft_regions(project),
            _region("script-total", "projects/_total.html", **context),
            _region("coverage", "projects/_coverage.html", project=project, **_covered(project)),
            *_scene_regions(project),
            _region("film", "projects/_film.html", **context),
            _checks(project),
            _region("downloads", "projects/_downloads.html", **context),
            _region("announcer", "projects/_announcer.html", project=project),
        ]
        return _by_id([_state(project, drawn), *drawn])


def _of_steps(project: Project, places: Places) -> Iterable[Region]:
    """What each card says of its step, and its buttons."""
    for card in cards_of(project):
        about = {"step": card, "project": project}
        yield _region(f"{card.name}-head", "projects/_head.html", step=card)
        if card.is_work:
            yield _region(f"{card.name}-stop", "projects/_stop.html", **about)
            yield _live(card, project, places)
        if card.actions:
            yield _region(f"{card.name}-actions", card.actions, **about)


def with_progress(before: Regions, project: Project, language: str) -> Regions:
    """The page of a running project of which only the progress has changed since `before`.

    Only the regions with the progress are drawn. The others show scenes and files, which would have
    to be read from the database.
    """
    step = card_of(project, project.open_step)
    with override(language):
        drawn = [
            _region(
                "headline", "projects/_headline.html", project=project, ratio=ratio_of(project)
            ),
            _live(step, project, {}),  # a Run is at work
            _region("announcer", "projects/_announcer.html", project=project),
        ]
    after = before | _by_id(drawn)
    after["state"] = _state(project, [region for region in after.values() if region.id != "state"])
    return after


def of_notices(tray: Tray, language: str) -> Regions:
    """The notices on every page of their reader: the bell, the list, those still to be shown."""
    with override(language):
        parts = ("bell", "tray", "notices")
        return _by_id([_region(part, f"notices/_{part}.html", tray=tray) for part in parts])


def of_voices(
    language: str, samples: Iterable[VoiceSample], of_services: list[ServiceVoice]
) -> Regions:
    """Beside the choice of a voice: a sample of each, for films in each language."""
    found = {(each.language, each.voice_style): each for each in samples}
    voices = {
        code: [(style.label, found.get((code, style))) for style in VoiceStyle]
        for code in LANGUAGES
    }
    with override(language):
        return _by_id(
            _region(
                f"voices-{code}",
                "projects/_voices.html",
                language=code,
                voices=own,
                services=of_language(of_services, code),
            )
            for code, own in voices.items()
        )


def language_of(request: HttpRequest) -> str:
    """The language in which the page was drawn. A page names it in its later requests."""
    try:
        return get_supported_language_variant(request.GET.get("language", "")[:20])
    except (LookupError, SuspiciousOperation):  # the second: too many fields in the query
        return get_language_from_request(request)


def message(regions: Iterable[object]) -> str:
    """The text that is sent. htmx swaps each region in it by its id."""
    return "".join(map(str, regions))


FRESH = 5  # seconds: an older drawing is not shared, because a drawing may say "just now"
# The lists of scenes by their names: the template of one scene, and the step whose card it is on.
SCENE_LISTS = {
    name: (f"projects/_scene_{name}.html", step.name)
    for step in STEPS
    if (name := class_of(step).scene_list)
} | {"board": ("projects/_scene_board.html", SCENES.name)}


SEEN = "projects/_scene_seen.html"


def _scene_regions(project: Project) -> Iterable[Region]:
    """For each list a frame, which changes only with the set of scenes, and a region per scene."""
    shape, reworded = shape_of(project), reworder(project)
    for name, (template, step_name) in SCENE_LISTS.items():
        inside: list[Region] = []
        nested: list[Region] = []
        for scene in project.scene_list:
            about = {"scene": scene, "project": project, "shape": shape}
            if name == "words":  # what is typed stays while what is seen changes
                inside.append(_region(f"scene-{scene.pk}-seen", SEEN, **about))
            about["state"] = scene_state(scene, step_name)
            about["seconds"] = seconds_of(scene)
            inner = reworded(scene) if name == "words" and reworded else None
            inside.append(around(f"scene-{scene.pk}-{name}", template, inner, **about))
            nested += [inner] if inner else []
        ids = " ".join(region.id for region in inside)
        yield Region(f"all-{name}", mark_safe("".join(map(str, inside))), ids)  # noqa: S308
        yield from (*inside, *nested)


def _histories(project: Project) -> Iterable[Region]:
    """Undo and redo, on the page and in the storyboard, which lies over it."""
    context = {"project": project, "undo": project.undoable, "redo": project.redoable}
    for place in ("page", "board"):
        yield _region(f"history-{place}", "projects/_history.html", place=place, **context)


def _live(card: StepCard, project: Project, places: Places) -> Region:
    place = place_region(project.pk, places)
    name = f"{card.name}-live"
    return _region(name, "projects/_live.html", step=card, project=project, place=place)


def _music(project: Project) -> Region:
    """It changes only with the owner's piece: what is chosen is in the headline, from where
    static/js/steps.js takes it. So the sound that somebody listens to goes on."""
    form = MusicForm(instance=project)
    drawn = _region("music", "projects/_music.html", project=project, form=form)
    offered = [radio.data["label"] for radio in form["music"].subwidgets]
    return Region(drawn.id, drawn.html, f"{project.own_music_id} {offered}")


def _logo(project: Project) -> Region:
    """Like the music: it changes only with the file."""
    form, wide = ShownLogoForm(instance=project), shape_of(project) == "wide"
    drawn = _region("logo", "projects/_logo.html", project=project, form=form, wide=wide)
    return Region(drawn.id, drawn.html, f"{project.logo_id} {project.style}")


def _checks(project: Project) -> Region:
    film = project.film_part("film")
    told = {"hints": hints(project, film), "is_measured": bool(film and film.checks)}
    return _region("checks", "projects/_checks.html", **told)


def _covered(project: Project) -> dict[str, object]:
    found = project.coverage
    gaps = [one for one in found if one.is_gap]
    said = [one for one in found if not one.is_gap]
    return {"gaps": gaps, "said": said, "points": len(found)}


def _state(project: Project, drawn: Iterable[Region]) -> Region:
    """The revision of this drawing, and the digest of every region in it.

    It must come first: a page that already has a later revision drops the whole drawing. A page
    that finds afterwards that one of its regions differs knows that it has missed something.
    """
    digests = " ".join(f"{region.id}:{region.digest}" for region in drawn)
    return _region("state", "projects/_state.html", revision=project.revision, digests=digests)
