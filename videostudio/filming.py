"""Services that film, as the environment names them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from . import workflows
from .environment import number, text
from .providers import Shape, allowed, every, fields
from .service_addresses import named_model

SECONDS = {"seconds": 1, "clips": 1}
LENGTH = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
RATIO = re.compile(r"[1-9]\d?:[1-9]\d?")
RATIOS = "9:16,16:9,3:4,4:3,1:1"
NAMES = (
    *("Ark", "DashScope", "Kling", "MiniMax", "MiniMax2", "Zhipu", "SiliconFlow", "Vidu"),
    "Gateway",
    "Videos",
)


def lengths(variable: str, default: str = "5,10") -> tuple[int, ...]:
    """5,10 or 4-12: seconds."""
    found: set[int] = set()
    for each in text(variable, default).split(","):
        said = LENGTH.fullmatch(each.strip())
        first, last = (int(said[1]), int(said[2] or said[1])) if said else (0, 0)
        if not 1 <= first <= last <= 120:
            raise ImproperlyConfigured(f"{variable}: it takes seconds, such as 5,10 or 4-12.")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def ratios(variable: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in text(variable, RATIOS).split(","))
    if not all(RATIO.fullmatch(each) for each in found):
        raise ImproperlyConfigured(f"{variable}: it takes frames, such as 9:16,16:9.")
    return found


def resolution(variable: str, default: str = "720p") -> str:
    said = text(variable, default).lower()
    if not re.fullmatch(r"[1-9]\d{2,3}p|2k", said):
        raise ImproperlyConfigured(f"{variable} is {said!r}: it takes one such as 720p or 2k.")
    return said


def described(variable: str) -> str:
    """The path of a file that describes one service."""
    path = Path(text(variable))
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{variable} is {str(path)!r}: it takes a TOML file that describes a service"
            f" ({type(error).__name__})."
        ) from None
    if len(found) != 1 or not all(isinstance(each, dict) for each in found.values()):
        raise ImproperlyConfigured(f"{variable}: the file has one table, [name], and all is in it.")
    return str(path)


_MORE: dict[str, Callable[[str], Any]] = {
    "lengths": lengths,
    "ratios": ratios,
    "resolution": resolution,
    "more": fields,
    "every": every,
    "photos": allowed,
    "photo_model": named_model,
}
_SERVICES = "projects.providers.video.known"
_PATHS = {"DashScope": "/api/v1", "MiniMax": "/v1", "MiniMax2": "/v2", "Vidu": "/ent/v2"}
SHAPES = {
    name.lower(): Shape(f"{_SERVICES}.{name}", SECONDS, _MORE, path=_PATHS.get(name, ""))
    for name in NAMES
} | {
    "described": Shape(f"{_SERVICES}.Described", SECONDS, {**_MORE, "described": described}),
    "comfyui": Shape(
        "projects.providers.video.comfyui.ComfyFilmer",
        more={
            "workflow": workflows.workflow(*workflows.OF_A_VIDEO),
            "lengths": partial(lengths, default="5"),
            "ratios": ratios,
            "resolution": partial(resolution, default="480p"),
            "fps": partial(number, default=16, least=1, most=120),
            "every": partial(every, default=3),
        },
        has_models=False,
    ),
}
