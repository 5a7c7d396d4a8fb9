"""Receivers of news, as the API tells of them."""

from datetime import datetime
from uuid import UUID

from projects.models.delivery import DeliveryState
from projects.models.receiver import News, ReceiverKind

from .shape import Shape


class ReceiverOut(Shape):
    """`place`: the host of its address; the rest is not told. `off_reason`: "" while it is on."""

    id: UUID
    kind: ReceiverKind
    name: str
    place: str
    news: list[News]
    is_on: bool
    off_reason: str


class NewReceiverOut(ReceiverOut):
    secret: str


class Receivers(Shape):
    items: list[ReceiverOut]


class DeliveryOut(Shape):
    """`reason` and `detail`: why its last try has failed."""

    id: UUID
    type: str
    state: DeliveryState
    tries: int
    reason: str
    detail: str
    made_at: datetime
    ended_at: datetime | None


class Deliveries(Shape):
    items: list[DeliveryOut]
