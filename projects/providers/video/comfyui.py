"""Footage by a ComfyUI of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..base import Footage
from ..wire.comfyui.prompts import ComfyUI
from ..work import RemoteWork
from .frames import RATIOS, long_enough, most_like, short_side, size_of
from .prompt import prompt

ENDINGS = (".mp4", ".webm", ".mov", ".mkv")
LARGEST = 200 * 2**20  # bytes of a file
GRID = 16  # pixels: models take sides that are a multiple of it


class ComfyFilmer:
    """`workflow`: its name and its nodes; `lengths`, `ratios`, `resolution`: what its model films
    well; `fps`: its frames a second; `every`: seconds between two questions how far it is."""

    def __init__(
        self,
        name: str,
        url: str,
        workflow: tuple[str, Mapping[str, Any]],
        key: str = "",
        lengths: Sequence[int] = (5,),
        ratios: Sequence[str] = RATIOS,
        resolution: str = "480p",
        fps: int = 16,
        every: float = 3.0,
    ):
        self._comfy = ComfyUI(name, url.rstrip("/"), workflow, key)
        self._lengths, self._ratios, self._short = lengths, ratios, short_side(resolution)
        self._fps, self.every = fps, every

    def film(self, wanted: Footage, *, out: Path, work: RemoteWork) -> None:
        seconds = long_enough(self._lengths, wanted.seconds)
        ratio = most_like(self._ratios, wanted.width, wanted.height)
        width, height = size_of(self._short, ratio, GRID)
        values = {"text": prompt(wanted), "seed": wanted.seed, "width": width, "height": height}
        values |= {"seconds": seconds, "fps": self._fps, "frames": seconds * self._fps + 1}
        out.write_bytes(self._comfy.make(values, ENDINGS, work, largest=LARGEST))
