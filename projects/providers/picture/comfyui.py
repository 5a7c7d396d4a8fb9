"""Pictures by a ComfyUI of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from projects.media.intake.picture_kinds import NotAPicture

from ..base import PictureWish
from ..wire.comfyui.prompts import ComfyUI
from ..wire.faults import Fault, ServiceError
from ..wire.pictures import LARGEST
from ..work import RemoteWork
from .asking import prompt_for
from .painter import Size, nearest

ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


class ComfyPainter:
    """`workflow`: its name and its nodes; `sizes`: those that its model makes well; `every`:
    seconds between two questions how far it is."""

    price: Decimal | None = None

    def __init__(
        self,
        name: str,
        url: str,
        workflow: tuple[str, Mapping[str, Any]],
        sizes: Sequence[Size],
        key: str = "",
        every: float = 3.0,
    ):
        self._comfy, self._sizes = ComfyUI(name, url.rstrip("/"), workflow, key), tuple(sizes)
        self.model, self.every = workflow[0], every

    def can(self, width: int, height: int) -> bool:
        return nearest(self._sizes, width, height) is not None

    def paint(self, wish: PictureWish, keep: Callable[[bytes], None], work: RemoteWork) -> None:
        size = nearest(self._sizes, wish.width, wish.height)
        if size is None:
            raise ServiceError(Fault.SHAPE, f"no size near {wish.width}x{wish.height}")
        values = {"text": prompt_for(wish, 4000), "seed": wish.seed}
        values |= {"width": size[0], "height": size[1]}
        picture = self._comfy.make(values, ENDINGS, work, largest=LARGEST)
        try:
            keep(picture)
        except NotAPicture as refused:
            work.failed(Fault.ANSWER, refused.reason)
            raise ServiceError(Fault.ANSWER, refused.reason) from refused
