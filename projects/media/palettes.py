"""The colours of the five styles of a film."""

from __future__ import annotations

from dataclasses import dataclass

from projects.vocabulary import Style


@dataclass(frozen=True)
class Palette:
    """Colours are RRGGBB. The panel is white, and `panel` is its opacity, 0 to 1."""

    gradient: tuple[str, str, str]
    blobs: tuple[str, str, str]
    ink: str
    accent: str
    panel: float
    on_accent: str  # the colour of text on the accent colour

    @property
    def far_from_ink(self) -> str:
        """The background colour that has the most contrast with the ink."""
        return self.gradient[0]


PALETTES: dict[str, Palette] = {
    Style.WARM: Palette(
        ("FFF7ED", "FED7AA", "FDBA74"),
        ("FB7185", "FDE68A", "F97316"),
        ink="431407",
        accent="EA580C",
        panel=0.62,
        on_accent="FFFFFF",
    ),
    Style.LIVELY: Palette(
        ("2E1065", "7E22CE", "DB2777"),
        ("F472B6", "FB923C", "6366F1"),
        ink="FFFFFF",
        accent="FDE047",
        panel=0.13,
        on_accent="2E1065",
    ),
    Style.PROFESSIONAL: Palette(
        ("F8FAFC", "E2E8F0", "CBD5E1"),
        ("93C5FD", "C7D2FE", "FDE68A"),
        ink="0F172A",
        accent="1D4ED8",
        panel=0.72,
        on_accent="FFFFFF",
    ),
    Style.FRESH: Palette(
        ("052E2B", "0F5132", "14746F"),
        ("34D399", "A3E635", "0EA5A4"),
        ink="F0FDF4",
        accent="A3E635",
        panel=0.10,
        on_accent="052E2B",
    ),
    Style.MODERN: Palette(
        ("0B1026", "1B2A6B", "0E7490"),
        ("3B82F6", "22D3EE", "7C3AED"),
        ink="F8FAFC",
        accent="22D3EE",
        panel=0.10,
        on_accent="0B1026",
    ),
}
