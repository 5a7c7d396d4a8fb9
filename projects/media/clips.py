"""Makes the silent clip of one scene. One pass of ffmpeg draws it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from . import logo, montage
from .clip_order import ClipOrder as ClipOrder
from .drawn import Drawn
from .ffmpeg import run
from .formats import FPS
from .montage import Prepared
from .pictures import drawing, resting
from .pictures.ass import Sheet
from .pictures.photo_layout import photo_sheet
from .pictures.saying import doubled
from .probe import verify_packets
from .progress import part_of
from .stills import moments

_PREPARED, _ENCODED = 0.05, 0.99  # progress after each stage, as measured
_ONE_FOR_FILTERS = ("-filter_complex_threads", "1")
_ONE_FOR_X264 = ("-threads", "1")  # the clip is the same, so no recipe names this
"""More threads save no time. Those of a filter wait for each other, and x264 has a drawing encoded
as soon as the filters have drawn it: a second thread costs a twentieth more CPU time."""


def make(order: ClipOrder, out: Path, *, on_progress: Callable[[float], None]) -> Drawn:
    """Write the clip of `order` to `out`: H.264, 30 frames a second, `order.frames` long.

    `on_progress` gets the measured fraction, which never falls. It gets 1.0 only when the clip has
    been read to its end and found correct. If it raises, the work ends. `out` appears only when it
    is complete. Raises FfmpegError, probe.Damaged, and conform.Unreadable for an own clip.
    """
    on_progress(0.0)
    drawn = Drawn()
    with tempfile.TemporaryDirectory(prefix=".clip-", dir=out.parent) as name:
        folder = Path(name)
        below, sheet = prepare(order, folder, partial(on_progress, 0.0), drawn)
        inputs, graph, frames = below
        on_progress(_PREPARED)
        graph = f"{graph},{_letters(order, sheet, folder)}"
        count = order.drawn_frames
        command = [*_ONE_FOR_FILTERS, *inputs, graph, "-frames:v", str(count), "-an"]
        run(
            [*command, *order.encoding, *_as_it_suits(order), "clip.part.mp4"],
            cwd=folder,
            total_frames=count,
            on_progress=part_of(on_progress, _PREPARED, _ENCODED),
            frames=frames,
        )
        width, height = order.size
        verify_packets(
            folder / "clip.part.mp4",
            width=width,
            height=height,
            frames=count,
            beat=partial(on_progress, _ENCODED),
        )
        (folder / "clip.part.mp4").replace(out)
    on_progress(1.0)
    return drawn


def _as_it_suits(order: ClipOrder) -> Sequence[str]:
    """The picture by which people know a scene of photos or videos can be read alone: else all that
    is before it would be decoded to save it, for a twelfth of the time of the clip."""
    if not order.shots:
        return _ONE_FOR_X264
    return ("-force_key_frames", f"{moments(order)[0] / FPS:.3f}")


def _letters(order: ClipOrder, sheet: Sheet, folder: Path) -> str:
    """The filters that draw them. In a small frame libass is fast anyway."""
    return resting.write(sheet, folder) if order.reduced == 1 else sheet.write(folder)


def prepare(
    order: ClipOrder, folder: Path, beat: Callable[[], None], drawn: Drawn
) -> tuple[Prepared, Sheet]:
    """Write the scene's files. Returns what makes ffmpeg draw everything below the text, and the
    text. `drawn` gets what is known of it only now.

    The filters name only our own files in ffmpeg's folder. People's text never becomes part of
    them, because it could change their meaning.
    """
    below, letters = _below_logo(order, folder, beat, drawn)
    return logo.over(below, order, folder, drawn), letters


def _below_logo(
    order: ClipOrder, folder: Path, beat: Callable[[], None], drawn: Drawn
) -> tuple[Prepared, Sheet]:
    if not order.shots:
        return _illustrated(order, folder, drawn)
    letters, dark_from = photo_sheet(order)
    drawn.doubled = doubled(letters.said)
    return montage.prepare(order, folder, dark_from, beat, drawn), letters


def _illustrated(order: ClipOrder, folder: Path, drawn: Drawn) -> tuple[Prepared, Sheet]:
    scene = drawing.illustration(order)
    drawn.doubled = doubled(scene.sheet.said)
    inputs, graph = drawing.write(scene, folder)
    return ([*inputs, "-filter_complex"], graph, None), scene.sheet
