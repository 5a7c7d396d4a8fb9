from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...base import Brief, Estimate, Rewording, SceneScript, Script
from ...wire.faults import Fault, ServiceError
from ...wire.openai.chat import Chat
from ...work import Work
from ..offline import OfflineWriter
from . import rewording
from .asking import SCHEMA, longest_reply, messages_for, put_right, scenes_for
from .reading import Unusable, read, wishes, without_thoughts

_SCENE = re.compile(r'"narration"\s*:')


class ChatWriter(OfflineWriter):
    """Asks a model for the script, and once more if the reply cannot be used or leaves out what the
    brief asks for. What is small and has to be there at once, such as a headline, it does as the
    offline writer does."""

    def __init__(
        self,
        name: str,
        url: str,
        model: str,
        key: str = "",
        prices: Mapping[str, Decimal] | None = None,
        more: Mapping[str, Any] | None = None,
        longest: float = 180.0,
    ):
        self._chat = Chat(name, url, model, key, prices or {}, longest, more or {})

    def write(self, brief: Brief, *, seed: int, estimate: Estimate, work: Work) -> Script:
        asked, expected = messages_for(brief, seed), scenes_for(brief)

        def count(said: str) -> None:
            if scenes := len(_SCENE.findall(without_thoughts(said))):
                share = min(0.95, scenes / (expected + 1))
                work.say("writing_scene", share, scene=scenes)

        said = self._chat.reply(asked, SCHEMA, work, count)
        first: Script | None = None
        try:
            first = read(said, brief, estimate)
            faults = wishes(first, brief)
        except Unusable as unusable:
            faults = unusable.faults
        if first and not faults:
            return first
        right = [*asked, *put_right(said, faults)]
        again = self._chat.reply(right, SCHEMA, work, count)
        try:
            return _better(first, again, brief, estimate)
        except ServiceError:
            self._chat.spoil([asked, right], SCHEMA, work)
            raise

    @property
    def model(self) -> str:
        return self._chat.model

    @property
    def prices(self) -> Mapping[str, Decimal]:
        """Of a token, as the ledger counts them."""
        return self._chat.prices

    def price_of(self, brief: Brief) -> Decimal | None:
        """If each character is a token, as in Chinese, and it is asked once."""
        asked = sum(len(each["content"]) for each in messages_for(brief, 0))
        said = longest_reply(brief)
        return self._chat.price_of({"input_tokens": asked, "output_tokens": said})

    def rewords(self) -> bool:
        return True

    def reword(
        self, asked: Rewording, brief: Brief, *, seed: int, estimate: Estimate, work: Work
    ) -> tuple[SceneScript, ...]:
        told = rewording.messages_for(asked, brief, seed)
        said = self._chat.reply(told, rewording.SCHEMA, work)
        try:
            return rewording.read(said, asked, estimate)
        except Unusable as unusable:
            right = [*told, *put_right(said, unusable.faults, rewording.SCHEMA)]
        again = self._chat.reply(right, rewording.SCHEMA, work)
        try:
            return rewording.read(again, asked, estimate)
        except Unusable as unusable:
            self._chat.spoil([told, right], rewording.SCHEMA, work)
            raise ServiceError(Fault.ANSWER, str(unusable)[:200]) from unusable


def _better(first: Script | None, again: str, brief: Brief, estimate: Estimate) -> Script:
    """Of two scripts the one that leaves out less. Raises ServiceError if there is none."""
    try:
        second = read(again, brief, estimate)
    except Unusable as unusable:
        if first:
            return first
        raise ServiceError(Fault.ANSWER, str(unusable)[:200]) from unusable
    if first and len(wishes(first, brief)) < len(wishes(second, brief)):
        return first
    return second
