"""What is seen behind a photo or an own clip that does not fill the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

from projects.vocabulary import Fit

from ..clip_order import ClipOrder
from ..faces import WHOLE, Area
from .composition import begin
from .placing import Placing, place, swept
from .plates import plate
from .stage import stage_of

_SMALL = 24  # times smaller, in which it is blurred
_BLUR = 1.6  # pixels of the small picture
_DARKER = 0.62  # share of its light that a blurred backdrop keeps
_ZEROS = {"y": 16, "u": 128, "v": 128}  # what is black in yuv
_PAPER = 0.026  # share of the short side: the width of the paper around a framed picture


@dataclass(frozen=True)
class Placed:
    """A photo, its place in the frame, and what is behind it: None if it fills the frame. Both are
    of the size of the order.

    `heads` are shares of the part that is seen. `cut_heads`: how many its edge cuts."""

    photo: Path
    placing: Placing
    heads: tuple[Area, ...]
    backdrop: Image.Image | None
    cut_heads: int = 0

    def swept(self, size: tuple[int, int]) -> list[Area]:
        """Where its heads are seen while it moves, as shares of the frame. `size`: the order's."""
        whole = replace(self.placing, window=WHOLE)
        return whole.in_frame([swept(head) for head in self.heads], size)


def placed(
    order: ClipOrder,
    photo: Path,
    heads: Sequence[Area],
    dark_from: float,
    *,
    is_chosen: bool = False,
) -> Placed:
    """`heads` are those of the photo, or if `is_chosen` what a person wants to keep in view.
    Letters stand below `dark_from` pixels."""
    with Image.open(photo, formats=("JPEG",)) as picture:
        size = picture.size
    placing = place(size, order.format, order.fit, heads, dark_from, is_chosen=is_chosen)
    seen = tuple(one.within(placing.window) for one in heads if placing.window.holds(one))
    behind, small = _behind(order, photo, placing), placing.reduced(order.reduced)
    return Placed(photo, small, seen, behind, 0 if is_chosen else placing.cut(heads))


def _behind(order: ClipOrder, photo: Path, placing: Placing) -> Image.Image | None:
    if placing.fills:
        return None
    return paper(order, placing) if placing.fit == Fit.FRAME else _blurred(order, photo)


def _blurred(order: ClipOrder, photo: Path) -> Image.Image:
    """The picture itself, enlarged and dim."""
    form = order.format
    with Image.open(photo, formats=("JPEG",)) as picture:
        picture.draft("RGB", (form.width // 4, form.height // 4))
        small = ImageOps.fit(picture.convert("RGB"), (form.width // _SMALL, form.height // _SMALL))
    soft = small.filter(ImageFilter.GaussianBlur(_BLUR)).point(lambda level: level * _DARKER)
    return soft.resize(order.size, Image.Resampling.BICUBIC)


def blurring(order: ClipOrder, box: tuple[int, int, int, int]) -> str:
    """The same for moving pictures: filters that lay them into the box, over themselves."""
    (width, height), form = order.size, order.format
    shades = [f"{plane}='{zero}+(val-{zero})*{_DARKER}'" for plane, zero in _ZEROS.items()]
    soft = [
        f"crop='min(iw,ih*{width}/{height})':'min(ih,iw*{height}/{width})'",
        f"scale={form.width // _SMALL}:{form.height // _SMALL}:flags=area",
        f"gblur={_BLUR},lutyuv={':'.join(shades)}",
        f"scale={width}:{height}:flags=bicubic",
    ]
    return f"split[own][same];[same]{','.join(soft)}[soft];[soft][own]overlay={box[0]}:{box[1]}"


def paper(order: ClipOrder, placing: Placing) -> Image.Image:
    """The scene's setting, and in front of it a card on which the picture lies. `placing` is the
    one in the film."""
    scene = begin(order, stage_of(order.format, order.look))
    picture = scene.background.convert("RGBA")
    left, top, width, height = placing.box
    edge = round(_PAPER * order.format.short_side)
    card = plate(width + 2 * edge, height + 2 * edge, order.light.paper, edge / 2)
    picture.alpha_composite(card, (max(0, left - edge), max(0, top - edge)))
    return picture.convert("RGB").reduce(order.reduced)
