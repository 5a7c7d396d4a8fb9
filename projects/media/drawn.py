"""What is known of a clip only while it is drawn. A check of the film asks for it later."""

from __future__ import annotations

from dataclasses import dataclass, field

from .faces import Area


@dataclass
class Drawn:
    """`doubled`: seconds in which one sentence stands on the picture twice. `cut_heads`: heads in
    its photos and own clips that the edge of the frame cuts. `heads`: where heads are seen in them,
    while they move, as shares of the frame. `without_logo`: it would have lain on one of them."""

    doubled: float = 0.0
    cut_heads: int = 0
    heads: list[Area] = field(default_factory=list)
    without_logo: bool = False
