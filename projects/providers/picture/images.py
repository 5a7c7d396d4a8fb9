"""Services that make pictures as OpenAI's do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..base import PictureWish
from ..wire.openai import images
from ..wire.pictures import Told
from ..work import Answer, Call
from .painter import ServicePainter, Size


class ImagesPainter(ServicePainter):
    SIZE: ClassVar[str] = "size"  # what the field is called
    ALWAYS: ClassVar[Mapping[str, Any]] = {}
    HAS_SEED: ClassVar[bool] = False

    def _call(self, prompt: str, size: Size, wish: PictureWish) -> Call:
        body = {**self.ALWAYS, **self._more, self.SIZE: "x".join(map(str, size))}
        if self.HAS_SEED:
            body["seed"] = wish.seed
        body |= {"model": self.model, "prompt": prompt}
        return images.picture(self._name, self._url, body, key=self._key, prices=self._prices)

    def _told_in(self, answer: Answer) -> Told:
        return images.told_in(answer)


class ArkPainter(ImagesPainter):
    """The same at Volcano Ark. The films have a mark of ours, so it writes none into pictures."""

    ALWAYS = {"watermark": False, "response_format": "b64_json"}
    HAS_SEED = True


class SiliconFlowPainter(ImagesPainter):
    SIZE = "image_size"
    ALWAYS = {"batch_size": 1}
    HAS_SEED = True
