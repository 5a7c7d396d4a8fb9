"""Draws one picture: of a scene, or the cover of a film."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from . import logo, montage
from .clip_order import ClipOrder
from .drawn import Drawn
from .ffmpeg import run
from .formats import AS_JPEG, FPS, TO_BT709
from .montage import Prepared
from .pictures import drawing
from .pictures.ass import Sheet
from .pictures.composition import Composition
from .pictures.photo_layout import photo_sheet

_AT = 45  # frames; by then all text has appeared, and a video is past a black start
_AS_PPM = "scale=in_color_matrix=bt709:in_range=tv,format=rgb24"
_BEFORE_END = round(0.6 * FPS)  # frames; later the scene is covered. All has come in by then


def moments(order: ClipOrder) -> tuple[int, ...]:
    """The frames by which people know a scene: one in which all of it is there, or one of each of
    its shots."""
    last = max(0, order.frames - _BEFORE_END)
    if len(order.shots) < 2:
        return (last,)
    starts = [shown.start for shown in order.shots]
    edges = zip(starts, [*starts[1:], order.frames], strict=True)
    return tuple(min(last, (start + end) // 2) for start, end in edges)


def still(
    order: ClipOrder,
    out: Path,
    *,
    frame: int | None = None,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Save what the clip of `order` shows once its title has appeared, or at a frame: as a JPEG, or
    without any loss if `out` is a PPM.

    Only one frame is drawn. `out` appears only when it is complete. Raises as `clips.make` does.
    """
    at = _AT if frame is None else frame
    order = replace(order, frames=2 * _AT) if frame is None else order
    _save(order, out, at, beat, drawing.illustration)


def cover(order: ClipOrder, out: Path, *, beat: Callable[[], None] = lambda: None) -> None:
    """Save the cover of a film as `still` does: its title over the photo or the hero of `order`."""
    _save(replace(order, frames=2 * _AT), out, _AT, beat, drawing.cover)


def _save(
    order: ClipOrder,
    out: Path,
    at: int,
    beat: Callable[[], None],
    compose: Callable[[ClipOrder], Composition],
) -> None:
    with tempfile.TemporaryDirectory(prefix=".still-", dir=out.parent) as name:
        folder = Path(name)
        below, sheet = _below_letters(order, folder, at, compose, beat)
        inputs, picture, frames = below
        letters = sheet.write(folder)
        # Move only the text ahead in time: one frame is enough for the picture below it.
        kind = _AS_PPM if out.suffix == ".ppm" else f"scale={AS_JPEG},format=yuvj420p"
        filters = f"{picture},setpts=PTS+{at / FPS}/TB,{letters},{kind}"
        made = f"made{out.suffix}"
        run(
            [*inputs, filters, "-frames:v", "1", "-q:v", "2", made],
            cwd=folder,
            on_progress=lambda _: beat(),
            frames=frames,
        )
        (folder / made).replace(out)


def _below_letters(
    order: ClipOrder,
    folder: Path,
    at: int,
    compose: Callable[[ClipOrder], Composition],
    beat: Callable[[], None],
) -> tuple[Prepared, Sheet]:
    """As `clips.prepare`, but for one frame. A drawn scene is there as a whole from its first."""
    drawn = Drawn()
    if order.shots:
        letters, dark_from = photo_sheet(order)
        below = montage.prepare_one(order, at, folder, dark_from, beat, drawn)
        return logo.over(below, order, folder, drawn), letters
    scene = compose(order)
    drawing.at_rest(scene, at / FPS).save(folder / "still.ppm")
    picture = (["-framerate", str(FPS), "-i", "still.ppm", "-vf"], TO_BT709, None)
    return logo.over(picture, order, folder, drawn), scene.sheet
