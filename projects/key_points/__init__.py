"""Key points, read out of what people typed or pasted: plain words, one by one."""

from .reading import MOST_POINTS, read, read_one

__all__ = ["MOST_POINTS", "read", "read_one"]
