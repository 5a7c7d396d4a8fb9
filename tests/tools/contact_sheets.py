"""Draws contact sheets: the scenes of films that were never made, for people who look at them.

    make sheets                          all briefs of tests/providers/script/briefs.toml
    make sheets ARGS="--only 端午 --style modern --platform bilibili"
    make sheets ARGS="--briefs FILE"     briefs of another file like that

One PNG for each film, with the words of its scenes on the terminal. No voice speaks: words come at
an even pace. Styles and platforms change from film to film, unless they are named.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
import uuid
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import django
from PIL import Image

ROOT = Path(__file__).parents[2]
BRIEFS = ROOT / "tests/providers/script/briefs.toml"
PACE = {"zh": 4.4, "en": 15.0}  # characters a second
BEFORE_END = 22  # frames: all has come in by then, and no scene change covers it yet
TALL, LOW = 560, 300  # pixels: the height of a scene on a sheet
ACROSS = {True: 5, False: 3}  # scenes beside each other, in portrait and in landscape
CONTACT = {
    "zh": ("阳光幼儿园", "0571-88886666", "杭州市西湖区文三路88号", "www.sunny.example"),
    "en": ("Sunny Kindergarten", "555-0134", "12 Maple Street", "www.sunny.example"),
}


def film(number: int, brief: dict[str, Any]) -> tuple[Any, list[Any]]:
    """A project and its scenes, which no database has. Every second one has a contact."""
    from projects.models import Project, Scene
    from projects.models.project.contact import CONTACT as FIELDS
    from projects.providers.script import OfflineWriter
    from projects.vocabulary import Platform, Style
    from tests.support.working import Working

    styles, platforms = Style.values, Platform.values
    project = Project(
        id=uuid.UUID(int=1_234_567 + 7919 * number),
        topic=brief["topic"],
        key_points=brief.get("points", ""),
        video_type=brief.get("type", "activity"),
        seconds=brief.get("seconds", 30),
        target_audience=brief.get("audience", ""),
        style=brief.get("drawn_in", styles[number % len(styles)]),
        platform=brief.get("drawn_for", platforms[number % len(platforms)]),
        asked_in="zh",
    )
    usual = CONTACT[project.language] if number % 2 else [""] * len(FIELDS)
    for field, value in zip(FIELDS, usual, strict=True):
        setattr(project, field, brief.get(field, value))
    script = OfflineWriter().write(
        project.for_writer, seed=project.pk.int % 2**31, estimate=project.estimate, work=Working()
    )
    project.title = script.title
    fields = ("title", "narration", "subtitle", "visual_description", "seconds")
    scenes = [
        Scene(
            pk=100 * number + position,
            project=project,
            position=position,
            seed=(31 * number + position) % 1000,
            **{field: getattr(scene, field) for field in fields},
        )
        for position, scene in enumerate(script.scenes, start=1)
    ]
    project.__dict__["scene_list"] = scenes
    return project, scenes


def spoken(scene: Any) -> SimpleNamespace:
    """What stands for the narration: words at an even pace."""
    pace = PACE[scene.project.language]
    words = [found.start() for found in re.finditer(r"[一-鿿]{1,2}|[^\s一-鿿]+", scene.narration)]
    times = [(start, round(0.1 + start / pace, 2)) for start in words]
    return SimpleNamespace(seconds=len(scene.narration) / pace + 1.0, word_times=times)


def drawn(scenes: Sequence[Any]) -> Iterator[Image.Image]:
    from projects.media import stills
    from projects.steps.scenes import order_of

    with tempfile.TemporaryDirectory() as folder:
        for scene in scenes:
            order, out = order_of(scene, ()), Path(folder) / "still.jpg"
            stills.still(order, out, frame=max(0, order.frames - BEFORE_END))
            shown = order.picture
            named = f"{shown.layout}: {shown.setting}, {shown.hero}; {' '.join(shown.parts)}"
            print(f"  {scene.position} {named}\n    {scene.title} | {scene.narration}", flush=True)
            with Image.open(out) as picture:
                yield picture.convert("RGB")


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    first = pictures[0]
    is_portrait = first.height > first.width
    high, across = TALL if is_portrait else LOW, min(len(pictures), ACROSS[is_portrait])
    wide = round(first.width * high / first.height)
    whole = Image.new("RGB", (wide * across, high * -(-len(pictures) // across)))
    for number, picture in enumerate(pictures):
        place = number % across * wide, number // across * high
        whole.paste(picture.resize((wide, high), Image.Resampling.LANCZOS), place)
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "var/sheets")
    parser.add_argument("--briefs", type=Path, default=BRIEFS)
    parser.add_argument("--only", default="", help="a word of the name or topic, or 3-12")
    parser.add_argument("--style")
    parser.add_argument("--platform")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    span = re.fullmatch(r"(\d+)-(\d+)", asked.only)
    wanted = range(int(span[1]), int(span[2]) + 1) if span else count()
    for number, brief in enumerate(tomllib.loads(asked.briefs.read_text("utf-8"))["briefs"]):
        named = f"{brief['name']} {brief['topic']}"
        if number not in wanted or (not span and asked.only not in named):
            continue
        chosen = {"drawn_in": asked.style, "drawn_for": asked.platform}
        project, scenes = film(number, brief | {key: it for key, it in chosen.items() if it})
        print(f"{number} {project.topic} ({project.style}, {project.platform})")
        name = f"{number:02}-{project.language}-{project.style}-{project.platform}.png"
        sheet([*drawn(scenes)]).save(asked.out / name)
    print(f"They are in {asked.out}.")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    django.setup()
    from projects.models import Scene

    with patch.multiple(Scene, audio=property(spoken), shot_list=()):
        main()
