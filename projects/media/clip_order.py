"""What a clip is made from: everything that its picture depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from projects.language import LANGUAGES

from .captions import Cue
from .formats import FORMATS, FPS, Format
from .palettes import PALETTES, Palette


@dataclass(frozen=True)
class ClipOrder:
    """The order for one scene's clip. A photo or an own clip replaces the card's background and
    points."""

    platform: str  # of vocabulary.Platform
    style: str  # of vocabulary.Style
    language: str  # a code of language.LANGUAGES; it sets the distance between lines
    title: str
    points: tuple[str, ...]  # shown in the panel; may be empty
    number: int  # of the scene, from 1
    total: int  # scenes in the film; 0 if the picture belongs to no scene, as a cover does
    cues: tuple[Cue, ...]
    frames: int  # length, at FPS frames a second
    ai_mark: str  # "" for no mark
    photo: Path | None  # a picture that `intake.photo_decoder.accept` has written
    seed: int
    own_clip: Path | None = None  # a video that `intake.video.take_in` has written

    def __post_init__(self) -> None:
        if self.platform not in FORMATS or self.style not in PALETTES:
            raise ValueError(f"unknown platform or style: {self.platform!r}, {self.style!r}")
        if self.photo and self.own_clip:
            raise ValueError("a scene shows a photo or an own clip, not both")
        if self.frames < 1 or not min(1, self.total) <= self.number <= self.total:
            raise ValueError(f"{self.frames} frames of scene {self.number} of {self.total}")

    @property
    def format(self) -> Format:
        return FORMATS[self.platform]

    @property
    def palette(self) -> Palette:
        return PALETTES[self.style]

    @property
    def seconds(self) -> float:
        return self.frames / FPS

    @property
    def leading(self) -> float:
        """Distance between lines, in ems."""
        return LANGUAGES[self.language].leading
