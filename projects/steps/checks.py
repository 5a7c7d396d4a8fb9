"""Checks a film before it is done: its file is measured, and what is known of its scenes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from projects.coverage import unsaid
from projects.illustration import choosing
from projects.language import is_spoken
from projects.media.checks import (
    Check,
    Level,
    captions,
    drawing,
    labels,
    mark,
    measuring,
    pictures,
    sound,
)
from projects.media.checks import slides as slide_show
from projects.media.checks.captions import Captioned
from projects.media.checks.check import at_most
from projects.media.checks.measuring import Measured
from projects.media.checks.slides import Slide
from projects.media.formats import FORMATS, FPS
from projects.models import Project, Scene

from .scenes import mark_of, order_of
from .timing import heard, required


class Unfit(Exception):
    """The film must not be posted as it is. `check` says why: the first that is red."""

    def __init__(self, check: Check):
        super().__init__(f"{check.name}: {check.value}, limit {check.limit}")
        self.check = check


class Checked:
    """What is to be known of a project's scenes. Make it before the film: it asks the database."""

    def __init__(self, project: Project, aigc: Mapping[str, str]):
        self._form, self._mark, self._aigc = FORMATS[project.platform], mark_of(project), aigc
        scenes, self._has_captions = project.scene_list, project.caption_look.is_shown
        self._frames = [heard(scene).frames for scene in scenes]
        starts = accumulate((count / FPS for count in self._frames), initial=0.0)
        self._spoken = [_spoken(*each) for each in zip(scenes, starts, strict=False)]
        self._captioned = [
            Captioned(order_of(scene, ()), is_spoken(scene.narration)) for scene in scenes
        ]
        self._unsaid = unsaid(project.points, [scene.narration for scene in scenes])
        self._clips = [required(scene.clip).measured for scene in scenes]
        self._slides = [_slide(scene) for scene in scenes]

    def measure(self, film: Path, beat: Callable[[], None]) -> tuple[Check, ...]:
        """All checks of the film in this file. Raises Unfit if one is red, and Damaged."""
        window = mark.window(self._form, self._mark)
        measured = measuring.measure(film, self._form, window, beat=beat)
        found = tuple(self._judge(measured, beat))
        if red := next((each for each in found if each.level == Level.RED), None):
            raise Unfit(red)
        return found

    def _judge(self, measured: Measured, beat: Callable[[], None]) -> Iterator[Check]:
        yield from pictures.judge(measured, self._frames, beat)
        yield from sound.judge(measured, self._spoken)
        if self._has_captions:
            yield from captions.judge(self._captioned)
        yield from drawing.judge(self._clips)
        yield at_most("key_points", len(self._unsaid), 0, about=self._unsaid)
        yield from mark.judge(measured, self._mark, self._frames)
        yield from labels.judge(measured, self._aigc)
        yield slide_show.judge(_with_still(self._slides, measured, self._frames))


def _spoken(scene: Scene, start: float) -> sound.Stretch | None:
    """From which second of the film until which a scene speaks; None if it does not, or if nobody
    knows."""
    audio = required(scene.audio)
    if not audio.word_times or not scene.is_spoken:
        return None
    first = min(seconds for _, seconds in audio.word_times)
    return start + first, start + max(first, audio.seconds - scene.pause)


def _slide(scene: Scene) -> Slide:
    picture, words = scene.picture, scene.words
    own = " ".join(shot.upload.sha256 for shot in scene.shot_list)
    own = own or " ".join([*scene.painted_recipe.values(), *scene.stock_seen_recipe.values()])
    named = choosing.is_named(words, picture)
    doubled = drawing.doubled(required(scene.clip).measured)
    return Slide(picture, heard(scene).frames / FPS, named, own, doubled=doubled)


def _with_still(slides: Sequence[Slide], measured: Measured, frames: Sequence[int]) -> list[Slide]:
    still = pictures.still(measured, frames)
    return [slide.standing(seconds) for slide, seconds in zip(slides, still, strict=True)]
