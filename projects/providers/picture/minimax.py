from __future__ import annotations

from ..base import PictureWish
from ..wire.minimax import images
from ..wire.pictures import Told
from ..work import Answer, Call
from .painter import ServicePainter, Size, as_address


class MiniMaxPainter(ServicePainter):
    LONGEST = 1500

    def _call(self, prompt: str, size: Size, wish: PictureWish) -> Call:
        body = {"n": 1, "response_format": "base64", **self._more}
        body |= {"width": size[0], "height": size[1], "seed": wish.seed}
        body |= {"model": self.model, "prompt": prompt}
        if wish.reference:
            who = {"type": "character", "image_file": as_address(wish.reference)}
            body["subject_reference"] = [who]
        return images.picture(self._name, self._url, body, key=self._key, prices=self._prices)

    def _told_in(self, answer: Answer) -> Told:
        return images.told_in(answer)
