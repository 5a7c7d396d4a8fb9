"""Scenes, their words and what they show, as the API takes them. Limits are the models' own."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from projects.models import Scene
from projects.models.scene import MOST_SCENES
from projects.providers.base import MOST_SHOTS
from projects.vocabulary import ClipSound, Fit

from .shape import Taken
from .values import (
    Caption,
    Description,
    Number,
    Picture,
    SceneId,
    SceneTitle,
    ScriptTitle,
    Second,
    Share,
    Spoken,
    Version,
    longest,
)


class ChosenFit(Taken):
    fit: Fit


class ChosenSound(Taken):
    sound: ClipSound


class Framing(Taken):
    focus_x: Share | None = None
    focus_y: Share | None = None
    begin: Second | None = None
    end: Second | None = None

    @property
    def focus(self) -> tuple[float, float] | None:
        """One that is given alone has the other in the middle."""
        if self.focus_x is None and self.focus_y is None:
            return None
        across, down = self.focus_x, self.focus_y
        return 0.5 if across is None else across, 0.5 if down is None else down


class WantedMaterial(Taken):
    """What a scene shows: photos and videos of the project, by their ids."""

    material: Annotated[list[UUID], Field(max_length=MOST_SHOTS)]


class ShotsInOrder(Taken):
    shots: Annotated[list[UUID], Field(max_length=MOST_SHOTS)]


class SceneIn(Taken):
    """A scene's words. A scene with the `id` that was read stays, one without is new. The studio's
    plan for the scene may be sent back with them, and is ignored."""

    id: SceneId | None = None
    scene_title: SceneTitle
    narration: Spoken
    subtitle: Caption = ""
    visual_description: Picture = ""
    duration: float | None = None
    camera_angle: str = ""
    camera_movement: str = ""
    transition: str = ""
    fit: Fit = Fit.AUTOMATIC
    shots: list[dict[str, Any]] = []
    shots_seen: int = 0
    picture_by: dict[str, Any] | None = None
    stock_by: dict[str, Any] | None = None
    credit: dict[str, Any] | None = None
    still_urls: list[str] = []

    def words(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.scene_title,
            "narration": self.narration,
            "subtitle": self.subtitle,
            "visual_description": self.visual_description,
        }


class NewScene(Taken):
    after: SceneId | None = None
    narration: Spoken
    scene_title: SceneTitle | None = None
    subtitle: Caption = ""
    visual_description: Picture = ""

    def words(self) -> dict[str, str]:
        return {
            "title": self.scene_title or "",
            "subtitle": self.subtitle,
            "visual_description": self.visual_description,
        }


class Place(Taken):
    to: Number


class Cut(Taken):
    at: Annotated[int, Field(ge=1, le=longest(Scene, "narration"))] | None = None


class ScriptIn(Taken):
    """A script that was read, with changed words. `version` is the one that came with it. Who wrote
    it may be sent back too, and is ignored."""

    version: Version
    title: ScriptTitle | None = None
    description: Description | None = None
    made_by: dict[str, Any] | None = None
    total_duration: float | None = None
    scenes: Annotated[list[SceneIn], Field(min_length=1, max_length=MOST_SCENES)]
