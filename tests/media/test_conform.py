"""Footage whose size, shape or colours change: all of it is shown, as it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from projects.media.conform import conform
from projects.media.intake.video import take_in
from tests.support.pictures import frame_of
from tests.support.videos import H264, VP8, joined, shown, video

DISC = "drawbox=x=iw/2-40:y=ih/2-40:w=80:h=80:c=white:t=fill"


def conformed(source: Path, size: tuple[int, int] | None = None) -> Path:
    kept, own = source.with_suffix(".kept"), source.with_name("own.mp4")
    take_in(source, kept)
    conform(kept, own, frames=10_000, on_progress=lambda _: None, size=size)
    return own


CHANGES: dict[str, tuple[str, Sequence[str], Sequence[tuple[str, Sequence[str]]]]] = {
    "a smaller size": ("webm", VP8, [("320x180", ())]),
    "turned upright": ("mkv", H264, [("240x320", ())]),
    "several sizes": ("webm", VP8, [("640x360", ()), ("180x320", ()), ("320x180", ())]),
    "another kind of pixel": ("mkv", H264, [("320x240", ("-pix_fmt", "yuv444p"))]),
    "full range": ("mkv", H264, [("320x240", ("-color_range", "pc"))]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_video_that_changes_while_it_runs_is_shown_to_its_end(
    change: str, tmp_path: Path
) -> None:
    kind, how, others = CHANGES[change]
    how = (*how, "-bsf:v", "dump_extra") if kind == "mkv" else how
    first = f"color=red:s=320x240:r=30,{DISC}"
    parts = [video(tmp_path / f"0.{kind}", first, *how, seconds=1)]
    for number, (size, also) in enumerate(others, 1):
        then = f"color=blue:s={size}:r=30,{DISC}"
        then += ",scale=out_range=pc" if "pc" in also else ""
        parts.append(video(tmp_path / f"{number}.{kind}", then, *how, *also, seconds=1))
    own = conformed(joined(tmp_path / f"all.{kind}", *parts))
    assert len(shown(own)) == 30 * len(parts)
    for at, colour in ((28, 0), (31, 2), (30 * len(parts) - 1, 2)):
        picture = frame_of(own, at)
        assert picture.shape == (240, 320, 3)
        assert int(np.argmax(picture[10, 10])) == colour
        assert picture[10, 10].max() > 225, "as bright as before"
        rows, columns = (picture.min(axis=2) > 128).nonzero()
        assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=4), "not stretched"


def test_both_shapes_of_a_video_that_is_turned_fill_the_film(tmp_path: Path) -> None:
    parts = [
        video(tmp_path / f"{size}.webm", f"color={colour}:s={size}:r=30", *VP8, seconds=1)
        for size, colour in (("640x360", "red"), ("360x640", "blue"))
    ]
    own = conformed(joined(tmp_path / "turned.webm", *parts), size=(270, 480))
    for at, colour in ((0, 0), (59, 2)):
        picture = frame_of(own, at)
        assert picture.shape == (480, 270, 3)
        assert {int(np.argmax(picture[y, x])) for y in (1, -2) for x in (1, -2)} == {colour}
