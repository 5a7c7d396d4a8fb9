"""The five styles of a film: how each lights the colours of a setting, and how its letters look."""

from __future__ import annotations

from dataclasses import dataclass

from projects.vocabulary import Style

from .typesetting.fonts import Face


@dataclass(frozen=True)
class Light:
    """Colours are RRGGBB. Shares are 0 to 1.

    A setting has its own colours. Light mixes each with `tint`, and draws it nearer to grey.
    """

    tint: str
    tinted: float
    greyed: float
    ink: str  # of headlines
    edge: str  # around the letters of headlines
    accent: str
    on_accent: str
    paper: str  # of panels
    on_paper: str
    face: Face  # of headlines

    def on(self, colour: str) -> str:
        """A setting's colour in this light."""
        red, green, blue = bytes.fromhex(colour)
        grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        tint = bytes.fromhex(self.tint)
        mixed = (
            (value + (grey - value) * self.greyed) * (1 - self.tinted) + other * self.tinted
            for value, other in zip((red, green, blue), tint, strict=True)
        )
        return bytes(round(value) for value in mixed).hex().upper()


LIGHTS: dict[str, Light] = {
    Style.WARM: Light(
        tint="FFC98A",
        tinted=0.3,
        greyed=0.0,
        ink="FFFFFF",
        edge="7A2E00",
        accent="F97316",
        on_accent="FFFFFF",
        paper="FFF8EE",
        on_paper="5B2A00",
        face=Face.PLAYFUL,
    ),
    Style.LIVELY: Light(
        tint="FF8AD8",
        tinted=0.08,
        greyed=-0.25,
        ink="FFFFFF",
        edge="4A148C",
        accent="FFD43B",
        on_accent="3B0764",
        paper="FFFFFF",
        on_paper="3B0764",
        face=Face.PLAYFUL,
    ),
    Style.PROFESSIONAL: Light(
        tint="F1F5FB",
        tinted=0.55,
        greyed=0.45,
        ink="12305C",
        edge="FFFFFF",
        accent="1D4ED8",
        on_accent="FFFFFF",
        paper="FFFFFF",
        on_paper="0F172A",
        face=Face.BOLD,
    ),
    Style.FRESH: Light(
        tint="BFF3DC",
        tinted=0.4,
        greyed=0.0,
        ink="FFFFFF",
        edge="0B5B46",
        accent="10B981",
        on_accent="FFFFFF",
        paper="F3FFF9",
        on_paper="064E3B",
        face=Face.BOLD,
    ),
    Style.MODERN: Light(
        tint="101B45",
        tinted=0.68,
        greyed=0.0,
        ink="FFFFFF",
        edge="0B1026",
        accent="22D3EE",
        on_accent="0B1026",
        paper="16235C",
        on_paper="F8FAFC",
        face=Face.BOLD,
    ),
}
