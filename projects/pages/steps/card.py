"""What the card of a step says about one project: its state, its line, and how to go on.

Each step has a file with its name beside this one. The class `Card` there has the step's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.models import Project, Scene
from projects.models.project.remedies import Remedy
from projects.providers.wire.faults import MAY_HAVE_COST
from projects.timeline import STEPS, Status, Step, step_of

from ..costs import of_update
from ..film_price import film_price_words, services_cost
from .failure import Failure, failures_of

Words = str | Promise

# With these, the same service would fail again.
_NEEDS_ANOTHER = {
    *("service_key", "service_model", "service_quota", "service_request", "service_certificate"),
    *("out_of_credit", "refused", "faces_refused", "spent_enough"),
}
_ITS_OWNERS = {"photo_missing", "own_clip_missing", "own_clip_heavy"}


class StepCard:
    """The card of one step of one project."""

    waits_for: Words = ""  # its line, while an earlier step is open
    approve: Words = ""  # the button that approves the step before and begins this one
    begin: Words = ""  # the button that begins it again after a cancel
    # What its owner can change if a scene has failed: "words", "upload", or "" for nothing.
    remedy = ""
    # The list of scenes inside: the template of one is `projects/_scene_<scene_list>.html`.
    scene_list = ""

    def __init__(self, project: Project, step: Step):
        self.project, self.step = project, step
        self.name, self.number, self.label = step.name, step.number, step.name.label
        self.is_work = step.is_work
        self.template = f"projects/steps/{step.name}.html"

    @property
    def actions(self) -> str:
        """The template of the buttons with which a person goes on; "" for a card without any."""
        return "projects/actions/approve.html" if self.is_work else ""

    @property
    def ahead(self) -> StepCard:
        """The card of the next step with something to make, or else of the last step."""
        cards = [card_of(self.project, step) for step in self.step.later]
        return next((card for card in cards if card.missing), cards[-1])

    @property
    def approve_words(self) -> Words:
        """The words of the button that goes on from here."""
        return self.ahead.approve if self.ahead.missing else _("Go on")

    @cached_property
    def state(self) -> str:
        """done, current, running, failed, kept (has older results, or something to do before its
        turn) or later (has none)."""
        current = self.project.open_step
        if self.step is current:
            if self.project.running:
                return "running"
            return "failed" if self.project.status == Status.FAILED else "current"
        if self.number < current.number:
            return "done"
        return "kept" if self.made or self.is_ahead else "later"

    @property
    def is_ahead(self) -> bool:
        """Whether there is something to do on it before its turn."""
        return False

    @property
    def is_current(self) -> bool:
        return self.state in ("running", "failed", "current")

    @property
    def is_done(self) -> bool:
        return self.state == "done" or (self.is_current and self.film_is_done)

    @property
    def film_is_done(self) -> bool:
        return self.project.status == Status.COMPLETED

    @property
    def opens(self) -> bool:
        return self.is_current or self.setback == "lost" or bool(self.lost_own_words)

    # What is made, and what is missing

    @property
    def made(self) -> int:
        """How many pieces of its result exist, out of date or not."""
        return 0

    @property
    def stale(self) -> int:
        """Pieces that were made once and are out of date now."""
        return 0

    @cached_property
    def missing(self) -> int:
        """How many pieces a start of this step would make."""
        return len(self.project.missing(self.step)) if self.is_work else 0

    @property
    def summary(self) -> str:
        """The line on the card."""
        if self.state == "later":
            return str(self.waits_for)
        return " · ".join(part for part in self.facts() if part)

    def facts(self) -> Iterable[str]:
        """The parts of the line on the card. Empty ones are left out."""
        return []

    @property
    def made_words(self) -> str:
        """What is made in this step, for a person who comes back, or "" if nothing is made."""
        return ""

    # What went wrong

    @cached_property
    def failures(self) -> list[Failure]:
        return failures_of(self.project.failures, self.remedy)

    @property
    def remedies(self) -> list[Remedy]:
        return self.project.remedies

    @property
    def remedy_is_best(self) -> bool:
        codes = {self.project.error.get("code")}
        codes |= {failure.run.reason["code"] for failure in self.failures}
        return bool(self.remedies) and bool(codes & _NEEDS_ANOTHER)

    @property
    def retry_helps(self) -> bool:
        """False if each failed Run lacks a file that only the owner has, or another maker."""
        reasons = [failure.run.reason["code"] for failure in self.failures]
        is_lost = bool(reasons) and set(reasons) <= _ITS_OWNERS
        return not (is_lost or self.remedy_is_best)

    @property
    def may_cost_twice(self) -> bool:
        """Whether a service may have done its work, though nothing of use came of it."""
        reasons = [self.project.error, *(failure.run.reason for failure in self.failures)]
        return any(reason.get("code") in MAY_HAVE_COST for reason in reasons)

    @cached_property
    def setback(self) -> str:
        """cancelled, lost (a stored file could not be read), or "" for a step with neither."""
        project = self.project
        if project.running or not self.missing:
            return ""
        if self.lost:
            return "lost"
        cancelled = project.note.get("code") == "cancelled" and project.note["step"] == self.name
        return "cancelled" if cancelled else ""

    @property
    def lost(self) -> list[int | str]:
        """The files that could not be read: numbers of scenes, or kinds of files."""
        return self.project.note.get("lost", {}).get(self.name, [])

    @property
    def setback_words(self) -> str:
        return self.lost_words if self.setback == "lost" else self.cancelled_words

    @property
    def cancelled_words(self) -> str:
        """A sentence that says that this step was cancelled, and what is kept."""
        return _("Cancelled. All that was there before is kept.")

    @property
    def lost_words(self) -> str:
        """A sentence that says which stored files of this step could not be read."""
        return ""

    @property
    def lost_own_words(self) -> str:
        """A sentence that says which uploads cannot be read any more, or "": only their owner can
        send them again."""
        return ""

    # The way on

    @property
    def goes_on(self) -> bool:
        """Whether the button to go on is on this card. It is also there if a finished film has lost
        a file."""
        return bool(self.setback) and (self.is_current or self.film_is_done)

    @property
    def begins_earlier(self) -> bool:
        """Whether going on begins at another step, because a file was lost or words changed."""
        return self.project.retry_step is not self.step

    @property
    def button(self) -> Words:
        """The words of the button to go on."""
        return _("Go on") if self.begins_earlier else self.begin_again

    @property
    def begin_again(self) -> Words:
        """The words of this button if going on begins at this step."""
        return _("Make it again") if self.setback == "lost" else self.begin

    @property
    def plan(self) -> str:
        return plan_of(self.project)

    def plan_up_to(self, goal: Step) -> str:
        """What work that goes from this step to the goal would keep and make."""
        later = [step for step in self.step.later if step.number <= goal.number]
        cards = [self, *(card_of(self.project, step) for step in later)]
        parts = [card.part_of_plan for card in cards if card.missing]
        if not parts:  # for example, the old words were put back
            return _("All of it is there already: nothing is made again.")
        return capfirst(pgettext("between the parts of a plan", ", then ").join(parts)) + pgettext(
            "end of a sentence", "."
        )

    @property
    def part_of_plan(self) -> str:
        """What a start of this step would keep and make, as a part of a sentence."""
        return ""

    # What is made before

    @cached_property
    def lacking(self) -> list[StepCard]:
        """The cards of earlier steps, of which a start of this step would first make something."""
        return [card_of(self.project, step) for step in self.project.lacking(self.step)]

    @property
    def plan_of_start(self) -> str:
        """What a start of this step would keep and make, or "" if it begins with this step."""
        return self.lacking[0].plan_up_to(self.step) if self.lacking else ""

    @property
    def update(self) -> str:
        """The words of the button that makes what is out of date. They say all that it makes."""
        if self.lacking:
            also = pgettext("between the last two parts of an update", " and ")
            parts = also.join(card.part_of_update for card in (*self.lacking, self))
            return _("Update %(parts)s") % {"parts": parts}
        count = self.missing
        return ngettext("Update %(count)s change", "Update %(count)s changes", count) % {
            "count": count
        }

    @property
    def cost_words(self) -> str:
        """What that button makes, and about how long it takes."""
        return of_update(self.project, (*self.project.lacking(self.step), self.step))

    @property
    def film_price_words(self) -> str:
        """About what services will cost if all that is missing is made."""
        return film_price_words(self.project, self.project.owner) if services_cost() else ""

    @property
    def part_of_update(self) -> str:
        """What a start of this step would make, as a part of the words of a button."""
        return str(self.label)


def class_of(step: Step) -> type[StepCard]:
    """The class `Card` in the file of the step's name."""
    return import_string(f"{__package__}.{step.name}.Card")


def card_of(project: Project, step: Step) -> StepCard:
    return class_of(step)(project, step)


def cards_of(project: Project) -> list[StepCard]:
    return [card_of(project, step) for step in STEPS]


def plan_of(project: Project) -> str:
    """What `Project.retry` would keep and make. The person reads it before the click."""
    return card_of(project, project.retry_step).plan_up_to(project.retry_goal)


def seconds_words(seconds: float) -> str:
    return _("%(count)s s") % {"count": round(seconds)} if seconds else ""


def scene_state(scene: Scene, step_name: str) -> str:
    """queued, making or failed if the running or failed step works on this scene, otherwise ""."""
    project = scene.project
    if project.step != step_name or project.is_made(step_of(step_name), scene):
        return ""
    if project.status == Status.FAILED:
        return "failed" if any(run.scene_id == scene.pk for run in project.failures) else ""
    if not project.running:
        return ""
    at_work = [*project.note.get("now", []), *project.note.get("waiting", [])]
    return "making" if scene.position in at_work else "queued"
