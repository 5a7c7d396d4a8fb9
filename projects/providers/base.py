"""What a provider takes and gives, and how it says that it could not.

A provider does one job of the film with whatever stands behind it: a program on this machine or
somebody's server. Everything above knows only this page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Beat = Callable[[], None]
"""To be called at least once a second while a provider works or waits.

It tells the studio that the work is alive, and raises when the work is no longer wanted: let that
exception pass, and end every child process and connection on the way out.
"""


class ProviderError(Exception):
    """The provider could not do its job. `reason` is a key of `projects.status_text.REASONS`.

    `detail` is for the log and the operator: never a key, never a URL with credentials.
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(detail or reason)
        self.reason = reason


@dataclass(frozen=True)
class Brief:
    """What a person asked for."""

    topic: str
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


@dataclass(frozen=True)
class SceneScript:
    title: str
    visual_description: str
    narration: str
    subtitle: str
    seconds: float  # how long the narration will take at the voice's pace, pauses included
    camera_angle: str
    camera_movement: str
    transition: str


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
    def write(self, brief: Brief, *, seed: int, beat: Beat) -> Script: ...


class Speaker(Protocol):
    def speak(
        self, text: str, *, voice_style: str, language: str, out: Path, beat: Beat
    ) -> Speech: ...
