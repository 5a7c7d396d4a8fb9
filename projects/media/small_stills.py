"""Draws stills for pages: what a scene will show, before there is a clip. A program of its own,
which stays for the next ones, draws them with the code that makes clips, only smaller."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from .box import Box
from .clip_order import ClipOrder
from .formats import Format
from .warm_process import WarmProcess

ROOT = "stills"  # their folder in the storage
CONTENT_TYPE = "image/webp"
REDUCED = 3  # times smaller than the film
IDLE = 120.0  # seconds after which the program ends
PATIENCE = 60.0  # seconds for one still; it takes a third of one, and more of a large own clip

_program = WarmProcess(
    "projects.media.still_worker",
    idle=IDLE,
    patience=PATIENCE,
    box=Box(cpu=3600, largest_file=500_000_000, nice=2),
)


@dataclass(frozen=True)
class Wanted:
    """A frame of an order. `folder` is for the program's own files."""

    order: ClipOrder
    frame: int
    folder: Path


def draw(order: ClipOrder, frame: int, folder: Path) -> bytes:
    """What the clip of `order` shows at a frame. Raises OSError if it cannot be drawn."""
    wanted = Wanted(replace(order, reduced=REDUCED), frame, folder.resolve())
    drawn = _program.ask(pickle.dumps(wanted))
    if not drawn:
        raise OSError("a still could not be drawn")
    return drawn


def name_of(project: object, scene: int, number: int, version: str) -> str:
    """Where the still of a scene, or of its shot with this number, is stored."""
    return f"{ROOT}/{project}/{scene}-{number}-{version}.webp"


def size_of(form: Format) -> tuple[int, int]:
    """The pixels of a still's width and height."""
    return form.width // REDUCED, form.height // REDUCED
