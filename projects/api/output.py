"""The types of the API's output, under the public names."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from projects.coverage import Says
from projects.media.checks import Level
from projects.models.project.draft import DraftState
from projects.timeline import Status, StepName
from projects.vocabulary import (
    CaptionPosition,
    CaptionSize,
    CaptionStyle,
    ClipSound,
    Duration,
    Fit,
    Music,
    Platform,
    ProviderKind,
    Purpose,
    Style,
    Transitions,
    VideoType,
    VoiceStyle,
)

from .shape import Shape


class ShotOut(Shape):
    """A photo or an own clip that a scene shows."""

    id: UUID
    kind: Literal["photo", "clip"]
    name: str
    sound: ClipSound
    focus_x: float | None
    focus_y: float | None
    begin: float | None
    end: float | None
    lost: bool


class MadeBy(Shape):
    """The name of the provider. `instead_of`: another one that could not, and `reason` why not."""

    name: str
    instead_of: str | None
    reason: str | None


class CreditOut(Shape):
    """Whose free video or photo a scene shows, in the `words` that its library asks for."""

    scene: int
    is_video: bool
    words: str
    author: str
    author_page: str
    page: str
    library: str
    licence: str
    licence_page: str


class SceneOut(Shape):
    id: int
    scene_title: str
    visual_description: str
    narration: str
    subtitle: str
    duration: float
    camera_angle: str
    camera_movement: str
    transition: str
    fit: Fit
    shots: list[ShotOut]
    shots_seen: int
    picture_by: MadeBy | None
    stock_by: MadeBy | None
    credit: CreditOut | None
    still_urls: list[str]


class DraftOut(Shape):
    """The draft of a film. `url`, `seconds` and `made_at` are those of the newest one, if there is
    any; `changed_scenes`: the numbers of those that it does not show as they are now."""

    state: DraftState
    url: str | None
    seconds: float | None
    made_at: datetime | None
    changed_scenes: list[int]


class ScriptOut(Shape):
    title: str
    description: str
    made_by: MadeBy | None
    total_duration: float
    scenes: list[SceneOut]


class VersionedScript(ScriptOut):
    version: str


class Narration(Shape):
    scene_number: int
    narration: str
    audio_url: str
    duration: float
    made_by: MadeBy | None


class Clip(Shape):
    scene_index: int
    scene_title: str
    video_url: str | None
    duration: float | None
    made_by: MadeBy | None
    error: str | None = None


class Check(Shape):
    """What was measured of a film. docs/api.md has the unit of each name."""

    name: str
    level: Level
    value: float
    limit: float


class Created(Shape):
    project_id: UUID
    status: Status
    title: str


class ProjectSummary(Shape):
    """The state of a project, which every answer about it has."""

    id: UUID
    status: Status
    step: StepName
    progress: int
    progress_message: str
    queue_ahead: int | None
    queue_seconds: int | None
    title: str
    completed_at: datetime | None
    error_message: str
    notified: bool
    revision: int


class RemedyOut(Shape):
    """What `make-here` can do after a failure: let the studio do the part of this kind of service.
    `scenes`: only for these; [] for the film."""

    kind: ProviderKind
    scenes: list[int]
    words: str


class StatusOut(ProjectSummary):
    """The status of a project. `revision` rises with every change that can be seen. `undoes` and
    `redoes` say in words what can be undone and done again; "" is nothing."""

    can_undo: bool
    undoes: str
    can_redo: bool
    redoes: str
    remedies: list[RemedyOut]
    script_data: ScriptOut | None
    audio_data: list[Narration]
    scene_videos: list[Clip]
    credits: list[CreditOut]
    final_video_url: str | None
    checks: list[Check]


class ProjectLine(ProjectSummary):
    """A project in a list."""

    topic: str
    platform: Platform
    video_type: VideoType
    created_at: datetime
    updated_at: datetime


class PointCoverage(Shape):
    """How the film says a key point. `scene_number`: which scene says it, or says the most of it;
    null if none does. `instead`: what that one says in the place of its figures."""

    point: str
    says: Says
    scene_number: int | None
    instead: list[str]


class SettingsOut(Shape):
    """Of a film: a brief has them, and a house style."""

    style: Style
    voice_style: VoiceStyle
    voice_speed: float
    readings: dict[str, str]
    music: Music
    music_level: int
    caption_style: CaptionStyle
    caption_position: CaptionPosition
    caption_size: CaptionSize
    transitions: Transitions
    closing_card: bool
    organization: str
    phone: str
    address: str
    link: str


class ProjectOut(StatusOut, ProjectLine, SettingsOut):
    """All data of a project, with its brief. `house_style`: which one it has taken last."""

    duration: Duration
    seconds: int
    purpose: Purpose | Literal[""]
    script_by: str
    speech_by: str
    video_by: str
    picture_by: str
    stock_by: str
    tells: Purpose | None
    key_points: list[str]
    coverage: list[PointCoverage]
    target_audience: str
    logo: str | None
    show_logo: bool
    house_style: UUID | None
    make_all: bool
    downloads: dict[str, str]


class CostOut(Shape):
    """The numbers of the scenes whose narration or clip is made again, and whether the film is.
    `pictures`: of these clips, those for which a service is asked."""

    narrations: list[int]
    clips: list[int]
    pictures: list[int]
    film: bool
    seconds: float | None


class HouseStyleOut(SettingsOut):
    """Settings that are saved once. New briefs begin with a default. `changeable`: by you."""

    id: UUID
    name: str
    of_studio: bool
    is_default: bool
    changeable: bool
    logo: str | None


class HouseStyles(Shape):
    items: list[HouseStyleOut]


class Page(Shape):
    items: list[ProjectLine]
    total: int
    page: int
    page_size: int


class Unfinished(Shape):
    items: list[ProjectOut]
