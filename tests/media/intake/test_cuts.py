"""Videos that were cut without encoding: what they show is kept bit for bit, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from projects.media.intake.video import NotAClip, take_in
from projects.media.probe import probe
from tests.support.videos import copied, edited, shown, video

pytestmark = pytest.mark.by_turns

OPEN_GROUPS = {
    "h264": ("-c:v", "libx264", "-preset", "faster", "-x264-params", "open-gop=1:scenecut=0"),
    "hevc": ("-c:v", "libx265", "-preset", "superfast", "-x265-params", "open-gop=1:log-level=0"),
}


@pytest.fixture(scope="module", params=OPEN_GROUPS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds, with a keyframe every half. Frames just before it refer beyond it."""
    path = tmp_path_factory.mktemp("original") / f"{request.param}.mp4"
    how = ("-g", "15", "-bf", "3", "-pix_fmt", "yuv420p")
    return video(path, "testsrc2=s=208x208:r=30", *OPEN_GROUPS[request.param], *how, seconds=4)


@cache
def all_of(original: Path) -> list[str]:
    return shown(original)


def kept(source: Path) -> Path:
    out = source.with_suffix(".kept")
    take_in(source, out)
    return out


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("cut.mp4", ("-ss", "1.05"), ("-t", "2")),
        ("cut.mkv", ("-ss", "1.05"), ("-t", "2")),
        ("begins-before-a-keyframe.mkv", (), ("-ss", "1.3", "-copyinkf")),
        ("begins-before-a-keyframe.mp4", (), ("-ss", "1.3", "-copyinkf")),
    ],
)
def test_a_cut_between_keyframes_is_taken_as_it_is_shown(
    name: str, before: tuple[str, ...], after: tuple[str, ...], original: Path
) -> None:
    cut = copied(original, original.with_name(name), *before, after=after)
    seen = shown(kept(cut))
    assert len(seen) > 55
    assert seen == shown(cut)
    assert set(seen) <= set(all_of(original))


@pytest.mark.parametrize(
    ("edits", "frames"),
    [
        ([(1.2, 1.3)], range(39, 75)),
        ([(1.5, 0.0)], range(45)),
        ([(0.5, None), (1.2, 0.7)], range(21, 57)),
        ([(1.0, 0.2), (1.0, 2.5)], [*range(6, 36), *range(75, 105)]),
    ],
    ids=["the middle", "the beginning", "a part, after a pause", "two parts"],
)
def test_of_a_video_that_was_cut_in_its_edit_list_exactly_the_rest_is_kept(
    edits: list[tuple[float, float | None]], frames: range | list[int], original: Path
) -> None:
    whole = all_of(original)
    cut = edited(original, original.with_name("edited.mp4"), *edits)
    assert shown(kept(cut)) == [whole[frame] for frame in frames]


def test_damage_counts_only_where_something_is_shown(original: Path) -> None:
    cut = edited(original, original.with_name("broken.mp4"), (1.2, 2.05))
    content = bytearray(cut.read_bytes())
    begin = content.index(b"mdat")
    for place, is_taken in ((0.1, True), (0.65, False)):
        broken = bytearray(content)
        at = begin + int(place * (content.rindex(b"moov") - begin))
        broken[at : at + 2000] = bytes(2000)
        cut.write_bytes(broken)
        if is_taken:
            assert len(shown(kept(cut))) == 36
        else:
            with pytest.raises(NotAClip, match="clip_damaged"):
                kept(cut)


def test_a_cut_stays_a_copy_where_that_shows_the_same(original: Path) -> None:
    cut = edited(original, original.with_name("copied.mp4"), (1.5, 0.0))
    assert probe(kept(cut)).video_codec == probe(original).video_codec
