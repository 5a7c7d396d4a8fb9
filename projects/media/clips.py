"""Makes the silent clip of one scene. One pass of ffmpeg draws it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from .clip_order import ClipOrder as ClipOrder
from .conform import conform
from .ffmpeg import run
from .formats import FPS, RECORDED_AS_BT709, X264
from .pictures import drawing, kenburns
from .pictures.backdrops import placed
from .pictures.photo_layout import photo_sheet
from .pictures.shade import curtain
from .probe import verify_packets
from .progress import part_of
from .typesetting.fonts import Face

_PAINTED, _CONFORMED, _ENCODED = 0.05, 0.5, 0.99  # progress after each stage, as measured
LETTERS = "ass=f=scene.ass:fontsdir=fonts"

# ffmpeg's inputs with the option that takes the filters, the filters, and the frames for its stdin.
Prepared = tuple[list[str], str, Iterable[bytes] | None]


def make(order: ClipOrder, out: Path, *, on_progress: Callable[[float], None]) -> None:
    """Write the clip of `order` to `out`: H.264, 30 frames a second, `order.frames` long.

    `on_progress` gets the measured fraction, which never falls. It gets 1.0 only when the clip has
    been read to its end and found correct. If it raises, the work ends. `out` appears only when it
    is complete. Raises FfmpegError, probe.Damaged, and conform.Unreadable for an own clip.
    """
    on_progress(0.0)
    with tempfile.TemporaryDirectory(prefix=".clip-", dir=out.parent) as name:
        folder = Path(name)
        prepared = _CONFORMED if order.own_clip else _PAINTED
        inputs, graph, frames = prepare(order, folder, part_of(on_progress, 0.0, prepared))
        on_progress(prepared)
        drawn = [*inputs, f"{graph},{LETTERS}", "-frames:v", str(order.frames), "-an"]
        run(
            [*drawn, *X264, "clip.part.mp4"],
            cwd=folder,
            total_frames=order.frames,
            on_progress=part_of(on_progress, prepared, _ENCODED),
            frames=frames,
        )
        form = order.format
        verify_packets(
            folder / "clip.part.mp4",
            width=form.width,
            height=form.height,
            frames=order.frames,
            beat=partial(on_progress, _ENCODED),
        )
        (folder / "clip.part.mp4").replace(out)
    on_progress(1.0)


def prepare(order: ClipOrder, folder: Path, on_progress: Callable[[float], None]) -> Prepared:
    """Write the scene's files. Returns what makes ffmpeg draw everything below the text.

    The filters name only our own files in ffmpeg's folder. People's text never becomes part of
    them, because it could change their meaning.
    """
    link_fonts(folder)
    if order.photo:
        return _photo(order, order.photo, folder)
    if order.own_clip:
        size = order.format.width, order.format.height
        out, frames = folder / "own.mp4", order.frames
        conform(order.own_clip, out, frames=frames, on_progress=on_progress, size=size)
        return _own_clip(order, folder)
    return _illustrated(order, folder)


def link_fonts(folder: Path) -> None:
    """Put the fonts where LETTERS looks for them."""
    (folder / "fonts").mkdir()
    for face in Face:
        (folder / "fonts" / face.path.name).symlink_to(face.path)


def _illustrated(order: ClipOrder, folder: Path) -> Prepared:
    inputs, graph = drawing.write(drawing.illustration(order), folder)
    return [*inputs, "-filter_complex"], graph, None


def _photo(order: ClipOrder, photo: Path, folder: Path) -> Prepared:
    form = order.format
    letters, dark_from = photo_sheet(order)
    (folder / "scene.ass").write_text(letters, encoding="utf-8")
    shown = placed(order, photo, dark_from)
    frames = kenburns.frames(shown, form, order.frames, seed=order.seed, dark_from=round(dark_from))
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{form.width}x{form.height}"]
    piped = [*raw, "-framerate", str(FPS), "-i", "pipe:0"]
    return [*piped, "-vf"], RECORDED_AS_BT709, frames


def _own_clip(order: ClipOrder, folder: Path) -> Prepared:
    """Show the clip from its beginning, over the whole frame. A short clip starts again.

    If its last picture stood still instead, the film would seem to hang. Playing it backwards would
    look like a joke. A jump back to the start looks like a normal cut.
    """
    form = order.format
    letters, dark_from = photo_sheet(order)
    (folder / "scene.ass").write_text(letters, encoding="utf-8")
    curtain(form, round(dark_from)).save(folder / "curtain.png")
    # setsar=0 names no aspect ratio in the header: the clip of a card does not name one either.
    # setpts counts frames, because the times in the clip start anew with each turn of the loop.
    turns = f"setsar=0,setpts=N/{FPS}/TB"
    graph = f"[0:v]{turns}[clip];[clip][1:v]overlay,{RECORDED_AS_BT709}"
    looped = ["-stream_loop", "-1", "-i", "own.mp4"]
    return [*looped, "-i", "curtain.png", "-filter_complex"], graph, None
