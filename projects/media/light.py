"""The five styles of a film: how each lights the colours of a setting, and how its letters look."""

from __future__ import annotations

from dataclasses import dataclass

from projects.vocabulary import Style


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
    face: str  # of headlines: a key of typesetting.fonts.FACES

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
        *("FFC98A", 0.3, 0.0, "FFFFFF", "7A2E00", "F97316", "FFFFFF", "FFF8EE", "5B2A00"), "playful"
    ),
    Style.LIVELY: Light(
        *("FF8AD8", 0.08, -0.25, "FFFFFF", "4A148C", "FFD43B", "3B0764", "FFFFFF", "3B0764"),
        "playful",
    ),
    Style.PROFESSIONAL: Light(
        *("F1F5FB", 0.55, 0.45, "12305C", "FFFFFF", "1D4ED8", "FFFFFF", "FFFFFF", "0F172A"), "plain"
    ),
    Style.FRESH: Light(
        *("BFF3DC", 0.4, 0.0, "FFFFFF", "0B5B46", "10B981", "FFFFFF", "F3FFF9", "064E3B"), "plain"
    ),
    Style.MODERN: Light(
        *("101B45", 0.68, 0.0, "FFFFFF", "0B1026", "22D3EE", "0B1026", "16235C", "F8FAFC"), "plain"
    ),
}
