"""Draws one picture: of a scene, or the cover of a film."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from .clip_order import ClipOrder
from .clips import prepare
from .conform import conform
from .drawn import Drawn
from .ffmpeg import run
from .film import frame_at
from .formats import AS_JPEG, FPS, TO_BT709
from .montage import Prepared
from .pictures import drawing
from .pictures.ass import Sheet
from .pictures.composition import Composition
from .shots import Shown

_AT = 45  # frames; by then all text has appeared, and a video is past a black start


def still(
    order: ClipOrder,
    out: Path,
    *,
    frame: int | None = None,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Save what the clip of `order` shows once its title has appeared, or at a frame, as a JPEG.

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
        order = replace(order, shots=_seen_at(order, at, folder, beat))
        below, sheet = _below_letters(order, folder, at, compose)
        inputs, picture, frames = below
        letters = sheet.write(folder)
        # Move only the text ahead in time: one frame is enough for the picture below it.
        filters = f"{picture},setpts=PTS+{at / FPS}/TB,{letters},scale={AS_JPEG},format=yuvj420p"
        run(
            [*inputs, filters, "-frames:v", "1", "-q:v", "2", "still.jpg"],
            cwd=folder,
            on_progress=lambda _: beat(),
            frames=islice(frames, 1) if frames else None,
        )
        (folder / "still.jpg").replace(out)


def _below_letters(
    order: ClipOrder, folder: Path, at: int, compose: Callable[[ClipOrder], Composition]
) -> tuple[Prepared, Sheet]:
    """As `prepare`, but a drawn scene is there as a whole from its first frame."""
    if order.shots:
        return prepare(order, folder, lambda _: None, Drawn())
    scene = compose(order)
    drawing.at_rest(scene, at / FPS).save(folder / "still.ppm")
    return (["-framerate", str(FPS), "-i", "still.ppm", "-vf"], TO_BT709, None), scene.sheet


def _seen_at(
    order: ClipOrder, at: int, folder: Path, beat: Callable[[], None]
) -> tuple[Shown, ...]:
    """The shot that is seen at a frame, as a photo, or none."""
    begun = [replace(shown, start=0) for shown in order.shots if shown.start < max(at, 1)]
    return tuple(
        Shown(_frame_of(shown.own_clip, folder, beat)) if shown.own_clip else shown
        for shown in begun[-1:]
    )


def _frame_of(own_clip: Path, folder: Path, beat: Callable[[], None]) -> Path:
    """Save the picture that an own clip shows at frame `_AT`, or near its end."""
    video, picture = folder / "own.mp4", folder / "own.jpg"
    conform(own_clip, video, frames=_AT + 2, on_progress=lambda _: beat())
    frame_at(video, _AT / FPS, picture, beat=beat)
    return picture
