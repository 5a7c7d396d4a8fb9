"""Receivers of news, as the API takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from projects.models.receiver import News, ReceiverKind

from .shape import Taken
from .values import ReceiverAddress, ReceiverName, ReceiverSecret


class ChangedReceiver(Taken):
    name: ReceiverName | None = None
    address: ReceiverAddress | None = None
    secret: ReceiverSecret | None = None
    news: Annotated[list[News], Field(max_length=len(News))] | None = None
    is_on: bool | None = None


class NewReceiver(Taken):
    kind: ReceiverKind = ReceiverKind.HOOK
    name: ReceiverName
    address: ReceiverAddress
    secret: ReceiverSecret = ""
    news: Annotated[list[News], Field(max_length=len(News))] | None = None
