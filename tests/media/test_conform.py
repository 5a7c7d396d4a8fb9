"""Footage whose size, shape or colours change, and HDR: all of it is shown, as it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from projects.media.ffmpeg import capture
from projects.media.intake.video import take_in
from tests.support.footage import filed
from tests.support.pictures import frame_of, frames_of
from tests.support.videos import H264, VP8, joined, shown, video

pytestmark = pytest.mark.by_turns

LENGTH = 18  # frames of a part
DISC = "drawbox=x=iw/2-40:y=ih/2-40:w=80:h=80:c=white:t=fill"


def conformed(source: Path, size: tuple[int, int] | None = None) -> Path:
    kept = source.with_suffix(".kept")
    take_in(source, kept)
    return filed(kept, source.with_name("own.mp4"), size)


def luma(path: Path) -> np.ndarray:
    """Of the first frame: height x width."""
    gray = ["-frames:v", "1", "-vf", "extractplanes=y", "-f", "rawvideo", "-y", "luma"]
    capture(["-v", "error", "-i", path.name, *gray], cwd=path.parent)
    height, width = frame_of(path).shape[:2]
    return np.fromfile(path.with_name("luma"), np.uint8).reshape(height, width).astype(int)


CHANGES: dict[str, tuple[str, Sequence[str], Sequence[tuple[str, Sequence[str]]]]] = {
    "a smaller size": ("webm", VP8, [("320x180", ())]),
    "turned upright": ("mkv", H264, [("240x320", ())]),
    "several sizes": ("webm", VP8, [("480x270", ()), ("180x320", ()), ("320x180", ())]),
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
    parts = [video(tmp_path / f"0.{kind}", first, *how, seconds=LENGTH / 30)]
    for number, (size, also) in enumerate(others, 1):
        then = f"color=blue:s={size}:r=30,{DISC}"
        then += ",scale=out_range=pc" if "pc" in also else ""
        parts.append(video(tmp_path / f"{number}.{kind}", then, *how, *also, seconds=LENGTH / 30))
    own = conformed(joined(tmp_path / f"all.{kind}", *parts))
    count = LENGTH * len(parts)
    assert len(shown(own)) == count
    seen = frames_of(own, LENGTH - 2, LENGTH + 1, count - 1)
    for picture, colour in zip(seen, (0, 2, 2), strict=True):
        assert picture.shape == (240, 320, 3)
        assert int(np.argmax(picture[10, 10])) == colour
        assert picture[10, 10].max() > 225, "as bright as before"
        rows, columns = (picture.min(axis=2) > 128).nonzero()
        assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=4), "not stretched"


def test_both_shapes_of_a_video_that_is_turned_fill_the_film(tmp_path: Path) -> None:
    parts = [
        video(tmp_path / f"{size}.webm", f"color={colour}:s={size}:r=30", *VP8, seconds=LENGTH / 30)
        for size, colour in (("640x360", "red"), ("360x640", "blue"))
    ]
    own = conformed(joined(tmp_path / "turned.webm", *parts), size=(270, 480))
    for picture, colour in zip(frames_of(own, 0, 2 * LENGTH - 1), (0, 2), strict=True):
        assert picture.shape == (480, 270, 3)
        assert {int(np.argmax(picture[y, x])) for y in (1, -2) for x in (1, -2)} == {colour}


HDR10 = (*H264[:4], "-pix_fmt", "yuv420p10le")
COLUMNS = 11


def ramp(path: Path, transfer: str, *, tags: str = "", full: bool = False) -> Path:
    """Eleven columns of grey, from 0 to 100 % of the signal."""
    low, span, kind = (0, 1023, "pc") if full else (64, 876, "tv")
    grey = f"geq=lum='{low}+{span}*floor(X*{COLUMNS}/W)/{COLUMNS - 1}':cb=512:cr=512"
    colours = f"setparams=range={kind}:color_trc={transfer}{tags}"
    source = f"nullsrc=s=352x240:r=30,format=yuv420p10le,{grey},{colours}"
    return video(path, source, *HDR10, seconds=1.1)


BT2020 = ":color_primaries=bt2020:colorspace=bt2020nc"


@pytest.mark.parametrize(
    ("name", "transfer", "tags", "full"),
    [
        ("a.mov", "arib-std-b67", BT2020, False),
        ("a.mp4", "smpte2084", BT2020, False),
        ("a.mkv", "smpte2084", BT2020, True),
        ("a.mp4", "arib-std-b67", "", False),
    ],
    ids=["HLG", "PQ", "PQ in full range", "HLG without other tags"],
)
def test_bright_parts_of_hdr_stay_different_from_each_other(
    name: str, transfer: str, tags: str, full: bool, tmp_path: Path
) -> None:
    grey = luma(conformed(ramp(tmp_path / name, transfer, tags=tags, full=full)))
    columns = [int(grey[120, int(352 * (at + 0.5) / COLUMNS)]) for at in range(COLUMNS)]
    assert all(darker < brighter for darker, brighter in pairwise(columns))
    assert columns[0] == 16
    assert columns[-1] > 232


def test_a_sheet_of_paper_in_hdr_is_nearly_white_and_a_face_is_not_dark(tmp_path: Path) -> None:
    """By ITU-R BT.2408, paper is at 75 % of HLG, and a face is at about 55 %."""
    grey = luma(conformed(ramp(tmp_path / "a.mov", "arib-std-b67", tags=BT2020)))
    at = [int(grey[120, int(352 * (column + 0.5) / COLUMNS)]) for column in (5, 6, 7, 8)]
    face, paper = (at[0] + at[1]) / 2, (at[2] + at[3]) / 2
    assert 140 < face < 175
    assert 200 < paper < 225
