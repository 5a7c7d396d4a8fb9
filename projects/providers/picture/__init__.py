"""Services that make pictures: one for each scene that shows nothing of its owner's."""

from .images import ArkPainter, ImagesPainter, SiliconFlowPainter

__all__ = ["ArkPainter", "ImagesPainter", "SiliconFlowPainter"]
