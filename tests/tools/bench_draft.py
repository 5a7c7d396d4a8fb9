"""How soon a draft of a film is there after the script, compared with the film itself.

    make bench ARGS=draft

In a running studio, a brief of usual length (a minute, six scenes), with the natural voice.
"""

from __future__ import annotations

from collections.abc import Sequence

import psutil

from tests.support.studio import Studio, running, wait_until

TARGET = 0.25  # times the seconds of the film, at most

BEGIN = """
from projects.jobs.queue import run_and_enqueue
from projects.timeline import SCRIPT
user, _ = User.objects.get_or_create(username="bench")
points = "小班教学；双语课程；户外乐园；营养午餐"
brief = {"topic": "春季招生开放日", "key_points": points, "seconds": 60}
project = Project.objects.create(owner=user, **brief)
run_and_enqueue(lambda: project.start(SCRIPT))
print(project.pk)
"""
SCENES = """
project = Project.objects.get(pk="{pk}")
print(0 if project.running else project.scene_count)
"""
DRAFT = """
import time
from projects.jobs.queue import ask_for_draft
project, begun = Project.objects.get(pk="{pk}"), time.monotonic()
ask_for_draft(project.pk)
while not (made := project.draft_parts.filter(kind="whole")):
    time.sleep(0.05)
print(time.monotonic() - begun, made[0].seconds)
"""
FILM = """
import time
from projects.jobs.queue import run_and_enqueue
project, begun = Project.objects.get(pk="{pk}"), time.monotonic()
run_and_enqueue(project.make_rest)
while not (made := project.artifacts.filter(kind="film")):
    time.sleep(0.05)
print(time.monotonic() - begun, made[0].seconds)
"""


def main(args: Sequence[str]) -> None:
    with running(STUDIO_DRAFTS="yes", STUDIO_VOICE="natural") as studio:
        for _ in range(int(args[0]) if args else 3):
            measure(studio)


def measure(studio: Studio) -> None:
    project, found = studio.shell(BEGIN).strip(), list[str]()

    def is_written() -> bool:
        found[:] = [studio.shell(SCENES.format(pk=project)).strip()]
        return found != ["0"]

    wait_until(is_written)
    (draft, shown, of_draft), (film, long, of_film) = (
        timed(studio, each.format(pk=project)) for each in (DRAFT, FILM)
    )
    print(
        f"{found[0]} scenes. Draft of {shown:.0f} s: after {draft:.1f} s, CPU {of_draft:.1f} s. "
        f"Film of {long:.0f} s: after {film:.1f} s, CPU {of_film:.1f} s. "
        f"{draft / film:.2f} x, CPU {of_draft / of_film:.2f} x (target {TARGET})",
        flush=True,
    )


def timed(studio: Studio, code: str) -> tuple[float, float, float]:
    """Seconds that it took, seconds of what was made, and seconds of CPU of the worker."""
    before = worker_cpu(studio)
    taken, length = map(float, studio.shell(code).split())
    return taken, length, worker_cpu(studio) - before


def worker_cpu(studio: Studio) -> float:
    """Seconds that the worker has spent, with its children."""
    worker = psutil.Process(studio.child("worker"))
    spent = 0.0
    for each in [worker, *worker.children(recursive=True)]:
        times = each.cpu_times()
        spent += times.user + times.system + times.children_user + times.children_system
    return spent
