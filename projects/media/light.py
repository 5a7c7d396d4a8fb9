"""The five styles of a film: how each lights the colours of a setting, and how its letters look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from projects.vocabulary import Style

from .typesetting.fonts import Face

_QUITE_BLUE = 90  # levels by which a blue has more blue than red
_NO_RED, _QUITE_RED = 40, 60  # levels by which a red has more red than green and blue
_QUITE_BRIGHT = 150  # levels of a sky by day: the blue of a night stays


class Finish(StrEnum):
    """What a style adds to every setting, near the edges of the frame."""

    SUNSHINE = "sunshine"
    CONFETTI = "confetti"
    BANDS = "bands"
    LEAVES = "leaves"
    GLOW = "glow"


@dataclass(frozen=True)
class Lettering:
    """How headlines are written. Widths are shares of the size of the letters."""

    face: Face
    ink: str
    edge: str  # around the letters: it must stand out from the ink
    edge_width: float = 0.085
    weight: float = 0.0  # by which the strokes are thicker than the face has them
    halo: str = ""  # around the edge, or ""
    halo_width: float = 0.0
    halo_blur: float = 0.0


@dataclass(frozen=True)
class Light:
    """Colours are RRGGBB. Shares are 0 to 1.

    A setting has its own colours. A light makes them more or less colourful (`vivid`: 1 leaves
    them as they are), and mixes each with the colour of `ramp` that is as bright. Blues and
    reds are mixed by shares of their own: half of blue and half of orange would be grey, and a
    festival without its red would be none.
    """

    ramp: tuple[str, str, str]  # for black, for middle grey and for white
    ramped: float
    blues_ramped: float
    reds_ramped: float
    vivid: float
    is_dark: bool  # it is evening
    finish: Finish
    lettering: Lettering
    accent: str
    on_accent: str
    paper: str  # of panels
    on_paper: str
    strong: str  # on paper, for what counts most
    rim: str  # around things, or "": where it is dark
    said: str  # of the word that is said, and of key words: light, for a dark edge

    @property
    def ink(self) -> str:
        """Of headlines."""
        return self.lettering.ink

    @property
    def edge(self) -> str:
        """Around the letters of headlines."""
        return self.lettering.edge

    @property
    def face(self) -> Face:
        """Of headlines."""
        return self.lettering.face

    def on(self, colour: str) -> str:
        """A setting's colour in this light."""
        red, green, blue = bytes.fromhex(colour)
        grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        blueness = min(1.0, max(0.0, (blue - red) / _QUITE_BLUE)) * min(1.0, grey / _QUITE_BRIGHT)
        redness = min(1.0, max(0.0, (red - max(green, blue) - _NO_RED) / _QUITE_RED))
        share = (
            self.ramped
            + (self.blues_ramped - self.ramped) * blueness
            + (self.reds_ramped - self.ramped) * redness
        )
        mixed = (
            (grey + (value - grey) * self.vivid) * (1 - share) + other * share
            for value, other in zip((red, green, blue), self._ramp_at(grey / 255), strict=True)
        )
        return bytes(min(255, max(0, round(value))) for value in mixed).hex().upper()

    def _ramp_at(self, bright: float) -> tuple[float, ...]:
        dark, middle, white = (bytes.fromhex(colour) for colour in self.ramp)
        low, high = (dark, middle) if bright < 0.5 else (middle, white)
        share = 2 * bright if bright < 0.5 else 2 * bright - 1
        return tuple(a + (b - a) * share for a, b in zip(low, high, strict=True))


LIGHTS: dict[str, Light] = {
    # A late afternoon: everything has a golden tone.
    Style.WARM: Light(
        ramp=("54243A", "FFB264", "FFF5E0"),
        ramped=0.4,
        blues_ramped=1.0,
        reds_ramped=0.4,
        vivid=1.1,
        is_dark=False,
        finish=Finish.SUNSHINE,
        lettering=Lettering(Face.PLAYFUL, ink="FFFFFF", edge="7A2E00"),
        accent="F97316",
        on_accent="FFFFFF",
        paper="FFF8EE",
        on_paper="5B2A00",
        strong="C2410C",
        rim="",
        said="FFC24B",
    ),
    # Poster colours.
    Style.LIVELY: Light(
        ramp=("4A148C", "FF6FB5", "FFFFFF"),
        ramped=0.05,
        blues_ramped=0.05,
        reds_ramped=0.05,
        vivid=1.32,
        is_dark=False,
        finish=Finish.CONFETTI,
        lettering=Lettering(
            Face.BRISK,
            ink="FFF27A",
            edge="6216B8",
            edge_width=0.09,
            weight=0.012,
            halo="FFFFFF",
            halo_width=0.07,
        ),
        accent="FFD43B",
        on_accent="3B0764",
        paper="FFFFFF",
        on_paper="3B0764",
        strong="7E22CE",
        rim="",
        said="FFE14D",
    ),
    # Few colours, pale and crisp.
    Style.PROFESSIONAL: Light(
        ramp=("46597A", "BECDE0", "FCFDFF"),
        ramped=0.84,
        blues_ramped=0.84,
        reds_ramped=0.18,
        vivid=0.75,
        is_dark=False,
        finish=Finish.BANDS,
        lettering=Lettering(Face.FORMAL, ink="12305C", edge="FFFFFF", edge_width=0.1),
        accent="1D4ED8",
        on_accent="FFFFFF",
        paper="FFFFFF",
        on_paper="0F172A",
        strong="1D4ED8",
        rim="",
        said="FFD166",
    ),
    # A morning in spring: greens, mint and white.
    Style.FRESH: Light(
        ramp=("0F5F49", "8ED9B4", "FAFFF6"),
        ramped=0.64,
        blues_ramped=0.5,
        reds_ramped=0.22,
        vivid=0.95,
        is_dark=False,
        finish=Finish.LEAVES,
        lettering=Lettering(Face.GENTLE, ink="0A5A44", edge="FFFFFF", edge_width=0.1, weight=0.022),
        accent="10B981",
        on_accent="FFFFFF",
        paper="F3FFF9",
        on_paper="064E3B",
        strong="047857",
        rim="",
        said="FFE14D",
    ),
    # An evening: dark blue, with lights that glow.
    Style.MODERN: Light(
        ramp=("060922", "182263", "3446AE"),
        ramped=0.88,
        blues_ramped=0.88,
        reds_ramped=0.7,
        vivid=1.2,
        is_dark=True,
        finish=Finish.GLOW,
        lettering=Lettering(
            Face.BOLD,
            ink="FFFFFF",
            edge="0B1026",
            edge_width=0.05,
            halo="22D3EE",
            halo_width=0.03,
            halo_blur=0.09,
        ),
        accent="22D3EE",
        on_accent="0B1026",
        paper="16235C",
        on_paper="F8FAFC",
        strong="67E8F9",
        rim="E0E7FF",
        said="3FE3F5",
    ),
}
