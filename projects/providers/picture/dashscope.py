from __future__ import annotations

from ..base import PictureWish
from ..wire.dashscope import images
from ..wire.pictures import Told
from ..work import Answer, Call
from .painter import ServicePainter, Size, as_address


class DashScopePainter(ServicePainter):
    """Qwen-Image and Wan. `more`: further parameters."""

    LONGEST = 800  # of Qwen-Image

    def _call(self, prompt: str, size: Size, wish: PictureWish) -> Call:
        said = {"n": 1, "watermark": False, **self._more}
        said |= {"size": "*".join(map(str, size)), "seed": wish.seed}
        seen = [{"image": as_address(wish.reference)}] if wish.reference else []
        content = [*seen, {"text": prompt}]
        whose = (self._name, self._url, self.model)
        return images.picture(*whose, content, said, key=self._key, prices=self._prices)

    def _told_in(self, answer: Answer) -> Told:
        return images.told_in(answer)
