"""Scene changes as a person sees them: one picture gives way to the next without a jump."""

from dataclasses import replace

import numpy as np
import pytest

from projects.illustration.changes import Change
from projects.illustration.picture import Layout, Picture, Setting
from projects.media.pictures.changes import FRAMES
from tests.support.clips import SMALL, picture
from tests.support.pictures import differs

SHORT = replace(SMALL, frames=2 * FRAMES + 8, cues=())
NEXT = replace(SHORT, title="食堂", picture=Picture(Layout.HERO, Setting.PAPER), named=(0.1,))


# Two of the four draw all that there is: a sheet that moves, and a plain colour.
TWO = (Change.SLIDE, Change.FADE)
REST = pytest.mark.full("each draws two clips")


@pytest.mark.parametrize(
    "change", [pytest.param(change, marks=() if change in TWO else REST) for change in Change]
)
def test_the_end_of_a_scene_is_the_beginning_of_the_next(change: Change) -> None:
    end = picture(replace(SHORT, change_after=change), SHORT.frames - 1)
    begin = picture(replace(NEXT, change_before=change), 0)
    assert differs(end, begin).max() < 0.02
    assert np.abs(end[133:] - end[166, 166]).max() < 24, "the cover alone is seen"


@pytest.mark.parametrize(
    "change",
    [pytest.param(change, marks=REST if number else ()) for number, change in enumerate(Change)],
)
def test_a_change_is_over_before_anybody_reads_the_scene(change: Change) -> None:
    whole = replace(SHORT, change_before=change, change_after=change)
    between = FRAMES + 3
    assert differs(picture(whole, between), picture(SHORT, between)).max() < 0.02


def test_the_ai_mark_is_seen_during_a_change() -> None:
    form = SHORT.format
    corner = slice(form.top // 3, form.top // 3 + 24), slice(form.left // 3, form.left // 3 + 87)
    shown, hidden = (
        picture(replace(SHORT, ai_mark=mark, change_after=Change.DROP), SHORT.frames - 1)
        for mark in ("AI 生成", "")
    )
    assert np.abs(shown - hidden)[corner].max() > 60
