"""The types of the API's output about what a film is posted with: its words and its cover."""

from __future__ import annotations

from projects.vocabulary import Platform

from .shape import Shape


class PostLimits(Shape):
    """Characters of title and text, and the number of tags. A title of 0: it has none of its own,
    and the text begins with it."""

    title: int
    text: int
    tags: int


class PostOut(Shape):
    """The words for one platform. `own`: the parts that a person wrote. `over`: by how much a part
    is longer than its limit. The limits are estimates."""

    platform: Platform
    title: str
    text: str
    tags: list[str]
    own: list[str]
    over: dict[str, int]
    limits: PostLimits


class CoverShapeOut(Shape):
    shape: str
    width: int
    height: int
    platforms: list[Platform]
    url: str


class CoverOut(Shape):
    """`words` or `second`, if the cover was chosen by them."""

    words: str | None
    second: float | None
    url: str | None
    shapes: list[CoverShapeOut]
