"""What is seen of a plane through a window lies where it must, between the pixels too."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from projects.media.pictures.sliding import Plane, seen

WIDE, HIGH = 110, 330


def ramp() -> Plane:
    """It rises by two levels a pixel to the right, and by half of one downwards."""
    across, down = np.meshgrid(np.arange(WIDE), np.arange(HIGH))
    return (2 * across + down // 10).astype(np.uint8)


@pytest.mark.parametrize("begin", [0.0, 0.25, 3.0, 7.5])
@pytest.mark.parametrize("zoom", [1.0, 1.05, 1.1])
def test_a_window_is_seen_where_it_is(begin: float, zoom: float) -> None:
    width, height = 90, 270
    right, bottom = begin + width * zoom, begin + height * zoom
    window = begin / WIDE, begin / HIGH, right / WIDE, bottom / HIGH
    shown = seen(ramp(), (width, height), window).astype(float)
    middles = begin + (np.arange(width) + 0.5) * zoom - 0.5
    rises = shown.mean(axis=0) - shown.mean()
    wanted = 2 * np.clip(middles, 0, None)
    assert np.abs(rises - (wanted - wanted.mean())).max() < 0.55, "to a whole level"
    assert (shown[:, 1:] >= shown[:, :-1]).all()


def test_it_looks_as_if_pillow_had_done_it() -> None:
    plane = np.random.default_rng(1).integers(0, 256, (HIGH, WIDE), np.uint8)
    plane = np.asarray(Image.fromarray(plane).resize((WIDE, HIGH), box=(0, 0, 30, 90)))
    window = 0.05, 0.1, 0.05 + 100 / WIDE, 0.1 + 280 / HIGH  # no pixel is made smaller
    box = (window[0] * WIDE, window[1] * HIGH, window[2] * WIDE, window[3] * HIGH)
    pillow = Image.fromarray(plane).resize((100, 280), Image.Resampling.BILINEAR, box)
    apart = seen(plane, (100, 280), window).astype(int) - np.asarray(pillow)
    assert np.abs(apart).max() <= 2 and abs(apart.mean()) < 0.1


def test_the_whole_plane_in_its_own_size_stays_as_it_is() -> None:
    assert np.array_equal(seen(ramp(), (WIDE, HIGH), (0.0, 0.0, 1.0, 1.0)), ramp())
