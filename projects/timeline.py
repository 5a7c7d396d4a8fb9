"""The seven steps of a project as data: their order, what each needs and what moves are legal.

Nothing here reads or writes anything: models, pages and jobs all ask this page.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """The public statuses. `draft` is at rest: it waits for a person."""

    DRAFT = "draft", pgettext_lazy("status", "Waiting for you")
    GENERATING_SCRIPT = "generating_script", pgettext_lazy("status", "Writing the script")
    GENERATING_AUDIO = "generating_audio", pgettext_lazy("status", "Recording the narration")
    GENERATING_VIDEO = "generating_video", pgettext_lazy("status", "Making the scenes")
    EDITING = "editing", pgettext_lazy("status", "Merging the film")
    COMPLETED = "completed", pgettext_lazy("status", "Completed")
    FAILED = "failed", pgettext_lazy("status", "Failed")


class State(TextChoices):
    """The states of a Run."""

    QUEUED = "queued", pgettext_lazy("run", "Queued")
    RUNNING = "running", pgettext_lazy("run", "Running")
    SUCCEEDED = "succeeded", pgettext_lazy("run", "Succeeded")
    FAILED = "failed", pgettext_lazy("run", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("run", "Cancelled")


ACTIVE = (State.QUEUED, State.RUNNING)


class StepName(TextChoices):
    IDEA = "idea", pgettext_lazy("step", "Idea")
    SCRIPT = "script", pgettext_lazy("step", "Script")
    NARRATION = "narration", pgettext_lazy("step", "Narration")
    SCENES = "scenes", pgettext_lazy("step", "Scenes")
    EDIT = "edit", pgettext_lazy("step", "Merge")
    PREVIEW = "preview", pgettext_lazy("step", "Preview")
    EXPORT = "export", pgettext_lazy("step", "Export")


@dataclass(frozen=True)
class Step:
    """One step. `status` is what a project is in while jobs work on it; None: a person's step."""

    name: StepName
    status: Status | None = None
    per_scene: bool = False
    waits_for: object = ""

    @property
    def number(self) -> int:
        return list(StepName).index(self.name) + 1


STEPS = (
    Step(StepName.IDEA),
    Step(StepName.SCRIPT, Status.GENERATING_SCRIPT, waits_for=_("Comes after the idea")),
    Step(
        StepName.NARRATION,
        Status.GENERATING_AUDIO,
        per_scene=True,
        waits_for=_("Comes after the script"),
    ),
    Step(
        StepName.SCENES,
        Status.GENERATING_VIDEO,
        per_scene=True,
        waits_for=_("Comes after the narration"),
    ),
    Step(StepName.EDIT, Status.EDITING, waits_for=_("Comes after the scenes")),
    Step(StepName.PREVIEW, waits_for=_("Comes after the film")),
    Step(StepName.EXPORT, waits_for=_("Comes after the film")),
)
WORK_STEPS = tuple(step for step in STEPS if step.status)

RESTING = frozenset({Status.DRAFT, Status.COMPLETED, Status.FAILED})
RUNNING = frozenset(step.status for step in WORK_STEPS if step.status)

LEGAL_MOVES: dict[Status, frozenset[Status]] = {
    # At rest any step may be started; what it needs is the verb's business.
    Status.DRAFT: RUNNING | {Status.COMPLETED},
    Status.COMPLETED: RUNNING | {Status.DRAFT},
    Status.FAILED: RUNNING | {Status.DRAFT, Status.COMPLETED},
    # A running step ends at rest, or goes straight on where the owner chose "make it all": past
    # later steps too, where all that they would make is there.
    Status.GENERATING_SCRIPT: RESTING | {Status.GENERATING_AUDIO},
    Status.GENERATING_AUDIO: RESTING | {Status.GENERATING_VIDEO, Status.EDITING},
    Status.GENERATING_VIDEO: RESTING | {Status.EDITING},
    Status.EDITING: RESTING,
}


def step_of(name: str) -> Step:
    """The step called `name`; KeyError for a name that is none."""
    return _BY_NAME[StepName(name)]


def after(step: Step) -> Step | None:
    """The next step that jobs do, or None after the last."""
    index = WORK_STEPS.index(step) + 1
    return WORK_STEPS[index] if index < len(WORK_STEPS) else None


_BY_NAME = {step.name: step for step in STEPS}
