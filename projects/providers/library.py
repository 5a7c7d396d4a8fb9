"""What a library of free videos and photos is asked, and what it has. It is as base.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .work import Beat, Work

LONGEST_SEARCH = 100
"""Characters with which a library is searched."""


@dataclass(frozen=True)
class StockWish:
    """`words`: a few, in the language of the film. The size is that of its frame, in pixels."""

    words: str
    language: str  # a code of projects.language.LANGUAGES
    width: int
    height: int
    seconds: float  # of the scene: what is shorter begins again

    @property
    def is_upright(self) -> bool:
        return self.height > self.width


@dataclass(frozen=True)
class StockItem:
    """A video or a photo of a library. `key`: its own there; `page`: where people see it."""

    key: str
    is_video: bool
    page: str
    author: str
    author_page: str
    preview: str  # the address of a small picture of it
    file: str  # its own address
    seconds: float = 0.0  # of a video


class Library(Protocol):
    title: str = ""  # as it wants to be named
    licence: str = ""
    licence_page: str = ""

    def find(self, sought: StockWish, work: Work) -> tuple[StockItem, ...]:
        """What fits, the best first; photos only if there are few videos. Raises ServiceError."""

    def fetch(self, item: StockItem, beat: Beat) -> bytes:
        """The video or the photo itself. Raises ServiceError."""

    def preview(self, item: StockItem, beat: Beat) -> bytes:
        """A small picture of it. Raises ServiceError."""
