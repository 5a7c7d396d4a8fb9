"""What a provider takes and gives, and how it says that it could not.

A provider does one job of the film, with a program on this machine or with somebody's server. All
the rest of the studio knows only this page; but `monitoring/checks.py` also checks the files of
words of the offline writer. `STUDIO_PROVIDERS` in the settings names the classes and the arguments
that they are made with; docs/recipes.md shows how to write one.

One object of each class serves a whole process. Several threads of a worker may call it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from projects.language import LANGUAGES

from .work import RemoteWork, Work

Estimate = Callable[[str], float]
"""Seconds that the voice of a film takes for a text. The rest after a scene is not included: it is
the studio's own, `projects.media.sound.narration.REST`."""


CONTACT = ("organization", "phone", "address", "link")
"""The fields of a brief that say whom viewers turn to."""

MOST_SHOTS = 6
"""Photos and videos that a scene shows at most."""

ROOM_FOR_POINTS = 265
"""Seconds that the key points of a brief take at most when they are spoken: the longest film, less
its first and last scene and the rests between scenes. Longer ones are refused before a writer sees
them."""


class ProviderError(Exception):
    """The provider could not do its job. `reason` is a key of `projects.status_text.REASONS`.

    `detail` is for the log and the operator: never a key, never a URL with credentials.
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(detail or reason)
        self.reason = reason


@dataclass(frozen=True)
class Material:
    """A photo or a video of the person's own that the film is to show."""

    name: str  # of its file, as it was sent: free words
    is_video: bool
    least: float  # seconds for which it is to be seen, if there is little time
    best: float  # and if there is enough
    seconds: float | None = None  # of a video, if they are known
    taken_at: datetime | None = None  # None if its file does not say it


@dataclass(frozen=True)
class Brief:
    """What a person asked for."""

    topic: str  # at most 80 characters
    platform: str  # a value of projects.vocabulary.Platform
    video_type: str  # of VideoType
    seconds: int  # the length to aim at
    shortest: int  # and the lengths, in seconds, that still count as what was asked
    longest: int
    style: str  # of Style
    key_points: tuple[str, ...]
    audience: str  # free words; "" means parents
    voice_style: str  # of VoiceStyle
    language: str  # a code of projects.language.LANGUAGES: what the brief is written in
    title: str = ""  # a wished title; "" leaves it to the writer
    # Of Purpose: whether the film invites, or reports what is over. "" is what nobody has said, and
    # then `is_over` is what the dates and words of the brief tell about it, or None.
    purpose: str = ""
    is_over: bool | None = None
    # Whom viewers turn to, to be said or shown at the end; each may be "".
    organization: str = ""  # its name
    phone: str = ""  # digits, + - ( ) . and spaces, perhaps an extension: "0571-8888 8888 转 802"
    address: str = ""  # on one line
    link: str = ""  # a web address, with or without https://
    # What the film is to show, by the time at which it was taken; () if nothing is to be spread
    # over its scenes. A scene shows at most MOST_SHOTS. It plans the film; the rest of the brief
    # rules the words.
    material: tuple[Material, ...] = ()


@dataclass(frozen=True)
class SceneScript:
    title: str
    visual_description: str
    narration: str
    subtitle: str
    seconds: float  # the length of the scene: the estimate for its narration, and the rest after it
    camera_angle: str
    camera_movement: str
    transition: str
    search_words: str = ""  # by which a library finds what is seen; "" leaves that to the studio


@dataclass(frozen=True)
class Rewording:
    """What is asked for one scene that is there: the same scene in other words."""

    title: str
    narration: str
    picture: str  # what is seen
    wish: str  # of projects.vocabulary.RewordingWish
    point: str = ""  # the key point that it is to say too, if that is the wish
    before: str = ""  # the narrations of its neighbours, "" for none
    after: str = ""


MOST_OFFERS = 3
"""Among so many other wordings a person chooses."""


@dataclass(frozen=True)
class Script:
    title: str
    description: str
    scenes: tuple[SceneScript, ...]


@dataclass(frozen=True)
class Word:
    """From `seconds` on, the characters from `position` (0-based) of the text are being spoken."""

    position: int
    seconds: float


@dataclass(frozen=True)
class Speech:
    """What was spoken: a mono 16-bit WAV at the path that was given, and when each word begins."""

    seconds: float
    words: tuple[Word, ...]


class ScriptWriter(Protocol):
    def write(self, brief: Brief, *, seed: int, estimate: Estimate, work: Work) -> Script:
        """The script of a film. Raises ProviderError.

        `seed` is another one each time a person asks for a new script, and the same one when the
        same attempt is made again.
        """

    def price_of(self, brief: Brief) -> Decimal | None:
        """What one script costs at most; None if that is not known. It answers at once."""
        return None

    def rewords(self) -> bool:
        """Whether it can say a scene in other words. It answers at once."""
        return False

    def reword(
        self, asked: Rewording, brief: Brief, *, seed: int, estimate: Estimate, work: Work
    ) -> tuple[SceneScript, ...]:
        """One to MOST_OFFERS other wordings of a scene. Only who `rewords` is asked. Raises
        ProviderError."""
        raise ProviderError("refused")

    def heading(self, text: str, *, language: str) -> str:
        """A few words for what a scene says, as they stand in its picture; "" if this writer has
        none. It answers at once."""
        return ""

    def word(self, point: str, brief: Brief, *, estimate: Estimate) -> tuple[SceneScript, ...]:
        """What says this key point of the brief and nothing else, as scenes that a film with a
        script can take in: one, or several for a long point. It answers at once, asks no server,
        and does not raise."""
        said = point.strip()
        if said[-1:] not in (*"。！？!?….",):
            said += "." if LANGUAGES[brief.language].counted_in == "words" else "。"
        seconds = round(estimate(said), 2)
        return (SceneScript(point[:40], "", said, said, seconds, "", "", ""),)

    def illustrates(self, description: str, *, language: str) -> bool:
        """Whether a description of a picture comes from a stock of this writer, and nobody has
        changed it: then it only illustrates the title. What somebody describes is shown. It answers
        at once."""
        return False

    def platform_tags(self, platform: str, *, language: str) -> tuple[str, ...]:
        """Tags, without #, that a post on this platform may have besides those of its description,
        and that belong on no other one. It answers at once."""
        return ()


