from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from ..base import PictureWish
from ..wire import pictures
from ..wire.faults import Fault, ServiceError
from ..wire.pictures import Told
from ..work import Answer, Call, Work
from .asking import prompt_for

NEAR = math.log(1.15)  # how far the shape of a picture may be from that of the film
Size = tuple[int, int]


class ServicePainter:
    """Asks a service that makes pictures. `sizes`: those that its model offers; `more`: further
    fields of each request, such as the quality; `longest`: seconds for an answer. `references`:
    whether its model takes a reference picture; `photos`: whether it may have one of people."""

    LONGEST: ClassVar[int] = 4000  # characters of a prompt: some services cut longer ones silently

    def __init__(
        self,
        name: str,
        url: str,
        model: str,
        sizes: Sequence[Size],
        key: str = "",
        prices: Mapping[str, Decimal] | None = None,
        more: Mapping[str, Any] | None = None,
        longest: float = 180.0,
        photos: bool = False,
        references: bool = False,
    ):
        self._name, self._url, self._key = name, url.rstrip("/"), key
        self._prices, self._sizes, self._more = prices or {}, tuple(sizes), dict(more or {})
        self._longest, self.takes_photos = longest, photos and references
        self.model, self.price = model, self._prices.get("pictures")

    def can(self, width: int, height: int) -> bool:
        return self._size_for(width, height) is not None

    def paint(self, wish: PictureWish, keep: Callable[[bytes], None], work: Work) -> None:
        size = self._size_for(wish.width, wish.height)
        if size is None:
            raise ServiceError(Fault.SHAPE, f"no size near {wish.width}x{wish.height}")
        call = self._call(prompt_for(wish, self.LONGEST), size, wish).within(self._longest)
        call = replace(call, has_photo=bool(wish.reference))
        pictures.make(call, self._told_in, keep, work, service=self._url)

    def _call(self, prompt: str, size: Size, wish: PictureWish) -> Call:
        raise NotImplementedError

    def _told_in(self, answer: Answer) -> Told:
        raise NotImplementedError

    def _size_for(self, width: int, height: int) -> Size | None:
        return nearest(self._sizes, width, height)


def nearest(sizes: Sequence[Size], width: int, height: int) -> Size | None:
    """Of those that nearly have this shape the nearest, and of equal ones the largest."""
    far = {size: abs(math.log(size[0] * height / (size[1] * width))) for size in sizes}
    near = [size for size in sizes if far[size] <= NEAR]
    return min(near, key=lambda size: (round(far[size], 3), -size[0] * size[1]), default=None)


def as_address(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
