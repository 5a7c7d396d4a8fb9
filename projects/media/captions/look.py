"""How the captions of a film look, as its brief chooses it."""

from __future__ import annotations

from dataclasses import dataclass

from projects.vocabulary import CaptionPosition, CaptionSize, CaptionStyle

from ..formats import Format

LINES = 2
_SIZES = {CaptionSize.SMALL: 0.82, CaptionSize.MEDIUM: 1.0, CaptionSize.LARGE: 1.24}
KEY_WORDS = 1.3  # how many times larger than the other words
_BESIDE_KEY_WORDS = 0.9  # the size of those other words
_LEADING = 1.3
_PADDING = 0.34  # between a box and its words, above and below them, in ems


@dataclass(frozen=True)
class CaptionLook:
    """The codes are of vocabulary.CaptionStyle, CaptionPosition and CaptionSize."""

    style: str = CaptionStyle.HIGHLIGHT
    position: str = CaptionPosition.BOTTOM
    size: str = CaptionSize.MEDIUM

    def __post_init__(self) -> None:
        CaptionStyle(self.style), CaptionPosition(self.position), CaptionSize(self.size)

    @property
    def is_shown(self) -> bool:
        """Whether the film has captions in its pictures at all."""
        return self.style != CaptionStyle.OFF

    def px(self, form: Format) -> float:
        """Pixels per em of a word that is no key word."""
        smaller = _BESIDE_KEY_WORDS if self.style == CaptionStyle.KEYWORDS else 1.0
        return form.caption_px * _SIZES[CaptionSize(self.size)] * smaller

    @property
    def largest(self) -> float:
        """The size of its largest words, relative to `px`."""
        return KEY_WORDS if self.style == CaptionStyle.KEYWORDS else 1.0

    @property
    def leading(self) -> float:
        """From one line to the next, relative to `px`."""
        return _LEADING * (self.largest + 1) / 2

    @property
    def padding(self) -> float:
        """Of the box, relative to `px`; 0 without a box."""
        return _PADDING if self.style == CaptionStyle.BOX else 0.0

    def height(self, form: Format) -> float:
        """Pixels that the tallest caption takes."""
        if not self.is_shown:
            return 0.0
        ems = self.largest + self.leading * (LINES - 1) + 2 * self.padding
        return ems * self.px(form)
