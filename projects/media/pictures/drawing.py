"""Puts a composition into files for ffmpeg: a background, sprites to lay over it, and letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ..clip_order import ClipOrder
from ..formats import FPS, RECORDED_AS_BT709, TO_BT709
from . import layouts, sprites
from .captions import draw_captions
from .composition import Composition, begin
from .overlay import draw_changes, draw_mark
from .saying import folded
from .sprites import Sprite
from .stage import cover_stage, stage_of


def illustration(order: ClipOrder) -> Composition:
    scene = begin(order, stage_of(order.format, order.look))
    fill(scene)
    return scene


def fill(scene: Composition) -> None:
    """Put all that a scene shows before its setting."""
    layouts.compose(scene)
    draw_mark(scene.sheet, scene.order)
    draw_captions(scene.sheet, _without_captions(scene.order, scene.captioned))
    draw_changes(scene.sheet, scene.order)


def _without_captions(order: ClipOrder, shown: Iterable[str]) -> ClipOrder:
    """An opening has to show its title: so a caption that says it, or a part of it, is left out. So
    is the caption of a row that could not wait for its end."""
    title, rows = folded(order.film), {folded(text) for text in shown}
    said = ((cue, folded(cue.text)) for cue in order.cues)
    cues = (cue for cue, text in said if not text or not (text in title or text in rows))
    return replace(order, cues=tuple(cues))


def cover(order: ClipOrder) -> Composition:
    """The film's title, large, over the hero of the order: for lists of films."""
    scene = begin(order, cover_stage(order.format))
    layouts.compose_cover(scene)
    draw_mark(scene.sheet, order)
    return scene


def at_rest(scene: Composition, second: float) -> Image.Image:
    """The picture without letters, when all of it has come in: as at `second`. RGB, of the size of
    the order."""
    picture = scene.background.convert("RGBA")
    for sprite in scene.sprites:
        across, down = sprite.motion.offset(second)
        edge = sprites.margin(sprite)
        left, top = _pixels(sprite.x - edge + across), _pixels(sprite.y - edge + down)
        place, hidden = (max(left, 0), max(top, 0)), (max(-left, 0), max(-top, 0))
        picture.alpha_composite(sprites.canvas_of(sprite), place, hidden)
    return picture.convert("RGB").reduce(scene.order.reduced)


def _pixels(place: float) -> int:
    """Where ffmpeg lays a sprite: in yuv420p two pixels share one colour."""
    return 2 * int(place // 2)


def write(scene: Composition, folder: Path) -> tuple[list[str], str]:
    """Write the files. Returns ffmpeg's inputs, and the filters over them, without the letters."""
    times, rate = scene.order.reduced, scene.order.rate
    scene.background.reduce(times).save(folder / "background.ppm")
    inputs = ["-framerate", rate, "-i", "background.ppm"]
    graph = [f"[0:v]{TO_BT709},loop=loop=-1:size=1,setpts=N/({rate})/TB[l0]"]
    for number, sprite in enumerate(scene.sprites, start=1):
        width, height = sprites.write(sprite, folder / f"sprite{number}.yuv", times)
        raw = ["-f", "rawvideo", "-pix_fmt", "yuva420p", "-s", f"{width}x{height}"]
        inputs += [*raw, "-framerate", str(FPS), "-i", f"sprite{number}.yuv"]
        graph += _laid_over(sprite, number, times)
    return inputs, ";".join(graph) + f";[l{len(scene.sprites)}]null"


def _laid_over(sprite: Sprite, number: int, times: int) -> Iterator[str]:
    edge, motion = sprites.margin(sprite), sprite.motion
    begins = f"setpts=PTS+{sprites.first_frame(sprite):.5f}/TB"
    yield f"[{number}:v]{RECORDED_AS_BT709},{begins}[s{number}]"
    across, down = f"{sprite.x - edge:.1f}+{motion.x}", f"{sprite.y - edge:.1f}+{motion.y}"
    if times > 1:
        across, down = f"({across})/{times}", f"({down})/{times}"
    place = f"x='{across}':y='{down}':eval=frame"
    yield f"[l{number - 1}][s{number}]overlay={place}:format=yuv420[l{number}]"
