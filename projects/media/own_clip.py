"""Lays an own clip into the frame of a film: it fills it, or it stands there whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from projects.vocabulary import Fit

from . import faces
from .clip_order import ClipOrder
from .conform import Laid, conform, look, shown_size
from .drawn import Drawn
from .ffmpeg import FfmpegError
from .formats import FPS
from .intake.video import READING, reading
from .pictures.backdrops import blurring, paper
from .pictures.placing import Placing, place
from .probe import Picture, probe

_LOOKS = 5  # pictures in which faces are looked for, at most one a second: people walk through it
_BEFORE_END = 0.15  # seconds; there is no picture at the very end


def lay_in(
    order: ClipOrder,
    own_clip: Path,
    out: Path,
    *,
    frames: int,
    dark_from: float,
    on_progress: Callable[[float], None],
    drawn: Drawn,
) -> None:
    """Write `own_clip` as a scene shows it, as large as the film and without letters or shade.

    `out` has at most `frames` frames. Letters stand below `dark_from` pixels. Whether it fills the
    frame says the fit of `order`. `drawn` gets how many heads are cut. Raises as `conform` does.
    """

    def lay(first: Picture) -> Laid:
        seen = _Seen(own_clip, first, frames / FPS, lambda: on_progress(0.0))
        size, heads = shown_size(first), faces.find([*seen.looks(out)], seen.beat)
        placing = place(size, order.format, order.fit, heads, dark_from)
        drawn.cut_heads += placing.cut(heads)
        return _laid(order, placing, out)

    conform(own_clip, out, frames=frames, on_progress=on_progress, lay=lay)


@dataclass(frozen=True)
class _Seen:
    """The `seconds` of an own clip that a scene shows."""

    own_clip: Path
    first: Picture
    seconds: float
    beat: Callable[[], None]

    def looks(self, out: Path) -> Iterator[Path]:
        """Pictures of it, but for those that cannot be read: `conform` tells what is damaged."""
        length = probe(self.own_clip, reading=reading(self.own_clip), box=READING).seconds
        until = max(0.0, min(self.seconds, length or self.seconds) - _BEFORE_END)
        last = min(_LOOKS - 1, math.ceil(until))
        for number in range(last + 1):
            path, at = out.with_name(f"{out.stem}-look{number}.jpg"), until * number / max(1, last)
            try:
                look(self.own_clip, self.first, at, path, beat=self.beat)
            except FfmpegError:
                continue
            if path.exists():
                yield path


def _laid(order: ClipOrder, placing: Placing, out: Path) -> Laid:
    form, box = order.format, placing.box
    if placing.fills:
        return Laid((form.width, form.height), placing.keep)
    if placing.fit == Fit.FIT:
        return Laid(box[2:], then=blurring(form, box))
    card = paper(order, placing).convert("RGBA")
    card.paste((0, 0, 0, 0), (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    card.save(out.with_name(f"{out.stem}-paper.png"))
    over = f"movie={out.stem}-paper.png,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p"
    padded = f"pad={form.width}:{form.height}:{box[0]}:{box[1]}"
    return Laid(box[2:], then=f"{padded}[own];{over}[paper];[own][paper]overlay")
