"""Letters that stand still are drawn once: nobody can see that they are not drawn in each frame."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from projects.illustration.changes import Change
from projects.media.captions import Cue
from projects.media.captions.cue import Word
from projects.media.ffmpeg import run
from projects.media.formats import RECORDED_AS_BT709
from projects.media.pictures import resting
from tests.support.clips import CAPTIONED, composed

EVERY = 9  # frames, of which one is looked at
WHOLE = replace(CAPTIONED, style="modern", ai_mark="AI 生成", change_after=Change.SLIDE)
"""With all that can be hard: a halo, words that are lit, half opaque edges, a scene change."""


def test_letters_that_are_drawn_once_look_as_if_drawn_in_each_frame(tmp_path: Path) -> None:
    sheet = composed(WHOLE).sheet
    ways = resting.write(sheet, tmp_path), sheet.write(tmp_path)
    once, each = (drawn(letters, tmp_path) for letters in ways)
    errors = [
        (np.subtract(*pair, dtype=np.float32) ** 2).mean() for pair in zip(once, each, strict=True)
    ]
    assert len(errors) == WHOLE.frames // EVERY
    assert 10 * np.log10(255**2 / max(errors)) > 45, "decibels"


def test_only_what_moves_is_drawn_in_each_frame(tmp_path: Path) -> None:
    sheet = composed(replace(WHOLE, change_after=None)).sheet
    resting.write(sheet, tmp_path)
    moving = (tmp_path / "moving.ass").read_text(encoding="utf-8").partition("[Events]")[2]
    assert WHOLE.ai_mark not in moving
    assert {line.split(",")[2] for line in moving.splitlines()[2:]} == {"0:00:00.42"}


def test_a_long_scene_lights_each_of_its_hundreds_of_words(tmp_path: Path) -> None:
    """ffmpeg takes no expression with a hundred additions in a row."""
    words = [Word(number / 3, (number + 1) / 3, "好的") for number in range(240)]
    parts = [words[at : at + 6] for at in range(0, 240, 6)]
    cues = tuple(Cue(part[0].start, part[-1].end, "好的" * 6, tuple(part)) for part in parts)
    letters = resting.write(composed(replace(WHOLE, cues=cues, frames=2400)).sheet, tmp_path)
    assert len(drawn(letters, tmp_path, frames=1)) == 1


def drawn(letters: str, folder: Path, frames: int = WHOLE.frames) -> np.ndarray:
    form = WHOLE.format
    grey = f"color=0x606060:s={form.width}x{form.height}:r=30,format=yuv420p,{RECORDED_AS_BT709}"
    graph = f"{grey},{letters},trim=end_frame={frames},select='not(mod(n,{EVERY}))'"
    raw = ["-fps_mode", "passthrough", "-f", "rawvideo", "frames.yuv"]
    run(["-filter_complex", graph, *raw], cwd=folder, on_progress=lambda _: None)
    frames = np.fromfile(folder / "frames.yuv", np.uint8)
    return frames.reshape(-1, form.width * form.height * 3 // 2)
