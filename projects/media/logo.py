"""Lays the logo of a film over its clips, below the scene changes and never on a head."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from .clip_order import ClipOrder
from .drawn import Drawn
from .faces import Area
from .formats import RECORDED_AS_BT709, Format, even
from .montage import Prepared
from .pictures.logo import badge, place
from .pictures.stage import Box

_FILE = "logo.png"


def over(below: Prepared, order: ClipOrder, folder: Path, drawn: Drawn) -> Prepared:
    """What makes ffmpeg draw the logo of `order` too, if it has one. `drawn` has the heads of what
    is below, and gets whether the logo had to give way to them."""
    if order.logo is None:
        return below
    with Image.open(order.logo, formats=("PNG",)) as picture:
        badged = badge(picture.convert("RGBA"), order.format)
    box = place(order.format, badged)
    drawn.without_logo = any(_meets(box, head, order.format) for head in drawn.heads)
    if drawn.without_logo:
        return below
    small = badged.reduce(order.reduced) if order.reduced > 1 else badged
    small.save(folder / _FILE)
    x, y = (even(edge / order.reduced) for edge in (box.x, box.y))
    inputs, graph, frames = below
    movie = f"movie={_FILE},scale=out_color_matrix=bt709:out_range=tv,format=yuva420p"
    laid = f"overlay={x}:{y}:format=yuv420"
    logo = f"[bare];{movie},{RECORDED_AS_BT709}[logo];[bare][logo]{laid}"
    return inputs, f"{graph}{logo}", frames


def _meets(box: Box, head: Area, form: Format) -> bool:
    across = min(box.right, head.right * form.width) - max(box.x, head.left * form.width)
    down = min(box.bottom, head.bottom * form.height) - max(box.y, head.top * form.height)
    return across > 0 and down > 0
