"""Frames of a video as arrays of pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from projects.media.ffmpeg import capture


def frame_of(path: Path, at: int = 0) -> np.ndarray:
    """Frame `at`: height x width x RGB."""
    return frames_of(path, at)[0]


def frames_of(path: Path, *at: int) -> list[np.ndarray]:
    """The frames of these numbers, which rise, from one reading of the video."""
    chosen = "+".join(f"eq(n\\,{number})" for number in at)
    shots = ["-frames:v", str(len(at)), "-fps_mode", "passthrough", "-y", "shot%d.ppm"]
    capture(["-i", path.name, "-vf", f"select={chosen}", *shots], cwd=path.parent)
    return [_pixels(path.with_name(f"shot{number}.ppm")) for number in range(1, len(at) + 1)]


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image).astype(np.int16)


def differs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each row, the share of pixels that differ by more than encoding can change them."""
    return (np.abs(one - other).max(axis=2) > 40).mean(axis=1)
