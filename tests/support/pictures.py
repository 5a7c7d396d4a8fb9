"""Frames of a video as arrays of pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from projects.media.ffmpeg import capture


def frame_of(path: Path, at: int = 0) -> np.ndarray:
    """Frame `at`: height x width x RGB."""
    shot = ["-i", path.name, "-vf", f"select=eq(n\\,{at})", "-frames:v", "1", "-y", "shot.png"]
    capture(shot, cwd=path.parent)
    with Image.open(path.with_name("shot.png")) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def differs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each row, the share of pixels that differ by more than encoding can change them."""
    return (np.abs(one - other).max(axis=2) > 40).mean(axis=1)
