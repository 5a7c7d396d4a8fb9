"""What people have sent, as the API returns it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from projects.models.sending import State

from .shape import Shape


class MaterialOut(Shape):
    """A photo or video of a project. `scenes` has the numbers of those that show it."""

    id: UUID
    kind: Literal["photo", "clip"]
    name: str
    taken_at: datetime | None
    seconds: float | None
    has_sound: bool
    scenes: list[int]
    lost: bool


class WithdrawalOut(Shape):
    """What the withdrawal of a consent removes: the projects that have the file, how many scenes
    show it now, and how many clips and films, also earlier ones, show it and are deleted."""

    projects: list[UUID]
    scenes: int
    clips: int
    films: int


class MaterialPlanOut(Shape):
    """How many of `count` photos and videos a new script has room for, about."""

    count: int
    fits: int
    seconds: int | None
    most: int
    lacks_points: bool


class SendingOut(Shape):
    """A file on its way. `state`: `coming`; `arrived` (all of it is here, and is to be read);
    `ready` (it was read, and its project is not made yet); `taken` (`material` is what has become
    of it); `refused` (`reason` says why)."""

    id: UUID
    name: str
    length: int
    offset: int
    state: State
    reason: str
    material: UUID | None
    modified_at: datetime | None
    expires_at: datetime
