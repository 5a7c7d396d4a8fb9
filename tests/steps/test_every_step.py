"""Every step has all its parts. Whoever adds one is told here what is still missing."""

from __future__ import annotations

from collections import Counter

import pytest
from django.template.loader import get_template

from projects import steps
from projects.models import Project, Scene
from projects.models.run import Run
from projects.pages.steps.card import class_of
from projects.status_text import PROGRESS
from projects.timeline import STEPS, WORK_STEPS, Kind, Step, step_of, step_that_makes

named = pytest.mark.parametrize
every_step = named("step", STEPS, ids=lambda step: step.name)
every_work_step = named("step", WORK_STEPS, ids=lambda step: step.name)


@every_step
def test_a_step_has_a_card_and_its_templates(step: Step) -> None:
    card = class_of(step)(Project(), step)
    get_template(card.template)
    if card.actions:
        get_template(card.actions)
    if card.scene_list:
        get_template(f"projects/_scene_{card.scene_list}.html")


@every_work_step
def test_a_step_of_jobs_says_what_the_pages_need(step: Step) -> None:
    card = class_of(step)
    assert card.waits_for and card.begin and step.progress
    assert card.approve or step.previous is None, "the button of the step before has no words"
    for needed in step.needed:
        assert needed.make_first and needed.number < step.number


@every_work_step
def test_a_step_of_jobs_has_its_work_and_a_recipe_for_what_it_makes(step: Step) -> None:
    assert steps.MAKERS[step.name]
    assert step.makes or step.makes_scenes
    for kind in step.makes[:1]:
        assert hasattr(Scene if step.per_scene else Project, f"{kind}_hash")


def test_every_kind_of_file_is_made_by_one_step() -> None:
    made = Counter(kind for step in STEPS for kind in (*step.makes, *step.extras))
    assert made == Counter(Kind)
    assert step_that_makes("poster") is step_of("scenes")


def test_no_two_steps_use_one_code_for_what_they_are_doing() -> None:
    codes = Counter(code for step in WORK_STEPS for code in step.progress)
    assert set(codes.values()) == {1}
    assert set(codes) < set(PROGRESS)


def test_the_names_fit_their_columns() -> None:
    for names, column in (
        ([step.name for step in STEPS], Run._meta.get_field("step")),
        ([step.status for step in WORK_STEPS], Project._meta.get_field("status")),
    ):
        assert max(map(len, names)) <= column.max_length
