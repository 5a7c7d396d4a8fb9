"""Services that make pictures: one for each scene that shows nothing of its owner's."""

from .dashscope import DashScopePainter
from .images import ArkPainter, ImagesPainter, SiliconFlowPainter
from .minimax import MiniMaxPainter

__all__ = [
    "ArkPainter",
    "DashScopePainter",
    "ImagesPainter",
    "MiniMaxPainter",
    "SiliconFlowPainter",
]
