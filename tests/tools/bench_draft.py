"""How soon a draft of a film plays after the script, compared with the film itself.

    make bench ARGS=draft

In a running studio with an open page: a brief of usual length, with the natural voice.
"""

from __future__ import annotations

from collections.abc import Sequence

import psutil

from tests.support.studio import Studio, running, wait_until

TARGET = 0.25  # times the seconds of the film, at most

BEGIN = """
from tests.support.in_studio import sign_in
from projects.jobs.queue import run_and_enqueue
from projects.timeline import SCRIPT
user, _ = User.objects.get_or_create(username="bench")
points = "小班教学；双语课程；户外乐园；自然角；家长开放课；营养午餐"
project = Project.objects.create(owner=user, topic="春季招生开放日", key_points=points)
run_and_enqueue(lambda: project.start(SCRIPT))
print(project.pk, sign_in("bench"))
"""
IS_WRITTEN = """
project = Project.objects.get(pk="{pk}")
print(project.scenes.count() if not project.running else 0)
"""
LOOK = """
import time
from projects.jobs.queue import ask_for_draft
from projects.models.draft import PartKind
project, begun = Project.objects.get(pk="{pk}"), time.monotonic()
ask_for_draft(project.pk)
while not (made := project.draft_parts.filter(kind=PartKind.WHOLE)):
    time.sleep(0.05)
assert made[0].file, "no draft"
print(time.monotonic() - begun, made[0].seconds)
"""
FILM = """
import time
from projects.jobs.queue import run_and_enqueue
project, begun = Project.objects.get(pk="{pk}"), time.monotonic()
run_and_enqueue(project.make_rest)
while not (made := project.artifacts.filter(kind="film")):
    time.sleep(0.05)
first = project.runs.exclude(step__in=("script", "narration")).order_by("started_at").first()
print(time.monotonic() - begun, made[0].seconds)
"""


def main(args: Sequence[str]) -> None:
    rounds = int(args[0]) if args else 1
    with running(STUDIO_DRAFTS="yes", STUDIO_VOICE="natural") as studio:
        for _ in range(rounds):
            measure(studio)


def measure(studio: Studio) -> None:
    project, _session = studio.shell(BEGIN).split()
    scenes = "0"

    def is_written() -> bool:
        nonlocal scenes
        scenes = studio.shell(IS_WRITTEN.format(pk=project)).strip()
        return scenes != "0"

    wait_until(is_written)
    spent = [worker_cpu(studio)]
    draft, length = map(float, studio.shell(LOOK.format(pk=project)).split())
    spent.append(worker_cpu(studio))
    film, long = map(float, studio.shell(FILM.format(pk=project)).split())
    spent.append(worker_cpu(studio))
    cpu = [after - before for before, after in zip(spent, spent[1:])]
    print(
        f"{scenes} scenes: a draft of {length:.1f} s after {draft:.1f} s (CPU {cpu[0]:.1f} s), the film of "
        f"{long:.1f} s after {film:.1f} s (CPU {cpu[1]:.1f} s): {draft / film:.2f} x, CPU {cpu[0] / cpu[1]:.2f} x (target {TARGET})",
        flush=True,
    )


def worker_cpu(studio: Studio) -> float:
    """Seconds that the worker has spent, with its children."""
    worker = psutil.Process(studio.child("worker"))
    spent = 0.0
    for each in [worker, *worker.children(recursive=True)]:
        times = each.cpu_times()
        spent += times.user + times.system + times.children_user + times.children_system
    return spent


if __name__ == "__main__":
    main(__import__("sys").argv[1:])
