"""What the card of a step says about one project: its state, its line, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.language import LANGUAGES
from projects.media.formats import FORMATS
from projects.media.sound.narration import REST
from projects.models import Project, Run, Scene
from projects.providers import estimate_of
from projects.timeline import STEPS, WORK_STEPS, Status, Step, StepName, step_of

from .resuming import cancelled_words, lost_words, plan_of

# Steps that end with a person's decision.
WITH_ACTIONS = (StepName.SCRIPT, StepName.NARRATION, StepName.SCENES, StepName.PREVIEW)


# Reasons that no other words and no other picture can help.
HEALED_ELSEWHERE = ("out_of_credit", "disk_full")


class Failure:
    """A piece of a step that gave up, and what its owner can do beside trying again."""

    def __init__(self, run: Run):
        self.run = run
        self.scene = run.scene if run.reason["code"] not in HEALED_ELSEWHERE else None
        self.by_words = run.step == StepName.NARRATION and self.scene
        self.by_upload = run.step == StepName.SCENES and self.scene


class StepCard:
    def __init__(self, project: Project, step: Step):
        self.project, self.step = project, step
        self.name, self.number, self.label = step.name, step.number, step.name.label
        self.is_work = step in WORK_STEPS
        self.waits_for = step.waits_for
        self.template = f"projects/steps/{step.name}.html"
        self.actions = f"projects/actions/{step.name}.html" if step.name in WITH_ACTIONS else ""

    @cached_property
    def state(self) -> str:
        """done, current, running, failed, kept (has older results) or later (has none)."""
        current = self.project.open_step
        if self.step == current:
            if self.project.running:
                return "running"
            return "failed" if self.project.status == Status.FAILED else "current"
        if self.number < current.number:
            return "done"
        return "kept" if self.made else "later"

    @property
    def is_current(self) -> bool:
        return self.state in ("running", "failed", "current")

    @property
    def is_done(self) -> bool:
        return self.state == "done" or (self.is_current and self._completed)

    @property
    def opens(self) -> bool:
        """A finished film is looked at and downloaded: both cards open then."""
        finished = self._completed and self.name == StepName.PREVIEW
        return self.is_current or finished or self.setback == "lost"

    @cached_property
    def setback(self) -> str:
        """cancelled, lost (a stored file could not be read), or "" for a step with neither."""
        project = self.project
        if project.running or not self.missing:
            return ""
        if self.name in project.note.get("lost", {}):
            return "lost"
        cancelled = project.note.get("code") == "cancelled" and project.note["step"] == self.name
        return "cancelled" if cancelled else ""

    @property
    def setback_words(self) -> str:
        if self.setback == "lost":
            return lost_words(self.project, self.step)
        return cancelled_words(self.project, self.step)

    @cached_property
    def failures(self) -> list[Failure]:
        return [Failure(run) for run in self.project.failures]

    @property
    def retry_helps(self) -> bool:
        """Not where each piece lacks a file that only its owner has."""
        reasons = [failure.run.reason["code"] for failure in self.failures]
        return not reasons or not set(reasons) <= {"photo_missing", "own_clip_missing"}

    @property
    def goes_on(self) -> bool:
        """Whether the button to go on is here: in the open card, or where a finished film lost."""
        if self.name == StepName.SCRIPT and self.made:
            return False  # a new script replaces what is there: that is asked for on its own button
        return bool(self.setback) and (self.is_current or self._completed)

    @property
    def plan(self) -> str:
        return plan_of(self.project)

    @property
    def begins_earlier(self) -> bool:
        """Whether going on begins at another step than this: a file was lost, or words changed."""
        return self.project.retry_step != self.step

    @property
    def _completed(self) -> bool:
        return self.project.status == Status.COMPLETED

    @cached_property
    def made(self) -> int:
        """How many pieces of its result exist, out of date or not."""
        scenes = self.project.scene_list
        match self.name:
            case StepName.NARRATION:
                return sum(scene.hearable is not None for scene in scenes)
            case StepName.SCENES:
                return sum(scene.watchable is not None for scene in scenes)
            case StepName.SCRIPT:
                return len(scenes)
        return int(self.project.film_part("film") is not None)

    @cached_property
    def missing(self) -> int:
        """How many pieces a start of this step would make."""
        return len(self.project.missing(self.step)) if self.is_work else 0

    @property
    def up_to_date(self) -> int:
        return len(self.project.scene_list) - self.missing if self.step.per_scene else 0

    @property
    def stale(self) -> int:
        """Pieces that were made once and are out of date now."""
        if self.name in (StepName.EDIT, StepName.PREVIEW, StepName.EXPORT):
            return int(bool(self.made) and self.project.film is None)
        return self.missing if self.step.per_scene and self.made else 0

    @property
    def summary(self) -> str:
        if self.state == "later":
            return str(self.waits_for)
        return " · ".join(part for part in _SUMMARIES[self.name](self.project) if part)


def cards_of(project: Project) -> list[StepCard]:
    return [StepCard(project, step) for step in STEPS]


def shape_of(project: Project) -> str:
    """The shape of the frame, as the style sheet knows it."""
    form = FORMATS[project.platform]
    if form.is_landscape:
        return "wide"
    return "tall" if form.height * 9 == form.width * 16 else "upright"


def ratio_of(project: Project) -> str:
    return {"wide": "16:9", "tall": "9:16", "upright": "3:4"}[shape_of(project)]


def resolution_of(project: Project) -> str:
    form = FORMATS[project.platform]
    return f"{form.width} × {form.height}"


def scene_state(scene: Scene, step_name: str) -> str:
    """queued, making or failed while a step is at this scene; "" otherwise."""
    project = scene.project
    made = scene.audio if step_name == StepName.NARRATION else scene.clip
    if project.step != step_name or made:
        return ""
    if project.status == Status.FAILED:
        return "failed" if any(run.scene_id == scene.pk for run in project.failures) else ""
    if not project.running:
        return ""
    return "making" if scene.position in project.note.get("now", []) else "queued"


def spoken_seconds(project: Project) -> float:
    """How long the narration is: measured where it was spoken, estimated where it was not yet."""
    estimate = estimate_of(project.voice_style, project.language)
    return sum(
        scene.audio.seconds if scene.audio else estimate(scene.narration) + REST
        for scene in project.scene_list
    )


def length_of_words(project: Project) -> int:
    """In what the script's language is counted in: characters or words."""
    language = LANGUAGES[project.language]
    return sum(language.length(scene.narration) for scene in project.scene_list)


