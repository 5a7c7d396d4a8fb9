"""The types of the API's input, under the public names. Limits are the models' own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from projects import key_points, status_text
from projects.media.typesetting.letters import plain, unwritable
from projects.models import Project, Scene
from projects.models.project.chosen_captions import CAPTIONS
from projects.models.project.chosen_finish import FINISH
from projects.models.project.contact import PLAIN, check_link, check_phone
from projects.models.project.posts import LONGEST_PARTS, hashtags
from projects.models.project.publishing import LONGEST_DESCRIPTION
from projects.models.scene import MOST_SCENES
from projects.models.shot import MOST_SHOTS
from projects.vocabulary import (
    FASTEST,
    LONGEST,
    LOUDEST_MUSIC,
    SHORTEST,
    SLOWEST,
    SOFTEST_MUSIC,
    CaptionPosition,
    CaptionSize,
    CaptionStyle,
    ClipSound,
    Duration,
    Fit,
    Music,
    Platform,
    Purpose,
    Style,
    Transitions,
    VideoType,
    VoiceStyle,
)

MOST_POINTS, LONGEST_POINT = 20, 200
LARGEST_ID = 2**63 - 1
MOST_TAGS, LONGEST_TAG = 20, 40


def _storable(words: str) -> str:
    """Refuse what cannot be stored: PostgreSQL takes no NUL and no half of a surrogate pair."""
    if "\x00" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        raise ValueError("There are characters in it that are none.")
    return words


def _plain(words: Any) -> Any:
    return plain(words) if isinstance(words, str) else words


def _writable(words: str) -> str:
    if letters := unwritable(words):
        what = {"what": status_text.unwritable_words(letters)}
        raise PydanticCustomError("unwritable", "{what}", what)
    return words


def _sayable(points: list[str] | str) -> list[str] | str:
    """Refuse more key points than a film has room for."""
    text = points if isinstance(points, str) else "\n".join(points)
    if len(key_points.read(text)) > key_points.MOST_POINTS:
        raise PydanticCustomError("too_long", "too many", {"max_length": key_points.MOST_POINTS})
    return points


def _fit(check: Callable[[str], None]) -> AfterValidator:
    """Refuse what the model's validator refuses, in its words. Empty is always right."""

    def fit(words: str) -> str:
        try:
            if words:
                check(words)
        except ValidationError as unfit:
            raise PydanticCustomError("unfit", "{what}", {"what": unfit.messages[0]}) from unfit
        return words

    return AfterValidator(fit)


def _tidy(name: str) -> BeforeValidator:
    return BeforeValidator(lambda words: PLAIN[name](words) if isinstance(words, str) else words)


def _longest(model: type, field: str) -> int:
    return model._meta.get_field(field).max_length  # type: ignore[attr-defined]


STORABLE = AfterValidator(_storable)
SAID: Any = {"min_length": 1, "pattern": r"\S"}  # not blank
# Words that a film shows or says.
Shown = Annotated[str, BeforeValidator(_plain), STORABLE, AfterValidator(_writable)]
Topic = Annotated[Shown, StringConstraints(max_length=_longest(Project, "topic"), **SAID)]
Title = Annotated[Shown, StringConstraints(max_length=_longest(Project, "title"))]
Audience = Annotated[Shown, StringConstraints(max_length=_longest(Project, "target_audience"))]
Point = Annotated[Shown, StringConstraints(max_length=LONGEST_POINT)]
Points = Annotated[Shown, StringConstraints(max_length=_longest(Project, "key_points"))]
KeyPoints = Annotated[
    Annotated[list[Point], Field(max_length=MOST_POINTS)] | Points, AfterValidator(_sayable)
]
Organization = Annotated[
    Shown, _tidy("organization"), StringConstraints(max_length=_longest(Project, "organization"))
]
Phone = Annotated[
    Shown,
    _tidy("phone"),
    StringConstraints(max_length=_longest(Project, "phone")),
    _fit(check_phone),
]
Address = Annotated[
    Shown, _tidy("address"), StringConstraints(max_length=_longest(Project, "address"))
]
Link = Annotated[
    Shown,
    _tidy("link"),
    StringConstraints(max_length=_longest(Project, "link")),
    _fit(check_link),
]
MusicLevel = Annotated[int, Field(ge=LOUDEST_MUSIC, le=SOFTEST_MUSIC)]
VoiceSpeed = Annotated[float, Field(ge=SLOWEST, le=FASTEST)]
Seconds = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
SceneTitle = Annotated[Shown, StringConstraints(max_length=_longest(Scene, "title"), **SAID)]
Caption = Annotated[Shown, StringConstraints(max_length=_longest(Scene, "subtitle"))]
Picture = Annotated[
    str, StringConstraints(max_length=_longest(Scene, "visual_description")), STORABLE
]
Spoken = Annotated[Shown, StringConstraints(max_length=_longest(Scene, "narration"), **SAID)]
ScriptTitle = Annotated[Shown, StringConstraints(max_length=_longest(Project, "title"), **SAID)]
Description = Annotated[str, StringConstraints(max_length=LONGEST_DESCRIPTION), STORABLE]
PostTitle = Annotated[str, StringConstraints(max_length=LONGEST_PARTS["title"]), STORABLE]
PostText = Annotated[str, StringConstraints(max_length=LONGEST_PARTS["text"]), STORABLE]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TAG), STORABLE]
SceneId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Number = Annotated[int, Field(ge=1, le=MOST_SCENES)]
Version = Annotated[str, StringConstraints(max_length=40)]


class Shape(Schema):
    """Names are camelCase in JSON, and our own in Python."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Taken(Shape):
    """Input. An unknown name is refused as a mistake."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class BriefIn(Taken):
    title: Title | None = None
    duration: Duration | Seconds | None = None
    style: Style | None = None
    purpose: Purpose | Literal[""] | None = None
    key_points: KeyPoints | None = None
    target_audience: Audience | None = None
    voice_style: VoiceStyle | None = None
    voice_speed: VoiceSpeed | None = None
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

    def values(self) -> dict[str, Any]:
        """Values for the columns of a Project: only those that were given."""
        named = {name: getattr(self, name) for name in self.model_fields_set}
        given = {name: value for name, value in named.items() if value is not None}
        if duration := given.pop("duration", None):
            band = isinstance(duration, Duration)
            given["seconds"] = duration.seconds.aim if band else duration
        if isinstance(points := given.get("key_points"), list):
            given["key_points"] = "\n".join(points)
        return given


class NewProject(BriefIn):
    topic: Topic
    platform: Platform
    video_type: VideoType
    make_all: bool = False


class ChangedBrief(BriefIn):
    topic: Topic | None = None
    platform: Platform | None = None
    video_type: VideoType | None = None


class ChosenVoice(Taken):
    voice_style: VoiceStyle | None = None
    voice_speed: VoiceSpeed | None = None


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
    point: Annotated[Shown, StringConstraints(max_length=_longest(Project, "key_points"), **SAID)]


class ChosenFit(Taken):
    fit: Fit


class ChosenSound(Taken):
    sound: ClipSound


Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Second = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


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
    at: Annotated[int, Field(ge=1, le=_longest(Scene, "narration"))] | None = None


class ScriptIn(Taken):
    """A script that was read, with changed words. `version` is the one that came with it."""

    version: Version
    title: ScriptTitle | None = None
    description: Description | None = None
    total_duration: float | None = None
    scenes: Annotated[list[SceneIn], Field(min_length=1, max_length=MOST_SCENES)]
