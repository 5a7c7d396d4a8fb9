"""A part of make bench: how much the films of all briefs are like slide shows.

    make bench ARGS=slides

The scripts of briefs.toml get their pictures, and each film its score: projects/media/checks/
slides.py has the five marks. Nothing is drawn, so it takes seconds.
"""

from __future__ import annotations

import os
from collections import Counter
from statistics import mean

MEAN, WORST = 2.0, 3.0  # the mean of all films is below the one, and each is below the other
SHOWN = 8  # of the worst


def main(_: list[str]) -> None:
    found = {name: score(slides_of(name)) for name in TYPED}
    means = {name: marks.mean for name, marks in found.items()}
    worst = sorted(means, key=means.__getitem__, reverse=True)
    missed = mean(means.values()) >= MEAN or means[worst[0]] >= WORST
    print(
        f"slide shows: {len(found)} films, mean {mean(means.values()):.2f} (below {MEAN}), "
        f"worst {means[worst[0]]:.2f} (below {WORST})" + ("; MISSED" if missed else "")
    )
    for mark in ("text", "repetition", "still", "unfounded", "doubled"):
        values = [getattr(marks, mark) for marks in found.values()]
        print(f"  {mark}: mean {mean(values):.2f}, most {max(values):.2f}")
    for name in worst[:SHOWN]:
        layouts = Counter(slide.picture.layout.value for slide in slides_of(name))
        shown = ", ".join(f"{count} {layout}" for layout, count in layouts.items())
        print(f"  {means[name]:.2f} {name}: {shown}")


def slides_of(name: str) -> list[Slide]:
    scenes = words_of(name)
    pairs = zip(scenes, choosing.choose(scenes, {}), script(name, 1).scenes, strict=True)
    return [
        Slide(picture, scene.seconds, choosing.is_named(words, picture))
        for words, picture, scene in pairs
    ]


if __name__ != "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
    import django

    django.setup()
    from projects.illustration import choosing
    from projects.media.checks.slides import Slide, score
    from tests.illustration.test_choosing import words_of
    from tests.providers.script.typed_briefs import TYPED, script
