from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from ..base import PictureWish
from ..wire.faults import Fault, ServiceError
from ..wire.openai.images import Images
from ..work import Work
from .asking import prompt_for

NEAR = math.log(1.15)  # how far the shape of a picture may be from that of the film
Size = tuple[int, int]


class ImagesPainter:
    """Asks a service that makes pictures as OpenAI's do. `sizes`: those that its model offers;
    `more`: further fields of each request, such as the quality."""

    SIZE: ClassVar[str] = "size"  # what the field is called
    ALWAYS: ClassVar[Mapping[str, Any]] = {}
    HAS_SEED: ClassVar[bool] = False

    def __init__(
        self,
        name: str,
        url: str,
        model: str,
        sizes: Sequence[Size],
        key: str = "",
        prices: Mapping[str, Decimal] | None = None,
        more: Mapping[str, Any] | None = None,
    ):
        self._images = Images(name, url, model, key, prices or {})
        self._sizes, self._more = tuple(sizes), dict(more or {})
        self.model, self.price = model, (prices or {}).get("pictures")

    def can(self, width: int, height: int) -> bool:
        return self._size_for(width, height) is not None

    def paint(self, wish: PictureWish, keep: Callable[[bytes], None], work: Work) -> None:
        size = self._size_for(wish.width, wish.height)
        if size is None:
            raise ServiceError(Fault.SHAPE, f"no size near {wish.width}x{wish.height}")
        fields = {**self.ALWAYS, **self._more, self.SIZE: "x".join(map(str, size))}
        if self.HAS_SEED:
            fields["seed"] = wish.seed
        self._images.make(prompt_for(wish), fields, keep, work)

    def _size_for(self, width: int, height: int) -> Size | None:
        """Of those that nearly have this shape the nearest, and of equal ones the largest."""
        far = {size: abs(math.log(size[0] * height / (size[1] * width))) for size in self._sizes}
        near = [size for size in self._sizes if far[size] <= NEAR]
        return min(near, key=lambda size: (round(far[size], 3), -size[0] * size[1]), default=None)


class ArkPainter(ImagesPainter):
    """The same at Volcano Ark. The films have a mark of ours, so it writes none into pictures."""

    ALWAYS = {"watermark": False, "response_format": "b64_json"}
    HAS_SEED = True


class SiliconFlowPainter(ImagesPainter):
    SIZE = "image_size"
    ALWAYS = {"batch_size": 1}
    HAS_SEED = True
