"""The services that are known."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ..wire.codes import OF_MINIMAX
from . import manner
from .jwt import signed
from .tasks import TaskFilmer


class Ark(TaskFilmer):
    """Doubao Seedance."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["ark"], **options)


class DashScope(TaskFilmer):
    """Wan."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["dashscope"], **options)


class Kling(TaskFilmer):
    """Its key is one word, or an access key and a secret key with a colon between."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["kling"], **options)

    @property
    def _token(self) -> str:
        access, colon, secret = self._key.partition(":")
        return signed(access, secret, time.time()) if colon else self._key


class MiniMax(TaskFilmer):
    """Hailuo."""

    def __init__(self, **options: Any):
        super().__init__(manner=_minimax("minimax"), **options)


class MiniMax2(TaskFilmer):
    """H3 and what follows it."""

    def __init__(self, **options: Any):
        super().__init__(manner=_minimax("minimax2"), **options)


class Zhipu(TaskFilmer):
    """CogVideoX."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["zhipu"], **options)


class SiliconFlow(TaskFilmer):
    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["siliconflow"], **options)


class Vidu(TaskFilmer):
    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["vidu"], **options)


class Gateway(TaskFilmer):
    """new-api and its like, which speak to others."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["gateway"], **options)


class Videos(TaskFilmer):
    """LiteLLM and its like, which speak as OpenAI's videos did."""

    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["videos"], **options)


class Described(TaskFilmer):
    """Another one: `described` is a file as manners.toml, which has it alone."""

    def __init__(self, *, described: str, **options: Any):
        try:
            (said,) = manner.read(Path(described)).values()
        except (OSError, ValueError, TypeError) as wrong:
            raise ImproperlyConfigured(f"STUDIO_VIDEO_DESCRIBED: {wrong}") from wrong
        super().__init__(manner=said, **options)


def _minimax(name: str) -> manner.Manner:
    return replace(manner.own()[name], faults=OF_MINIMAX)
