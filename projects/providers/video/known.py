"""The services that are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import manner
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
    def __init__(self, **options: Any):
        super().__init__(manner=manner.own()["kling"], **options)


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


class Described(TaskFilmer):
    """Another one: `described` is a file as manners.toml, which has it alone."""

    def __init__(self, *, described: str, **options: Any):
        (said,) = manner.read(Path(described)).values()
        super().__init__(manner=said, **options)