_A_SECOND = {"characters": 4.5, "words": 2.5}  # as people speak


class Speaker(Protocol):
    takes_pinyin: bool = False
    """Whether `speak` takes `readings`. One that does not is told other hanzi instead."""

    def narrator(self) -> str:
        """Which voice engine speaks now: a name of at most 60 characters, "" for espeak-ng.

        A project asks for it when its narration begins, and stores the answer. All its scenes are
        then spoken by this narrator. It answers at once. Another name stands for another sound:
        whoever changes an engine so that the same words sound different gives it a new name.
        """
        return f"{type(self).__module__}.{type(self).__qualname__}"[-60:]

    def speaks(self, voice_style: str, language: str) -> bool:
        """Whether it has a voice of this style for a text in this language. It answers at once."""
        return True

    def voice_of(self, voice_style: str, language: str) -> str:
        """What tells its voices apart: styles with the same one sound the same. It answers at
        once."""
        return voice_style

    def price_of(self, text: str) -> Decimal | None:
        """What it costs to have this text spoken; None if that is not known. It answers at once."""
        return None

    def lack(self) -> str:
        """Why another voice speaks than the one that is configured: a key of
        projects.status_text.VOICE_LACKS, or "" if nothing lacks. It answers at once."""
        return ""

    def prepare(self) -> None:
        """Do what takes long and is done once. Each worker calls it at its start, in a thread of
        its own; it never raises."""
        return

    def speak(
        self,
        text: str,
        *,
        narrator: str,
        voice_style: str,
        language: str,
        speed: float,
        out: Path,
        work: Work,
        readings: Mapping[str, str] | None = None,
    ) -> Speech:
        """Speaks `text` into the file `out`. Raises ProviderError.

        `narrator` is what `narrator()` said when the narration began. If that one cannot speak
        here any more, the reason is "voice_gone": no other one may speak in its place.
        `voice_style` is a value of projects.vocabulary.VoiceStyle, `language` a code of
        projects.language.LANGUAGES; parts of the text may be in another language. `speed` 1.0 is
        the style's own pace, 1.2 is a fifth faster. `readings`, which only who `takes_pinyin` gets:
        words of the text, and the pinyin with which they are to be said: {"长隆": "chang2 long2"}.
        """

    def estimate(self, text: str, *, voice_style: str, language: str, speed: float = 1.0) -> float:
        """Seconds that `speak` would take for the text.

        Pages ask this for every scene that they show, so it answers at once and asks no server.
        """
        counted = LANGUAGES[language].counted_in
        said = len(text.split()) if counted == "words" else len(text)
        return max(1, said) / (_A_SECOND[counted] * speed)


@dataclass(frozen=True)
class Footage:
    """What is to be filmed: a picture that moves, without words in it and without sound."""

    shown: str  # what is to be seen, in the language of the film
    title: str  # of its scene
    style: str  # a value of projects.vocabulary.Style
    language: str  # a code of projects.language.LANGUAGES
    width: int  # of the frame of the film, in pixels
    height: int
    seconds: float  # of its scene. What is shorter begins again, and what is longer is cut
    seed: int = 0  # another one asks for another film
    # A JPEG that is its first frame: a photo of a person. Only who `takes_photos` gets one.
    photo: bytes = field(default=b"", repr=False)


class Filmer(Protocol):
    every: float = 10.0
    """Seconds between two calls of `film`, as long as the service works."""

    takes_photos: bool = False
    """Whether it films a photo of a person, and an administrator lets it have one."""

    def price_of(self, seconds: float) -> Decimal | None:
        """Of filming so many seconds of a scene; None if that is not known. It answers at once."""
        return None

    def film(self, wanted: Footage, *, out: Path, work: RemoteWork) -> None:
        """Film it into the file `out`: an MP4, MOV or WebM of any size. Raises ServiceError.

        It is called again and again until the service is done: see RemoteWork.
        """


@dataclass(frozen=True)
class PictureWish:
    """`described`: what is to be seen. `style`: a value of projects.vocabulary.Style, the same for
    all scenes of a film. `width` and `height`: of the film, in pixels. Another `seed` asks for
    another picture. `reference`: a JPEG of whom or what is to be seen; only who `takes_photos` gets
    one."""

    described: str
    style: str
    width: int
    height: int
    seed: int
    reference: bytes = field(default=b"", repr=False)


class Painter(Protocol):
    """One with an `every`, as a Filmer has it, is called again and again, with a RemoteWork.
    `takes_photos` is as that of a Filmer, for reference pictures."""

    model: str = ""  # as people are told of it
    price: Decimal | None = None  # of a picture, if it is known
    takes_photos: bool = False

    def can(self, width: int, height: int) -> bool:
        """Whether it makes pictures in nearly the shape of such a film. It answers at once."""
        return True

    def paint(self, wish: PictureWish, keep: Callable[[bytes], None], work: Work) -> None:
        """Gives a picture, a file of any usual kind, to `keep`, which raises NotAPicture if it is
        none. Raises ProviderError."""