def _seconds(seconds: float) -> str:
    return _("%(count)s s") % {"count": round(seconds)} if seconds else ""


def _idea(project: Project) -> Iterable[str]:
    count = len(project.points)
    points = ngettext("%(count)s key point", "%(count)s key points", count) % {"count": count}
    return [project.topic if project.title else "", points if count else ""]


def _script(project: Project) -> Iterable[str]:
    if not project.scene_list:
        return []
    count, length = project.scene_count, length_of_words(project)
    words = (
        ngettext("%(count)s character", "%(count)s characters", length)
        if LANGUAGES[project.language].counted_in == "characters"
        else ngettext("%(count)s word", "%(count)s words", length)
    )
    scenes = ngettext("%(count)s scene", "%(count)s scenes", count)
    return [
        scenes % {"count": count},
        words % {"count": length},
        _seconds(spoken_seconds(project)),
    ]


def _narration(project: Project) -> Iterable[str]:
    spoken = [scene.hearable.seconds for scene in project.scene_list if scene.hearable]
    part = _part_made(project, len(spoken))
    return [str(project.get_voice_style_display()), part, _seconds(sum(spoken))]


def _scenes(project: Project) -> Iterable[str]:
    card = StepCard(project, step_of(StepName.SCENES))
    photos = sum(scene.photo is not None for scene in project.scene_list)
    videos = sum(scene.own_clip is not None for scene in project.scene_list)
    clips = ngettext("%(count)s clip", "%(count)s clips", card.made) % {"count": card.made}
    own = ngettext("%(count)s own photo", "%(count)s own photos", photos) % {"count": photos}
    shot = ngettext("%(count)s own video", "%(count)s own videos", videos) % {"count": videos}
    made = _part_made(project, card.made) or (clips if card.made else "")
    return [made, own if photos else "", shot if videos else ""]


def _part_made(project: Project, made: int) -> str:
    """Where some pieces are there and others are not."""
    count = project.scene_count
    if made in (0, count):
        return ""
    return _("%(made)s of %(count)s made") % {"made": made, "count": count}


def _film(project: Project) -> Iterable[str]:
    film = project.film_part("film")
    return [_seconds(film.seconds)] if film else []


_SUMMARIES: dict[str, Callable[[Any], Iterable[str]]] = {
    StepName.IDEA: _idea,
    StepName.SCRIPT: _script,
    StepName.NARRATION: _narration,
    StepName.SCENES: _scenes,
    StepName.EDIT: _film,
    StepName.PREVIEW: _film,
    StepName.EXPORT: lambda project: ["MP4", *_film(project)] if project.film_part("film") else [],
}
