"""How captions are drawn: letters that are read on any picture, and the word that is said lit."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from projects.media.captions.look import CaptionLook
from projects.media.clip_order import ClipOrder
from projects.media.ffmpeg import run
from projects.media.light import LIGHTS
from projects.media.pictures.ass import Sheet
from projects.media.pictures.captions import draw_captions
from projects.vocabulary import CaptionSize, CaptionStyle
from tests.support.clips import CAPTIONED, SAID
from tests.support.contrast import contrast


def sheet(order: ClipOrder) -> Sheet:
    drawn = Sheet(order.format, order.frames / 30)
    draw_captions(drawn, order)
    return drawn


def over(light: int, colour: str, opacity: float) -> str:
    """A colour that lets some of a grey of this level through."""
    mixed = (round(level * opacity + light * (1 - opacity)) for level in bytes.fromhex(colour))
    return bytes(mixed).hex()


def colours(tag: str, text: str) -> set[str]:
    """Red first, while ASS has blue first."""
    found = re.findall(rf"\\{tag}&H(?:00)?([0-9A-F]{{6}})&", text)
    return {each[4:] + each[2:4] + each[:2] for each in found}


@pytest.mark.parametrize("behind", [0, 255])
@pytest.mark.parametrize("style", CaptionStyle)
def test_letters_stand_out_from_what_is_around_them_on_any_picture(
    style: CaptionStyle, behind: int
) -> None:
    for film in LIGHTS:
        lines = str(sheet(replace(CAPTIONED, style=film, look=CaptionLook(style)))).splitlines()
        words = "\n".join(line for line in lines if SAID[0] in line)
        letters = colours("1c", words)
        boxes = [line for line in lines if line.startswith("Dialogue") and "\\p1" in line]
        if style == CaptionStyle.BOX:
            around = over(behind, *colours("1c", boxes[0]), 0.94)
        else:
            around = over(behind, *colours("3c", words), 0.9)
        assert letters
        assert min(contrast(letter, around) for letter in letters) >= 4.5, (film, letters)


@pytest.mark.parametrize("size", CaptionSize)
def test_the_lit_word_is_the_one_that_is_said(size: CaptionSize, tmp_path: Path) -> None:
    """What is lit goes from word to word as they are said: from left to right, line by line."""
    order = replace(CAPTIONED, look=CaptionLook(CaptionStyle.HIGHLIGHT, size=size))
    letters = sheet(order).write(tmp_path)
    form = order.format
    grey = f"color=0x202020:s={form.width}x{form.height}:r=2:d=3"
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "frames.rgb"]
    run(["-f", "lavfi", "-i", grey, "-vf", letters, *raw], cwd=tmp_path, on_progress=lambda _: None)
    frames = np.fromfile(tmp_path / "frames.rgb", np.uint8).reshape(6, form.height, form.width, 3)
    lit = np.array([*bytes.fromhex(order.light.said)], np.int16)
    places = [centre((np.abs(frame - lit) < 24).all(axis=2)) for frame in frames[1::2]]
    word = order.look.px(form)
    for (left, top), (right, low) in pairwise(places):
        assert low > top + word or (abs(low - top) < word / 2 and right > left + word)


def centre(mask: np.ndarray) -> tuple[float, float]:
    rows, columns = np.nonzero(mask)
    assert len(rows) > 100
    return float(columns.mean()), float(rows.mean())
