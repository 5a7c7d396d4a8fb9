"""What is known of a clip only while it is drawn. A check of the film asks for it later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Drawn:
    """`doubled`: seconds in which one sentence stands on the picture twice. `cut_heads`: heads in
    its photos and own clips that the edge of the frame cuts."""

    doubled: float = 0.0
    cut_heads: int = 0
