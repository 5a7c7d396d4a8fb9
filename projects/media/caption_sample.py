"""Draws the small pictures by which people choose how captions look: a part of a real scene."""

from __future__ import annotations

import hashlib
import tempfile
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext, override
from PIL import Image

from projects.illustration.picture import Layout, Picture, Setting
from projects.language import LANGUAGES
from projects.vocabulary import Platform

from .captions import cut
from .captions.look import CaptionLook
from .clip_order import ClipOrder
from .formats import FORMATS, FPS
from .pictures.ass import Sheet
from .pictures.captions import draw_captions
from .pictures.stage import stage_of
from .stills import still

CONTENT_TYPE = "image/webp"
SIZE = (440, 150)  # pixels; pages show it half as large
_SECONDS, _SHARE = 3.0, 0.62  # of the frame's width that is shown
_SCENE = Picture(Layout.HERO, Setting.HILLS, "", ())


def _order(style: str, captions: str, language: str) -> ClipOrder:
    with override(LANGUAGES[language].locale):
        text = gettext("Small classes of 15")
    cues = cut(text, spoken=text, word_times=(), seconds=_SECONDS, language=language)
    return ClipOrder(
        platform=Platform.XIAOHONGSHU,
        style=style,
        language=language,
        title="",
        points=(),
        cues=cues,
        frames=round(_SECONDS * FPS),
        ai_mark="",
        picture=_SCENE,
        named=(0.0,),
        seed=7,
        look=CaptionLook(captions),
    )


@lru_cache
def version_of(style: str, captions: str, language: str) -> str:
    """It changes with what is drawn. Raises KeyError or ValueError for what is none of ours."""
    order = _order(style, captions, language)
    sheet = Sheet(order.format, order.seconds)
    draw_captions(sheet, order)
    return hashlib.sha256(str(sheet).encode()).hexdigest()[:12]


def draw(style: str, captions: str, language: str) -> bytes:
    """The picture as WebP. Raises FfmpegError."""
    order = _order(style, captions, language)
    with tempfile.TemporaryDirectory(prefix="studio-") as name:
        still(order, Path(name) / "still.jpg")
        out = Path(name) / "sample.webp"
        with Image.open(Path(name) / "still.jpg") as picture:
            part = picture.crop(_part(order))
            part.resize(SIZE, Image.Resampling.LANCZOS).save(out, "WEBP", quality=80)
        return out.read_bytes()


def _part(order: ClipOrder) -> tuple[int, int, int, int]:
    """The middle of the place of the captions, in the shape of the sample."""
    width = FORMATS[order.platform].width * _SHARE
    height = width * SIZE[1] / SIZE[0]
    across, down = stage_of(order.format, order.look).captions.middle
    down += order.look.px(order.format) / 2  # one line stands in the lower half
    left, top = across - width / 2, down - height / 2
    return round(left), round(top), round(left + width), round(top + height)
