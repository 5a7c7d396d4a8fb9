"""Services that make pictures as OpenAI's do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..base import PictureWish
from ..wire.openai import images
from ..wire.pictures import Told
from ..work import Answer, Call
from .painter import ServicePainter, Size, as_address


class ImagesPainter(ServicePainter):
    SIZE: ClassVar[str] = "size"  # what the field is called
    ALWAYS: ClassVar[Mapping[str, Any]] = {}
    HAS_SEED: ClassVar[bool] = False
    IMAGE: ClassVar[str] = ""  # the field of a reference picture; else it is sent as a file

    def _call(self, prompt: str, size: Size, wish: PictureWish) -> Call:
        body = {**self.ALWAYS, **self._more, self.SIZE: "x".join(map(str, size))}
        if self.HAS_SEED:
            body["seed"] = wish.seed
        body |= {"model": self.model, "prompt": prompt}
        where, key, prices = (self._name, self._url), self._key, self._prices
        if wish.reference and not self.IMAGE:
            return images.edited(*where, body, wish.reference, key=key, prices=prices)
        if wish.reference:
            body[self.IMAGE] = as_address(wish.reference)
        return images.picture(*where, body, key=key, prices=prices)

    def _told_in(self, answer: Answer) -> Told:
        return images.told_in(answer)


class ArkPainter(ImagesPainter):
    """The same at Volcano Ark. The films have a mark of ours, so it writes none into pictures."""

    ALWAYS = {"watermark": False, "response_format": "b64_json"}
    HAS_SEED = True
    IMAGE = "image"


class SiliconFlowPainter(ImagesPainter):
    SIZE = "image_size"
    ALWAYS = {"batch_size": 1}
    HAS_SEED = True
    IMAGE = "image"
