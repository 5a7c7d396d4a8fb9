"""How well a colour is seen on another, as WCAG 2 defines it, near enough."""

from __future__ import annotations

import numpy as np


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of pixels, whose last axis is red, green and blue of 0 to 255."""
    return (pixels / 255) ** 2.2 @ (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str) -> float:
    """1 to 21, of two colours RRGGBB."""
    low, high = sorted(luminance(np.array([*bytes.fromhex(each)])) for each in (one, other))
    return (high + 0.05) / (low + 0.05)
