"""The program that draws one sample, a part of a real scene or a whole one:
python -m projects.media.picture_sample_worker WHAT STYLE CHOICE LANGUAGE TEXT

The picture is on its standard output, as WebP. To draw a scene takes 80 MB, and a web server would
keep them.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from projects.illustration import changes
from projects.illustration.picture import Layout, Picture, Setting
from projects.vocabulary import Platform, Transitions

from .captions import Cue, cut
from .captions.look import CaptionLook
from .clip_order import ClipOrder
from .formats import FORMATS, FPS
from .picture_sample import What
from .pictures.changes import FRAMES
from .pictures.stage import stage_of
from .stills import still

# In pixels; pages show them half as large.
_PART, _WHOLE, _STRIP = (440, 150), (480, 270), (474, 210)
_BETWEEN = 3  # pixels between the moments of a strip
_SECONDS, _SHARE = 3.0, 0.62  # of the frame's width that is shown
_SCENE = Picture(Layout.HERO, Setting.HILLS, "", ())
_FIRST = Picture(Layout.HERO, Setting.HILLS, "school", ("balloon",))
_SECOND = Picture(Layout.HERO, Setting.CLASSROOM, "artist-palette", ())


def captions(style: str, choice: str, language: str, text: str) -> Image.Image:
    """The middle of a scene with this text as its caption."""
    order, chosen = _order(style, language, _SCENE), CaptionLook(choice)
    if chosen.is_shown:  # else nothing stands where they usually do
        order = replace(order, cues=_cues(text, language), look=chosen)
    return _seen(order).crop(_middle(order)).resize(_PART, Image.Resampling.LANCZOS)


def look(style: str, choice: str, language: str, text: str) -> Image.Image:
    """A whole scene with this headline. `choice` is the style."""
    order = replace(_order(choice, language, _FIRST), platform=Platform.BILIBILI, title=text)
    return _seen(order).resize(_WHOLE, Image.Resampling.LANCZOS)


def transitions(style: str, choice: str, language: str, text: str) -> Image.Image:
    """Three moments: a scene, the change, and the next one."""
    change = changes.after(1, is_calm=choice == Transitions.CALM)
    before, after = (_order(style, language, picture) for picture in (_FIRST, _SECOND))
    leaving = replace(before, change_after=change)
    moments = [
        _seen(before),
        _seen(leaving, leaving.frames - 1 - FRAMES // 2),
        _seen(after),
    ]
    strip = Image.new("RGB", _STRIP, "white")
    width = (_STRIP[0] - _BETWEEN * (len(moments) - 1)) // len(moments)
    for number, moment in enumerate(moments):
        small = moment.resize((width, _STRIP[1]), Image.Resampling.LANCZOS)
        strip.paste(small, (number * (width + _BETWEEN), 0))
    return strip


DRAWN: dict[What, Callable[[str, str, str, str], Image.Image]] = {
    What.LOOK: look,
    What.CAPTIONS: captions,
    What.TRANSITIONS: transitions,
}


def draw(what: str, *asked: str) -> bytes:
    """Raises FfmpegError."""
    sample = io.BytesIO()
    DRAWN[What(what)](*asked).save(sample, "WEBP", quality=80)
    return sample.getvalue()


def _order(style: str, language: str, picture: Picture) -> ClipOrder:
    return ClipOrder(
        platform=Platform.XIAOHONGSHU,
        style=style,
        language=language,
        title="",
        points=(),
        cues=(),
        frames=round(_SECONDS * FPS),
        ai_mark="",
        picture=picture,
        named=(0.0,) * (1 + len(picture.parts)),
        seed=7,
        look=CaptionLook(),
    )


def _cues(text: str, language: str) -> tuple[Cue, ...]:
    return cut(text, spoken=text, word_times=(), seconds=_SECONDS, language=language)


def _seen(order: ClipOrder, frame: int | None = None) -> Image.Image:
    with tempfile.TemporaryDirectory(prefix="studio-") as name:
        still(order, Path(name) / "still.jpg", frame=frame)
        with Image.open(Path(name) / "still.jpg") as picture:
            return picture.convert("RGB")


def _middle(order: ClipOrder) -> tuple[int, int, int, int]:
    """The middle of the place of the captions, in the shape of the sample."""
    width = FORMATS[order.platform].width * _SHARE
    height = width * _PART[1] / _PART[0]
    across, down = stage_of(order.format, order.look).captions.middle
    down += order.look.px(order.format) / 2  # one line stands in the lower half
    left, top = across - width / 2, down - height / 2
    return round(left), round(top), round(left + width), round(top + height)


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(*sys.argv[1:]))
