"""The program that draws one caption sample, a part of a real scene:
python -m projects.media.caption_sample_worker STYLE CAPTIONS LANGUAGE TEXT

The picture is on its standard output, as WebP. To draw a scene takes 80 MB, and a web server would
keep them.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from projects.illustration.picture import Layout, Picture, Setting
from projects.vocabulary import Platform

from .captions import cut
from .captions.look import CaptionLook
from .clip_order import ClipOrder
from .formats import FORMATS, FPS
from .pictures.stage import stage_of
from .stills import still

SIZE = (440, 150)  # pixels; pages show it half as large
_SECONDS, _SHARE = 3.0, 0.62  # of the frame's width that is shown
_SCENE = Picture(Layout.HERO, Setting.HILLS, "", ())


def draw(style: str, captions: str, language: str, text: str) -> bytes:
    """Raises FfmpegError."""
    order = _order(style, captions, language, text)
    sample = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="studio-") as name:
        still(order, Path(name) / "still.jpg")
        with Image.open(Path(name) / "still.jpg") as picture:
            part = picture.crop(_part(order))
            part.resize(SIZE, Image.Resampling.LANCZOS).save(sample, "WEBP", quality=80)
    return sample.getvalue()


def _order(style: str, captions: str, language: str, text: str) -> ClipOrder:
    return ClipOrder(
        platform=Platform.XIAOHONGSHU,
        style=style,
        language=language,
        title="",
        points=(),
        cues=cut(text, spoken=text, word_times=(), seconds=_SECONDS, language=language),
        frames=round(_SECONDS * FPS),
        ai_mark="",
        picture=_SCENE,
        named=(0.0,),
        seed=7,
        look=CaptionLook(captions),
    )


def _part(order: ClipOrder) -> tuple[int, int, int, int]:
    """The middle of the place of the captions, in the shape of the sample."""
    width = FORMATS[order.platform].width * _SHARE
    height = width * SIZE[1] / SIZE[0]
    across, down = stage_of(order.format, order.look).captions.middle
    down += order.look.px(order.format) / 2  # one line stands in the lower half
    left, top = across - width / 2, down - height / 2
    return round(left), round(top), round(left + width), round(top + height)


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(*sys.argv[1:]))
