"""What a clip is made from: everything that its picture depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from projects.illustration.changes import Change
from projects.illustration.facts import Facts
from projects.illustration.picture import Picture
from projects.language import LANGUAGES

from .captions import Cue
from .captions.look import CaptionLook
from .contact import Contact
from .formats import DRAWN, FILMED, FORMATS, FPS, Format
from .light import LIGHTS, Light
from .shots import Shown


@dataclass(frozen=True)
class ClipOrder:
    """The order for one scene's clip. Shots stand in the place of its picture.

    Nothing here depends on the scene's place in the film: whoever moves a scene, makes no clip."""

    platform: str  # of vocabulary.Platform
    style: str  # of vocabulary.Style
    language: str  # a code of language.LANGUAGES; it sets the distance between lines
    title: str
    points: tuple[str, ...]  # shown in the panel; may be empty
    cues: tuple[Cue, ...]
    frames: int  # length, at FPS frames a second
    ai_mark: str  # "" for no mark
    picture: Picture
    named: tuple[float, ...]  # second at which the voice names the hero, and each part
    seed: int
    change_before: Change | None = None  # None for the first scene
    change_after: Change | None = None
    facts: Facts = Facts()  # of its words
    spoken: tuple[tuple[int, float], ...] = ()  # position in the narration, and second, of words
    film: str = ""  # the film's title, for an opening
    contact: Contact = Contact()  # for an opening and a closing
    shots: tuple[Shown, ...] = ()  # what its owner shows, in the place of its picture
    fit: str = ""  # of vocabulary.Fit, for shots
    look: CaptionLook = CaptionLook()  # of the captions
    logo: Path | None = None  # as `intake.logo` writes it
    form: Format | None = None  # another frame than the platform's, for a cover
    reduced: int = 1  # how many times smaller than the film it is drawn, for stills and drafts
    every: int = 1  # of so many frames one is drawn, for drafts

    def __post_init__(self) -> None:
        if self.platform not in FORMATS or self.style not in LIGHTS:
            raise ValueError(f"unknown platform or style: {self.platform!r}, {self.style!r}")
        if self.frames < 1:
            raise ValueError(f"{self.frames} frames")

    @property
    def format(self) -> Format:
        return self.form or FORMATS[self.platform]

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of its width and its height."""
        return self.format.width // self.reduced, self.format.height // self.reduced

    @property
    def rate(self) -> str:
        """Its frames a second, for ffmpeg."""
        return str(FPS) if self.every == 1 else f"{FPS}/{self.every}"

    @property
    def drawn_frames(self) -> int:
        return -(-self.frames // self.every)

    @property
    def light(self) -> Light:
        return LIGHTS[self.style]

    @property
    def encoding(self) -> tuple[str, ...]:
        """The options of x264 that suit what it shows."""
        return FILMED if self.shots else DRAWN

    @property
    def seconds(self) -> float:
        return self.frames / FPS

    def named_at(self, index: int) -> float:
        """The second at which the hero (0) or a part (from 1) comes in."""
        return self.named[index]

    def said_at(self, position: int, otherwise: float) -> float:
        """The second at which the voice comes to a position of the narration. `otherwise` for a
        position below 0, or if nothing is known."""
        begun = [at for start, at in self.spoken if 0 <= start <= position]
        return max(begun, default=otherwise)

    @property
    def leading(self) -> float:
        """Distance between lines, in ems."""
        return LANGUAGES[self.language].leading
