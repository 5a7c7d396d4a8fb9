"""The types of the API's input, under the public names. Limits are the models' own."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from projects.models import Project, Scene
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.posts import hashtags
from projects.models.project.settings_of import SETTINGS
from projects.models.receiver import News, ReceiverKind
from projects.models.scene import MOST_SCENES
from projects.providers.base import MOST_SHOTS
from projects.providers.speech.readings import written
from projects.vocabulary import (
    LONGEST,
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

from .values import (
    MOST_TAGS,
    SAID,
    Address,
    Audience,
    Caption,
    Description,
    HouseName,
    KeyPoints,
    Link,
    MusicLevel,
    Number,
    Organization,
    Phone,
    Picture,
    PictureBy,
    PostText,
    PostTitle,
    Readings,
    ReceiverAddress,
    ReceiverName,
    ReceiverSecret,
    SceneId,
    SceneTitle,
    ScriptBy,
    ScriptTitle,
    Second,
    Seconds,
    Share,
    Shown,
    SpeechBy,
    Spoken,
    StockBy,
    Tag,
    Title,
    Topic,
    Version,
    VideoBy,
    VoiceSpeed,
    longest,
)


class Shape(Schema):
    """Names are camelCase in JSON, and our own in Python."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Taken(Shape):
    """Input. An unknown name is refused as a mistake."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


def as_stored(given: dict[str, Any]) -> dict[str, Any]:
    """Values for columns."""
    readings = given.get("readings")
    return given if readings is None else given | {"readings": written(readings)}


class Settings(Taken):
    """Of a film: a brief has them, and a house style."""

    style: Style | None = None
    voice_style: VoiceStyle | None = None
    voice_speed: VoiceSpeed | None = None
    readings: Readings | None = None
    music: Music | None = None
    music_level: MusicLevel | None = None
    caption_style: CaptionStyle | None = None
    caption_position: CaptionPosition | None = None
    caption_size: CaptionSize | None = None
    transitions: Transitions | None = None
    closing_card: bool | None = None
    organization: Organization | None = None
    phone: Phone | None = None
    address: Address | None = None
    link: Link | None = None

    def settings(self) -> dict[str, Any]:
        """Only those that were given."""
        named = {name: getattr(self, name) for name in SETTINGS}
        return as_stored({name: value for name, value in named.items() if value is not None})


class BriefIn(Settings):
    title: Title | None = None
    duration: Duration | Seconds | None = None
    purpose: Purpose | Literal[""] | None = None
    script_by: ScriptBy | None = None
    speech_by: SpeechBy | None = None
    video_by: VideoBy | None = None
    picture_by: PictureBy | None = None
    stock_by: StockBy | None = None
    key_points: KeyPoints | None = None
    target_audience: Audience | None = None

    def values(self) -> dict[str, Any]:
        """Values for the columns of a Project: only those that were given."""
        named = {name: getattr(self, name) for name in self.model_fields_set}
        given = {name: value for name, value in named.items() if value is not None}
        if duration := given.pop("duration", None):
            band = isinstance(duration, Duration)
            given["seconds"] = duration.seconds.aim if band else duration
        if isinstance(points := given.get("key_points"), list):
            given["key_points"] = "\n".join(points)
        return as_stored(given)


class HowToRetry(Taken):
    pay_again: bool = False


class WhatToMakeHere(Taken):
    kind: ProviderKind
    scenes: Annotated[list[int], Field(max_length=MOST_SCENES)] = []


class NewProject(BriefIn):
    house_style: UUID | None = None
    topic: Topic
    platform: Platform
    video_type: VideoType
    make_all: bool = False


class ChangedBrief(BriefIn):
    topic: Topic | None = None
    platform: Platform | None = None
    video_type: VideoType | None = None


class NewHouseStyle(Settings):
    name: HouseName
    is_default: bool | None = None
    for_all: bool = False
    from_project: UUID | None = None


class ChangedHouseStyle(Settings):
    name: HouseName | None = None
    is_default: bool | None = None


class ChosenHouseStyle(Taken):
    house_style: UUID


class ChosenVoice(Taken):
    voice_style: VoiceStyle | None = None
    voice_speed: VoiceSpeed | None = None
    readings: Readings | None = None
    speech_by: SpeechBy | None = None

    def values(self) -> dict[str, Any]:
        return as_stored(self.model_dump(exclude_none=True))


class ChosenMusic(Taken):
    music: Music | None = None
    music_level: MusicLevel | None = None


class ChosenCaptions(Taken):
    caption_style: CaptionStyle | None = None
    caption_position: CaptionPosition | None = None
    caption_size: CaptionSize | None = None


class ChosenLook(ChosenCaptions):
    transitions: Transitions | None = None
    closing_card: bool | None = None
    show_logo: bool | None = None

    def captions(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in CAPTIONS}

    def finish(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FINISH}


class KeyPointIn(Taken):
    point: Annotated[Shown, StringConstraints(max_length=longest(Project, "key_points"), **SAID)]


class WantedLength(Taken):
    seconds: Seconds | None = None


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


class ChosenTitle(Taken):
    title: ScriptTitle


class ChosenDescription(Taken):
    description: Description


class PostIn(Taken):
    title: PostTitle | None = None
    text: PostText | None = None
    tags: Annotated[list[Tag], Field(max_length=MOST_TAGS)] | None = None

    def values(self) -> dict[str, str | None]:
        """Only what was given; None for what the studio shall write again."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if given.get("tags") is not None:
            given["tags"] = hashtags(given["tags"])
        return given


class ChosenCover(Taken):
    words: ScriptTitle | None = None
    second: Annotated[float, Field(ge=0, le=LONGEST)] | None = None

    def choice(self) -> dict[str, Any]:
        """As `Project.choose_cover` takes it."""
        if self.second is not None:
            return {"second": round(self.second, 1)}
        return {"words": self.words} if self.words else {}


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


class ChangedReceiver(Taken):
    name: ReceiverName | None = None
    address: ReceiverAddress | None = None
    secret: ReceiverSecret | None = None
    news: Annotated[list[News], Field(max_length=len(News))] | None = None
    is_on: bool | None = None


class NewReceiver(Taken):
    kind: ReceiverKind = ReceiverKind.HOOK
    name: ReceiverName
    address: ReceiverAddress
    secret: ReceiverSecret = ""
    news: Annotated[list[News], Field(max_length=len(News))] | None = None
