"""Makes clips of an order. Tests change one part of the order or another."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image

from projects.illustration.picture import Layout, Picture, Setting
from projects.media.captions import Cue
from projects.media.captions.cue import Word
from projects.media.clips import ClipOrder, make
from projects.media.formats import FORMATS
from projects.media.pictures.ass import Sheet
from projects.media.pictures.composition import Composition
from projects.media.pictures.drawing import fill
from projects.media.pictures.stage import Stage, stage_of
from projects.media.shots import Shown
from tests.support.pictures import frames_of

FRAMES = 18
ORDER = ClipOrder(
    platform="xiaohongshu",
    style="warm",
    language="zh",
    title="春季招生开放日",
    points=("小班教学", "双语课程"),
    cues=(Cue(0.0, 9.0, "欢迎来到我们的幼儿园。"),),
    frames=FRAMES,
    ai_mark="AI 生成",
    picture=Picture(Layout.HERO, Setting.HILLS, "school", ("balloon", "sunflower")),
    named=(0.1, 0.2, 0.3),
    seed=7,
)

SMALL = replace(ORDER, reduced=3)
"""The same as a draft has it: many times as quick, where it is not about letters or pixels."""

SIZES = {(form.width, form.height): platform for platform, form in reversed(FORMATS.items())}
PLATFORMS = [
    pytest.param(
        platform,
        marks=() if platform in SIZES.values() else pytest.mark.full("another has this size"),
    )
    for platform in FORMATS
]

SAID = ("户外乐园", "小班教学", "双语课程")
WORDS = tuple(Word(index * 1.0, index + 1.0, word) for index, word in enumerate(SAID))
CAPTIONED = ClipOrder(
    platform="douyin",
    style="lively",
    language="zh",
    title="双语课程",
    points=(),
    cues=(Cue(0.0, 3.0, "".join(SAID), WORDS),),
    frames=90,
    ai_mark="",
    picture=Picture(Layout.HERO, Setting.HILLS, "school", ()),
    named=(0.1,),
    seed=1,
)
"""A scene that says three words, a second each."""


def a_photo(path: Path) -> Shown:
    """Without faces. To look for some takes a process."""
    return Shown(path, heads=())


def a_clip(path: Path, **part: float) -> Shown:
    """An own clip without faces."""
    return Shown(own_clip=path, looks=((0.0, ()),), **part)


def empty(order: ClipOrder, stage: Stage) -> Composition:
    """A scene without its setting: to draw that takes most of the time."""
    sheet = Sheet(order.format, order.seconds)
    return Composition(order, Image.new("RGB", (2, 2)), [], sheet, stage)


def composed(order: ClipOrder) -> Composition:
    """All of a drawn scene but its setting."""
    scene = empty(order, stage_of(order.format, order.look))
    fill(scene)
    return scene


def letters_of(order: ClipOrder) -> str:
    """The ASS file of a drawn scene."""
    return str(composed(order).sheet)


@lru_cache
def clip(order: ClipOrder) -> bytes:
    with TemporaryDirectory() as name:
        make(order, Path(name) / "clip.mp4", on_progress=lambda _: None)
        return (Path(name) / "clip.mp4").read_bytes()


@lru_cache
def picture(order: ClipOrder, at: int = FRAMES - 1) -> np.ndarray:
    """Frame `at` of the order's clip: height x width x RGB."""
    return pictures(order, at)[0]


def pictures(order: ClipOrder, *at: int) -> list[np.ndarray]:
    """The frames of these numbers, which rise."""
    with TemporaryDirectory() as name:
        path = Path(name) / "clip.mp4"
        path.write_bytes(clip(order))
        return frames_of(path, *at)


def parameter_sets(content: bytes) -> str:
    """A hash of the avcC box, which tells a player how to decode the frames."""
    at = content.index(b"avcC")
    size = int.from_bytes(content[at - 4 : at])
    return sha256(content[at : at - 4 + size]).hexdigest()
