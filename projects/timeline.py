"""The seven steps of a project, as data: what each makes and needs, and what follows from that.

Nothing here reads or writes anything. Models, jobs, pages and the API all ask this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
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
    # It has given its place back until a service has done its part: see Run.park.
    WAITING = "waiting", pgettext_lazy("run", "Waiting for a service")
    SUCCEEDED = "succeeded", pgettext_lazy("run", "Succeeded")
    FAILED = "failed", pgettext_lazy("run", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("run", "Cancelled")


ACTIVE = (State.QUEUED, State.RUNNING, State.WAITING)
TO_CLAIM = (State.QUEUED, State.WAITING)
"""A job takes up Runs in these states."""


class Kind(TextChoices):
    """The kinds of files that the steps make."""

    NARRATION = "narration", _("narration")
    CLIP = "clip", _("clip")
    POSTER = "poster", _("still")
    FOOTAGE = "footage", pgettext_lazy("made by a service", "footage")
    FILM = "film", _("film")
    PAINTING = "painting", _("picture made by a service")
    STOCK_VIDEO = "stock_video", _("video of a library")
    STOCK_PHOTO = "stock_photo", _("photo of a library")
    CANDIDATE = "candidate", _("small picture of what a library has")
    COVER = "cover", _("cover picture")
    SRT = "srt", _("captions (SRT)")
    VTT = "vtt", _("captions (VTT)")

    @property
    def extension(self) -> str:
        return _FILE_TYPES[self][0]

    @property
    def content_type(self) -> str:
        return _FILE_TYPES[self][1]


_FILE_TYPES = {
    Kind.NARRATION: ("wav", "audio/wav"),
    Kind.CLIP: ("mp4", "video/mp4"),
    Kind.POSTER: ("jpg", "image/jpeg"),
    Kind.FOOTAGE: ("mov", "video/quicktime"),
    Kind.PAINTING: ("jpg", "image/jpeg"),
    Kind.STOCK_VIDEO: ("mov", "video/quicktime"),
    Kind.STOCK_PHOTO: ("jpg", "image/jpeg"),
    Kind.CANDIDATE: ("jpg", "image/jpeg"),
    Kind.FILM: ("mp4", "video/mp4"),
    Kind.COVER: ("jpg", "image/jpeg"),
    Kind.SRT: ("srt", "application/x-subrip; charset=utf-8"),
    Kind.VTT: ("vtt", "text/vtt; charset=utf-8"),
}


class StepName(TextChoices):
    """Names of steps, in addresses, in tables, and for the files in `steps/` and `pages/steps/`."""

    IDEA = "idea", pgettext_lazy("step", "Idea")
    SCRIPT = "script", pgettext_lazy("step", "Script")
    NARRATION = "narration", pgettext_lazy("step", "Narration")
    SCENES = "scenes", pgettext_lazy("step", "Scenes")
    EDIT = "edit", pgettext_lazy("step", "Merge")
    PREVIEW = "preview", pgettext_lazy("step", "Preview")
    EXPORT = "export", pgettext_lazy("step", "Export")


@dataclass(frozen=True, eq=False)
class Step:
    """One step. Jobs do it if it has a `status`, else a person does."""

    name: StepName
    # The project's status while jobs work on the step.
    status: Status | None = None
    # The step is done when a file of each of these kinds is there. The first is the main one: pages
    # show it, and all are made from its recipe.
    makes: tuple[Kind, ...] = ()
    # Kinds that are made too but are not needed: if such a file is lost, it is not made again.
    extras: tuple[Kind, ...] = ()
    # The step writes the scenes, and no file. Each time they are new scenes, so nothing that was
    # made for the old ones can be used.
    makes_scenes: bool = False
    # Whether each scene has a job and a file of each kind. Otherwise the whole project has one.
    per_scene: bool = False
    # Steps that must be done before. What these need themselves is not named again.
    needs: tuple[Step, ...] = ()
    # The message to a person who asks for a step that needs this one before this one is done.
    make_first: str | Promise = ""
    # What its jobs do: a code for `Attempt.report` and its words (see status_text.py).
    progress: Mapping[str, str | Promise] = field(default_factory=dict)

    @property
    def is_work(self) -> bool:
        """Whether jobs do it."""
        return self.status is not None

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def needed(self) -> list[Step]:
        """All the steps that must be done before this one, in their order."""
        found = {each for step in self.needs for each in (*step.needed, step)}
        return sorted(found, key=lambda step: step.number)

    @property
    def next(self) -> Step | None:
        """The next step that jobs do, or None after the last."""
        return self.later[0] if self.later else None

    @property
    def previous(self) -> Step | None:
        """The step that jobs do before this one, or None before the first."""
        earlier = [step for step in WORK_STEPS if step.number < self.number]
        return earlier[-1] if earlier else None

    @property
    def later(self) -> list[Step]:
        """The steps that jobs do after this one."""
        return [step for step in WORK_STEPS if step.number > self.number]

    @property
    def overlapping(self) -> Step | None:
        """The next step, if it needs of each scene only what this step makes of that scene: then it
        begins with a scene that is ready while this step still works on others."""
        by_scene = self.per_scene and self.next is not None and self.next.per_scene
        return self.next if by_scene else None


IDEA = Step(StepName.IDEA)
SCRIPT = Step(
    StepName.SCRIPT,
    Status.GENERATING_SCRIPT,
    makes_scenes=True,
    make_first=_("Generate the script first."),
    progress={
        "writing": _("Writing the script for “{topic}”"),
        "writing_scene": _("Writing scene {scene} for “{topic}”"),
    },
)
NARRATION = Step(
    StepName.NARRATION,
    Status.GENERATING_AUDIO,
    makes=(Kind.NARRATION,),
    per_scene=True,
    needs=(SCRIPT,),
    make_first=_("Make the narration first."),
    progress={"speaking": _("Speaking scene {now} of {total}")},
)
SCENES = Step(
    StepName.SCENES,
    Status.GENERATING_VIDEO,
    makes=(Kind.CLIP,),
    extras=(
        *(Kind.POSTER, Kind.FOOTAGE, Kind.PAINTING),
        *(Kind.STOCK_VIDEO, Kind.STOCK_PHOTO, Kind.CANDIDATE),
    ),
    per_scene=True,
    needs=(NARRATION,),
    make_first=_("Make the scenes first."),
    progress={"making": _("Making scene {now} of {total}")},
)
EDIT = Step(
    StepName.EDIT,
    Status.EDITING,
    makes=(Kind.FILM, Kind.COVER, Kind.SRT, Kind.VTT),
    needs=(SCENES,),
    progress={
        "joining": _("Joining {total} scenes and the narration"),
        "checking": _("Checking the finished film"),
    },
)
PREVIEW = Step(StepName.PREVIEW)
EXPORT = Step(StepName.EXPORT)

# What follows is derived from the steps.
STEPS = (IDEA, SCRIPT, NARRATION, SCENES, EDIT, PREVIEW, EXPORT)
WORK_STEPS = tuple(step for step in STEPS if step.status)
LAST_STEP = WORK_STEPS[-1]  # of those that jobs do

RESTING = frozenset({Status.DRAFT, Status.COMPLETED, Status.FAILED})
RUNNING = frozenset(step.status for step in WORK_STEPS if step.status)

_BY_NAME = {step.name: step for step in STEPS}
_BY_KIND = {kind: step for step in STEPS for kind in (*step.makes, *step.extras)}


def step_of(name: str) -> Step:
    """The step with this name. Raises ValueError if there is none."""
    return _BY_NAME[StepName(name)]


def step_that_makes(kind: str) -> Step:
    """The step that makes this kind of file. Raises ValueError if there is no such kind."""
    return _BY_KIND[Kind(kind)]


def _may_follow(step: Step) -> list[Step]:
    """The steps that may begin when `step` ends, if the owner chose "make it all".

    A step is left out if all that it would make is there. After new scenes nothing is there, so
    no step can be left out.
    """
    return step.later[:1] if step.makes_scenes else step.later


def _goes_back_to(step: Step) -> list[Step]:
    """The steps to which `step` goes back if a stored file of theirs is lost."""
    return [needed for needed in step.needed if needed.makes]


# For each status, the statuses that may follow it. At rest any step may begin, because
# `Project.check_ready` has checked that what it needs is there. A project at rest cannot fail.
LEGAL_MOVES: dict[Status, frozenset[Status]] = {
    at: RUNNING | RESTING - {at, Status.FAILED} for at in RESTING
} | {
    step.status: RESTING
    | {other.status for other in (*_may_follow(step), *_goes_back_to(step)) if other.status}
    for step in WORK_STEPS
    if step.status
}
