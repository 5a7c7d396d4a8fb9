"""A part of make bench: how much the films of all briefs are like slide shows.

    make bench ARGS=slides

The scripts of briefs.toml get their pictures, and each film its score: projects/media/checks/
slides.py has the five marks. Letters are placed, so that sentences that stand twice are found, but
nothing is drawn. It takes about half a minute. Every setting moves: a film stands still only if its
file says so.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from statistics import mean
from typing import Any
from unittest.mock import patch

import django
from PIL import Image

from tests.tools.contact_sheets import BRIEFS, film, spoken

MEAN, WORST = 2.0, 3.0  # the mean of all films is below the one, and each is below the other
SHOWN = 8  # of the worst


def main(_: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    django.setup()
    from projects.models import Scene

    with patch.multiple(Scene, audio=property(spoken), shot_list=()):
        report(measured())


def measured() -> dict[str, list[Any]]:
    """The slides of each film, by the name of its brief."""
    briefs = tomllib.loads(BRIEFS.read_text("utf-8"))["briefs"]
    films = {brief["name"]: film(number, brief)[1] for number, brief in enumerate(briefs)}
    return {name: [slide(scene) for scene in scenes] for name, scenes in films.items()}


def slide(scene: Any) -> Any:
    from projects.illustration import choosing
    from projects.media.checks.slides import Slide
    from projects.media.pictures.ass import Sheet
    from projects.media.pictures.composition import Composition
    from projects.media.pictures.drawing import fill
    from projects.media.pictures.saying import doubled
    from projects.media.pictures.stage import stage_of
    from projects.steps.scenes import order_of

    order, named = order_of(scene, ()), choosing.is_named(scene.words, scene.picture)
    stage, letters = stage_of(order.format, order.look), Sheet(order.format, order.seconds)
    fill(Composition(order, Image.new("RGB", (8, 8)), [], letters, stage))
    return Slide(scene.picture, order.seconds, named, doubled=doubled(letters.said))


def report(films: dict[str, list[Any]]) -> None:
    from projects.media.checks.slides import score

    scores = {name: score(slides) for name, slides in films.items()}
    means = {name: marks.mean for name, marks in scores.items()}
    worst = sorted(means, key=means.__getitem__, reverse=True)
    missed = mean(means.values()) >= MEAN or means[worst[0]] >= WORST
    print(
        f"slide shows: {len(films)} films, mean {mean(means.values()):.2f} (below {MEAN}), "
        f"worst {means[worst[0]]:.2f} (below {WORST})" + ("; MISSED" if missed else "")
    )
    for mark in ("text", "repetition", "still", "unfounded", "doubled"):
        values = [getattr(marks, mark) for marks in scores.values()]
        print(f"  {mark}: mean {mean(values):.2f}, most {max(values):.2f}")
    for name in worst[:SHOWN]:
        layouts = Counter(slide.picture.layout.value for slide in films[name])
        shown = ", ".join(f"{count} {layout}" for layout, count in layouts.items())
        print(f"  {means[name]:.2f} {name}: {shown}")
