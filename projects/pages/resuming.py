"""Going on with a project: what is made already, what a click keeps and what it makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.models import Project
from projects.timeline import WORK_STEPS, Status, Step, StepName, step_of

MOST_OFFERS = 10


class Offer:
    """An unfinished project on the home page: where it stands, and what is made already."""

    def __init__(self, project: Project):
        self.project = project
        self.step = project.open_step
        self.made = " · ".join(_made(project)) or _("The brief is there")


def offers_to(user_id: int) -> list[Offer]:
    """Own projects that wait for a person, the last touched first; a running one shows itself."""
    waiting = Project.objects.filter(
        owner_id=user_id, status__in=(Status.DRAFT, Status.FAILED)
    ).unfinished()
    return [Offer(project) for project in waiting.with_parts()[:MOST_OFFERS]]


def plan_of(project: Project) -> str:
    """What `Project.retry` would keep and make: said before the click."""
    first = project.retry_step
    if first.name == StepName.SCRIPT:
        return (
            _("What is there now stays until the new script is written.")
            if project.scene_list
            else _("The brief is kept.")
        )
    steps = [first]
    if project.retries_to_the_end:
        steps = [step for step in WORK_STEPS if step.number >= first.number]
    parts = [_piece(project, step) for step in steps if project.missing(step)]
    if not parts:  # the old words were put back, say
        return _("All of it is there already: nothing is made again.")
    return capfirst(pgettext("between the parts of a plan", ", then ").join(parts)) + pgettext(
        "end of a sentence", "."
    )


def cancelled_words(project: Project, step: Step) -> str:
    """That this step was cancelled, and what that has left."""
    kept = project.scene_count - len(project.missing(step)) if step.per_scene else 0
    match step.name:
        case StepName.NARRATION if kept:
            words = ngettext(
                "Cancelled. %(n)s narration is kept.", "Cancelled. %(n)s narrations are kept.", kept
            )
        case StepName.SCENES if kept:
            words = ngettext(
                "Cancelled. %(n)s finished scene is kept.",
                "Cancelled. %(n)s finished scenes are kept.",
                kept,
            )
        case StepName.SCRIPT if not project.scene_list:
            words = _("Cancelled. The brief is kept.")
        case _other:
            words = _("Cancelled. All that was there before is kept.")
    return words % {"n": kept}


def lost_words(project: Project, step: Step) -> str:
    """Which stored files of this step could not be read."""
    pieces = project.note.get("lost", {}).get(step.name, [])
    if step.per_scene:
        numbers = pgettext("between scene numbers", ", ").join(map(str, pieces))
        words = (
            ngettext(
                "The stored narration of scene %(numbers)s could not be read.",
                "The stored narrations of scenes %(numbers)s could not be read.",
                len(pieces),
            )
            if step.name == StepName.NARRATION
            else ngettext(
                "The stored clip of scene %(numbers)s could not be read.",
                "The stored clips of scenes %(numbers)s could not be read.",
                len(pieces),
            )
        )
        return words % {"numbers": numbers}
    if "film" in pieces:
        return _("The stored film could not be read.")
    return _("The stored cover or captions of the film could not be read.")


def _made(project: Project) -> Iterable[str]:
    count = project.scene_count
    if not count:
        return
    yield ngettext("script of %(count)s scene", "script of %(count)s scenes", count) % {
        "count": count
    }
    for name, words in (
        (StepName.NARRATION, _("narration %(made)s/%(count)s")),
        (StepName.SCENES, _("scenes %(made)s/%(count)s")),
    ):
        if made := count - len(project.missing(step_of(name))):
            yield words % {"made": made, "count": count}


def _piece(project: Project, step: Step) -> str:
    made = len(project.missing(step))
    values: dict[str, Any] = {"kept": project.scene_count - made, "made": made}
    match step.name:
        case StepName.NARRATION if values["kept"]:
            words = ngettext(
                "keeps %(kept)s narration, makes %(made)s",
                "keeps %(kept)s narrations, makes %(made)s",
                values["kept"],
            )
        case StepName.NARRATION:
            words = ngettext("makes %(made)s narration", "makes %(made)s narrations", made)
        case StepName.SCENES if values["kept"]:
            words = ngettext(
                "keeps %(kept)s clip, makes %(made)s",
                "keeps %(kept)s clips, makes %(made)s",
                values["kept"],
            )
        case StepName.SCENES:
            words = ngettext("makes %(made)s clip", "makes %(made)s clips", made)
        case _other if project.missing(step_of(StepName.SCENES)):
            words = _("merges the film")
        case _other:
            words = _("keeps all clips, merges the film")
    return words % values
