"""How much longer ten scenes take than one, if services speak and film them.

    make bench ARGS=services

A speech service takes 2 s a call, a video service 20 s; both are on this machine. In a running
studio, a film of one scene and one of ten, each scene as long, one after the other. "services" is
when the last answer of the services can be there: what the studio adds to their time. The rest is
to draw the clips, which cores share: the CPU is that of the worker.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.services import Services, Talk
from tests.support.services.server import Answering
from tests.support.services.speech import speech
from tests.support.services.tasks import Filming
from tests.support.studio import Studio, running
from tests.support.videos import video
from tests.tools.bench_draft import worker_cpu

TARGET = 1.3  # times one scene, at most
SPEAKS, FILMS = 2.0, 20.0  # seconds
FRAME, LONG = "720x1280", 5  # of what is filmed, and its seconds
WORDS = "今天阳光很好，孩子们在花园里种下了向日葵的种子。"

# Each scene waits for its own footage, as in a film of a person: all are described in other words.
MAKE = """
import time
from projects.jobs.queue import run_and_enqueue
from tests.support.projects import write
user, _ = User.objects.get_or_create(username="bench")
project = Project.objects.create(
    owner=user, topic="春天的花园", seconds=300, speech_by="voices", video_by="camera"
)
write(project, {count})
for scene in project.scenes.all():
    scene.narration = scene.subtitle = {words!r}
    scene.visual_description = f"花园 {{scene.position}}"
    scene.save()
project, begun = Project.objects.get(pk=project.pk), time.monotonic()
run_and_enqueue(project.make_rest)
def made(kind):
    return project.artifacts.filter(kind=kind)
spoken = filmed = clipped = 0
while not made("film"):
    now = time.monotonic() - begun
    spoken = spoken or (now if made("narration").count() == {count} else 0)
    filmed = filmed or (now if made("footage").count() == {count} else 0)
    clipped = clipped or (now if made("clip").count() == {count} else 0)
    error = Project.objects.get(pk=project.pk).error
    assert not error, error
    time.sleep(0.05)
import json
print(json.dumps([begun, spoken, filmed, clipped, time.monotonic() - begun]))
"""
STAGES = ("services", "spoken", "filmed", "clips", "film")


def main(args: Sequence[str]) -> None:
    rounds = int(args[0]) if args else 1
    with tempfile.TemporaryDirectory() as folder:
        filming = Filming(Path(folder), "zhipu", polls=0, lasts=FILMS)
        filming.made = _film(Path(folder))
        answers = {
            "/audio/speech": slowly(speech({}, 0.18), SPEAKS),
            "/videos/generations": filming.order,
            "/async-result/": filming.tell,
            "/files/": filming.file,
        }
        with Services(answers).serving() as services, running(**named(services.url)) as studio:
            for _ in range(rounds):
                report(take(studio, filming, 1), take(studio, filming, 10))


def named(url: str) -> dict[str, str]:
    said = {
        "SPEECH": {"NAME": "voices", "MODEL": "m-1", "VOICES": "alloy"},
        "VIDEO": {"NAME": "camera", "MODEL": "m-1", "SHAPE": "zhipu", "EVERY": "2"},
    }
    return {
        f"STUDIO_{kind}_{name}": value
        for kind, values in said.items()
        for name, value in (values | {"URL": url}).items()
    } | {"STUDIO_DRAFTS": "no"}


def slowly(shape: Answering, seconds: float) -> Answering:
    def answer(talk: Talk) -> None:
        time.sleep(seconds)
        shape(talk)

    return answer


def _film(folder: Path) -> bytes:
    path = folder / "made.mp4"
    video(path, f"gradients=s={FRAME}:r=24:speed=0.02:seed=7", seconds=LONG)
    return path.read_bytes()


def take(studio: Studio, filming: Filming, count: int) -> list[float]:
    """The seconds until the services have done their part, until all of it was spoken, filmed,
    clips, and the film was there."""
    before = worker_cpu(studio)
    begun, *said = json.loads(studio.shell(MAKE.format(count=count, words=WORDS)))
    said.insert(0, max(filming.begun.values()) + FILMS - begun)
    cpu = worker_cpu(studio) - before
    print(f"{count:2} scenes: {', '.join(_told(said))}; CPU {cpu:.0f} s", flush=True)
    return said


def _told(seconds: Sequence[float]) -> list[str]:
    return [f"{stage} after {each:.1f} s" for stage, each in zip(STAGES, seconds, strict=True)]


def report(one: Sequence[float], ten: Sequence[float]) -> None:
    for stage, first, all_of_it in zip(STAGES, one, ten, strict=True):
        print(f"{stage}: {all_of_it / first:.2f} x (target {TARGET})", flush=True)
