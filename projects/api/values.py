"""The single values of the API's input: how each is made tidy, and what is refused. Limits are the
models' own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from projects import key_points, status_text
from projects.media.typesetting.letters import plain, unwritable
from projects.models import HouseStyle, Project, Receiver, Scene
from projects.models.project.chosen_readings import tidy_readings
from projects.models.project.contact import PLAIN, check_link, check_phone
from projects.models.project.posts import LONGEST_PARTS
from projects.models.project.publishing import LONGEST_DESCRIPTION
from projects.models.scene import MOST_SCENES
from projects.providers import names_of
from projects.providers.speech.readings import LONGEST_SAID, LONGEST_WORD, MOST, read, written
from projects.vocabulary import (
    FASTEST,
    LONGEST,
    LOUDEST_MUSIC,
    SHORTEST,
    SLOWEST,
    SOFTEST_MUSIC,
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


def _maker(kind: str) -> AfterValidator:
    """The name of a provider of this kind that is configured here, or ""."""

    def configured(name: str) -> str:
        if name and name not in (known := names_of(kind)):
            expected = {"expected": ", ".join(["''", *(f"'{each}'" for each in known)])}
            raise PydanticCustomError("enum", "unknown", expected)
        return name

    return AfterValidator(configured)


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


def longest(model: type, field: str) -> int:
    """How many letters this column takes."""
    return model._meta.get_field(field).max_length  # type: ignore[attr-defined]


def _readable(readings: dict[str, str]) -> dict[str, str]:
    """{word: how it is said}"""
    try:
        return read(tidy_readings(written(readings)))
    except ValidationError as unfit:
        raise PydanticCustomError("unfit", "{what}", {"what": unfit.messages[0]}) from unfit


STORABLE = AfterValidator(_storable)
SAID: Any = {"min_length": 1, "pattern": r"\S"}  # not blank
# Words that a film shows or says.
Shown = Annotated[str, BeforeValidator(_plain), STORABLE, AfterValidator(_writable)]
Topic = Annotated[Shown, StringConstraints(max_length=longest(Project, "topic"), **SAID)]
Title = Annotated[Shown, StringConstraints(max_length=longest(Project, "title"))]
Audience = Annotated[Shown, StringConstraints(max_length=longest(Project, "target_audience"))]
Point = Annotated[Shown, StringConstraints(max_length=LONGEST_POINT)]
Points = Annotated[Shown, StringConstraints(max_length=longest(Project, "key_points"))]
KeyPoints = Annotated[
    Annotated[list[Point], Field(max_length=MOST_POINTS)] | Points, AfterValidator(_sayable)
]
Organization = Annotated[
    Shown, _tidy("organization"), StringConstraints(max_length=longest(Project, "organization"))
]
Phone = Annotated[
    Shown,
    _tidy("phone"),
    StringConstraints(max_length=longest(Project, "phone")),
    _fit(check_phone),
]
Address = Annotated[
    Shown, _tidy("address"), StringConstraints(max_length=longest(Project, "address"))
]
Link = Annotated[
    Shown,
    _tidy("link"),
    StringConstraints(max_length=longest(Project, "link")),
    _fit(check_link),
]
HouseName = Annotated[Shown, StringConstraints(max_length=longest(HouseStyle, "name"), **SAID)]
MusicLevel = Annotated[int, Field(ge=LOUDEST_MUSIC, le=SOFTEST_MUSIC)]
ScriptBy = Annotated[str, _maker("script")]
PictureBy = Annotated[str, _maker("picture")]
SpeechBy = Annotated[str, _maker("speech")]
VideoBy = Annotated[str, _maker("video")]
Reading = Annotated[str, StringConstraints(max_length=LONGEST_SAID), STORABLE]
Readings = Annotated[
    dict[Annotated[str, StringConstraints(max_length=LONGEST_WORD), STORABLE], Reading],
    Field(max_length=MOST),
    AfterValidator(_readable),
]
StockBy = Annotated[str, _maker("stock")]
VoiceSpeed = Annotated[float, Field(ge=SLOWEST, le=FASTEST)]
Seconds = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
SceneTitle = Annotated[Shown, StringConstraints(max_length=longest(Scene, "title"), **SAID)]
Caption = Annotated[Shown, StringConstraints(max_length=longest(Scene, "subtitle"))]
Picture = Annotated[
    str, StringConstraints(max_length=longest(Scene, "visual_description")), STORABLE
]
Spoken = Annotated[Shown, StringConstraints(max_length=longest(Scene, "narration"), **SAID)]
ScriptTitle = Annotated[Shown, StringConstraints(max_length=longest(Project, "title"), **SAID)]
Description = Annotated[str, StringConstraints(max_length=LONGEST_DESCRIPTION), STORABLE]
PostTitle = Annotated[str, StringConstraints(max_length=LONGEST_PARTS["title"]), STORABLE]
PostText = Annotated[str, StringConstraints(max_length=LONGEST_PARTS["text"]), STORABLE]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TAG), STORABLE]
SceneId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Number = Annotated[int, Field(ge=1, le=MOST_SCENES)]
ReceiverName = Annotated[Shown, StringConstraints(max_length=longest(Receiver, "name"), **SAID)]
ReceiverSecret = Annotated[str, StringConstraints(max_length=longest(Receiver, "secret")), STORABLE]
ReceiverAddress = Annotated[str, StringConstraints(max_length=longest(Receiver, "address"))]
Version = Annotated[str, StringConstraints(max_length=40)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Second = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
