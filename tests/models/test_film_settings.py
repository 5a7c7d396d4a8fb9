"""How a film looks and ends, changed after its brief: what is made again, and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from projects.illustration import changes
from projects.illustration.picture import Layout
from projects.media.captions.look import CaptionLook
from projects.media.formats import FORMATS
from projects.media.pictures.stage import stage_of
from projects.models import AlreadyRunning, Project
from projects.models.history_entry import DEEDS
from projects.steps.scenes import cues_of, order_of
from projects.steps.timing import heard
from projects.timeline import step_of
from tests.support.projects import fresh, store


def recipes(project: Project) -> list[tuple[str, str]]:
    return [(scene.narration_hash, scene.clip_hash) for scene in fresh(project).scene_list]


def changed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[int]:
    """The scenes that need another clip; no narration may."""
    assert [voice for voice, _ in before] == [voice for voice, _ in after]
    return [at for at, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    ("chosen", "scenes"),
    [
        ({"transitions": "calm"}, [1, 2, 3]),
        ({"closing_card": False}, [3]),
        ({"organization": "阳光幼儿园"}, [1, 3]),
        ({"phone": "0571-8888 8888"}, [3]),
    ],
)
def test_only_clips_that_show_it_are_made_again(
    written: Project, chosen: dict[str, Any], scenes: list[int]
) -> None:
    before = recipes(written)
    usual = {name: getattr(written, name) for name in chosen}
    written.choose_finish(**chosen)
    assert changed(before, recipes(written)) == scenes
    undone = written.undo()
    assert (undone.what["code"] in DEEDS, recipes(written)) == (True, before)
    assert {name: getattr(fresh(written), name) for name in chosen} == usual


def test_nothing_of_this_changes_while_jobs_work(written: Project) -> None:
    list(written.start(step_of("narration")))
    with pytest.raises(AlreadyRunning):
        written.choose_finish(transitions="calm")
    assert fresh(written).transitions == "brisk"


def test_a_film_without_captions_keeps_them_for_its_files(written: Project, tmp_path: Path) -> None:
    first, before = written.scene_list[0], recipes(written)
    store(written, "narration", first.narration_hash, tmp_path, first)
    assert order_of(fresh(written).scene_list[0], ()).cues
    written.choose_captions(caption_style="off", caption_position="top", caption_size="large")
    assert changed(before, off := recipes(written)) == [1, 2, 3]
    scene = fresh(written).scene_list[0]
    assert not order_of(scene, ()).cues
    assert "旁白" in "".join(cue.text for cue in cues_of(scene, heard(scene)))
    written.choose_captions(caption_position="bottom")  # of what nobody sees
    assert recipes(written) == off


def test_without_captions_there_is_more_room_for_the_picture() -> None:
    for form in FORMATS.values():
        with_captions, without = (stage_of(form, CaptionLook(style)) for style in ("box", "off"))
        assert without.room.height > with_captions.room.height + form.caption_px


def test_a_film_without_a_closing_card_ends_with_its_hero(written: Project) -> None:
    last = written.scene_list[-1]
    assert last.picture.layout == Layout.CLOSING
    written.choose_finish(closing_card=False, phone="110")
    last = fresh(written).scene_list[-1]
    assert (last.picture.layout, last.contact) == (Layout.HERO, {})
    assert last.picture.hero


def test_the_brisk_changes_are_those_of_before_there_was_a_choice() -> None:
    known = ["wave", "slide", "slide", "slide", "slide", "drop", "drop", "wave"]
    assert [changes.after(seed) for seed in range(8)] == known
    assert {changes.after(seed, is_calm=True) for seed in range(8)} == {changes.Change.FADE}
