"""What a film is made from and how, as the API takes it: briefs, house styles, settings. Limits are
the models' own."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from projects.models import Project
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.settings_of import SETTINGS
from projects.models.scene import MOST_SCENES
from projects.providers.speech.readings import written
from projects.vocabulary import (
    CaptionPosition,
    CaptionSize,
    CaptionStyle,
    Duration,
    Music,
    Platform,
    ProviderKind,
    Purpose,
    Style,
    Transitions,
    VideoType,
    VoiceStyle,
)

from .shape import Taken
from .values import (
    SAID,
    Address,
    Audience,
    HouseName,
    KeyPoints,
    Link,
    MusicLevel,
    Organization,
    Phone,
    PictureBy,
    Readings,
    ScriptBy,
    Seconds,
    Shown,
    SpeechBy,
    StockBy,
    Title,
    Topic,
    VideoBy,
    VoiceSpeed,
    longest,
)


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
