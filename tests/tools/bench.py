"""make bench: how fast the studio is, as ratios that another machine can be compared by.

    make bench ARGS=voice      only the voice: tests/tools/bench_voice.py
    make bench ARGS=films      only the sound of films: tests/tools/bench_films.py
    make bench ARGS=draft      only how soon a draft is there: tests/tools/bench_draft.py
    make bench ARGS=journey    only from 12 photos to a film: tests/tools/bench_journey.py
    make bench ARGS=services   only what services do side by side: tests/tools/bench_services.py
    make bench ARGS=slides     only how much films are like slide shows: tests/tools/bench_slides.py
    .venv/bin/python -m tests.tools.bench [ROUNDS]

Each round measures three things in turn, so that a machine that slows down slows all of them: the
reference (tests/tools/reference_film.py: raw frames through x264), clips and film from words and
voices, and the whole pipeline in a running studio with open pages, the natural voice and music.
Clips and film are compared with the reference, in CPU and in wall time, the pipeline with the
length of its film. The medians of the rounds are printed. With ROUNDS 0 only pushing and the lists
are measured.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread

import psutil
import psycopg
from websockets.sync.client import connect

from projects.illustration.picture import Layout, Picture, Setting
from projects.media import captions, clips, film
from projects.media.checks import mark, measuring
from projects.media.formats import FORMATS, FPS
from projects.media.sound.narration import Narration, normalise
from projects.providers.base import Brief, Script
from projects.providers.script import OfflineWriter
from projects.providers.speech.espeak import EspeakSpeaker
from projects.providers.work import Unpaid
from tests.support import data_template
from tests.support.studio import Studio, running, wait_until
from tests.tools import bench_lists, bench_push, reference_film, vmaf
from videostudio import embedded

KINDS = ("voice", "films", "draft", "slides", "journey", "services")
AI_MARK = "AI 生成"
POINTS = ("小班教学", "双语课程", "户外乐园")
BRIEF = Brief(
    topic="春季招生开放日",
    platform="douyin",
    video_type="enrollment",
    seconds=28,
    shortest=15,
    longest=30,
    style="warm",
    key_points=POINTS,
    audience="",
    voice_style="gentle_female",
    language="zh",
)
CLIPS_AND_FILM, BRIEF_TO_FILM = 0.75, 0.65  # times the reference, times the film's length, at most
CHANGE, TEN = 0.2, 10  # times the whole, at most; scenes
VMAF, MEGABYTES = 95, 6  # at least, at most
WORKER, WEB = 1600, 150  # MB at most
PAGES = 5

BEGIN = f"""
from tests.support.in_studio import sign_in
user, _ = User.objects.get_or_create(username="bench")
project = Project.objects.create(
    owner=user, topic={BRIEF.topic!r}, key_points={"；".join(POINTS)!r}, seconds={BRIEF.seconds}
)
print(project.pk, sign_in("bench"))
"""
MAKE = """
from projects.jobs.queue import run_and_enqueue
run_and_enqueue(Project.objects.get(pk="{pk}").make_rest)
"""
SECONDS = """
p = Project.objects.get(pk="{pk}")
first = p.runs.order_by("pk").first()
print((p.completed_at - first.created_at).total_seconds(), p.artifacts.get(kind="film").seconds)
"""


def main() -> None:
    if sys.argv[1:] and sys.argv[1] in KINDS:
        # Two of these need packages of their own.
        return import_module(f"tests.tools.bench_{sys.argv[1]}").main(sys.argv[2:])
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    try:
        with running(STUDIO_REQUESTS_A_MINUTE="1000000", STUDIO_VOICE="natural") as studio:
            if rounds:
                report(measure(studio, rounds))
            bench_lists.report(bench_lists.measure(studio))
        bench_push.measure()
    finally:
        data_template.remove()


def measure(studio: Studio, rounds: int) -> dict[str, list[float]]:
    folder = studio.data.parent
    media = Media(folder)
    media.make()
    raw = folder / "reference.yuv"
    reference_film.write(media.frames, raw)
    names = ("reference CPU", "reference wall", "CPU", "wall", "brief to film")
    figures: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        spent = (*spending(partial(reference_film.encode, raw)), *spending(media.make))
        taken, length = whole(studio)
        for name, value in zip(names, (*spent, taken / length), strict=True):
            figures[name].append(round(value, 2))
        print(f"round {number + 1}: {json.dumps({k: v[-1] for k, v in figures.items()})}")
    print(f"VMAF of the clips: {media.vmaf():.1f} ({VMAF}); {media.megabytes:.1f} MB ({MEGABYTES})")
    figures |= changing(media)
    return figures | memory_while(studio, lambda: whole(studio))


def changing(media: Media) -> dict[str, list[float]]:
    """What a change in one scene of ten costs, as a share of the whole, without its voice."""
    times = TEN // len(media.voices)
    change, all_of_it = (spending(partial(work, times)) for work in (media.change, media.make))
    pairs = zip(("CPU", "wall"), change, all_of_it, strict=True)
    return {f"change, {clock}": [one / whole] for clock, one, whole in pairs}


def report(figures: dict[str, list[float]]) -> None:
    rows = [
        (f"clips and film, {clock}", ratios(figures, clock), "the reference", CLIPS_AND_FILM)
        for clock in ("CPU", "wall")
    ]
    rows += [
        (f"one scene of ten changed, {clock}", figures[f"change, {clock}"], "the whole", CHANGE)
        for clock in ("CPU", "wall")
    ]
    rows.append(("brief to film", figures["brief to film"], "the film's length", BRIEF_TO_FILM))
    for name, found, measure_of, target in rows:
        print(
            f"{name}: {statistics.median(found):.2f} x {measure_of} "
            f"({min(found):.2f} to {max(found):.2f}; target {target})"
        )
    print(f"worker memory, voice and ffmpeg included: {figures['worker'][0]:.0f} MB ({WORKER})")
    print(f"web process memory: {figures['web'][0]:.0f} MB ({WEB})")


def ratios(figures: dict[str, list[float]], clock: str) -> list[float]:
    pairs = zip(figures[clock], figures[f"reference {clock}"], strict=True)
    return [ours / reference for ours, reference in pairs]


class Media:
    """Makes the film's parts without studio or database, to measure the media layer alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        estimate = partial(EspeakSpeaker().estimate, voice_style=BRIEF.voice_style, language="zh")
        self.script: Script = OfflineWriter().write(
            BRIEF, seed=1, estimate=estimate, beat=lambda: None
        )
        self.voices = [self._voice(index) for index in range(len(self.script.scenes))]

    @property
    def film(self) -> Path:
        return self.folder / "film.mp4"

    def make(self, times: int = 1) -> None:
        """All clips and the film, in which the scenes come `times` times."""
        with ThreadPoolExecutor(2) as lanes:
            list(lanes.map(self._clip, [*range(len(self.voices))] * times))
        self._merge(times)

    def change(self, times: int) -> None:
        """One clip, and the film again."""
        self._clip(1)
        self._merge(times)

    def _merge(self, times: int) -> None:
        film.merge(
            [self._path(index) for index in range(len(self.voices))] * times,
            [path for path, _ in self.voices] * times,
            self.film,
            title=self.script.title,
            comment="",
            aigc={"Label": "1"},
            on_progress=lambda fraction: None,
        )
        form = FORMATS[BRIEF.platform]
        measuring.measure(self.film, form, mark.window(form, AI_MARK))

    @property
    def frames(self) -> int:
        return sum(self._order(index).frames for index in range(len(self.voices)))

    @property
    def megabytes(self) -> float:
        return self.film.stat().st_size / 1e6

    def vmaf(self) -> float:
        """The lowest of its clips."""
        return min(
            vmaf.of(self._order(index), self._path(index)) for index in range(len(self.voices))
        )

    def _voice(self, index: int) -> tuple[Path, Narration]:
        raw, out = self.folder / f"raw{index}.wav", self.folder / f"voice{index}.wav"
        text = self.script.scenes[index].narration
        speech = EspeakSpeaker().speak(
            text,
            narrator="",
            voice_style=BRIEF.voice_style,
            language="zh",
            speed=1.0,
            out=raw,
            work=Unpaid(),
        )
        words = [(word.position, word.seconds) for word in speech.words]
        return out, normalise(raw, out, word_times=words)

    def _path(self, index: int) -> Path:
        return self.folder / f"clip{index}.mp4"

    def _clip(self, index: int) -> Path:
        clips.make(self._order(index), self._path(index), on_progress=lambda fraction: None)
        return self._path(index)

    def _order(self, index: int) -> clips.ClipOrder:
        scene, voice = self.script.scenes[index], self.voices[index][1]
        return clips.ClipOrder(
            platform=BRIEF.platform,
            style=BRIEF.style,
            language="zh",
            title=scene.title,
            points=POINTS,
            cues=captions.cut(
                scene.narration,
                spoken=scene.narration,
                word_times=voice.word_times,
                seconds=voice.seconds,
                language="zh",
            ),
            frames=round(voice.seconds * FPS),
            ai_mark=AI_MARK,
            picture=Picture(Layout.HERO, Setting.HILLS, "school", ("balloon", "sunflower", "sun")),
            named=(0.1, 0.5, 1.0, 1.5),
            seed=index,
        )


def whole(studio: Studio) -> tuple[float, float]:
    """Seconds from a brief to its film in the running studio with open pages, by its own clock, and
    the film's length."""
    project, session = studio.shell(BEGIN).split()
    with ExitStack() as pages:
        for _ in range(PAGES):
            pages.enter_context(reading(studio, project, session))
        studio.shell(MAKE.format(pk=project))
        wait_until(lambda: completed(studio, project), timeout=300)
    taken, length = map(float, studio.shell(SECONDS.format(pk=project)).split())
    return taken, length


def completed(studio: Studio, project: str) -> bool:
    """This asks the database directly: a shell for each look would need one of the cores."""
    with psycopg.connect(embedded.database_url(studio.data)) as database:
        row = database.execute("SELECT status FROM projects_project WHERE id = %s", [project])
        return row.fetchone() == ("completed",)


@contextmanager
def reading(studio: Studio, project: str, session: str) -> Iterator[None]:
    """An open page, which reads all that is pushed."""
    socket = connect(
        f"ws://127.0.0.1:{studio.port}/ws/projects/{project}/",
        origin=studio.address,  # type: ignore[arg-type]
        additional_headers={"Cookie": studio.cookies(session=session)},
    )
    reader = Thread(target=lambda: deque(socket, maxlen=0), daemon=True)
    reader.start()
    yield
    socket.close()


def spending(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of CPU, also of children that have ended, and of wall time."""
    cpu, start = cpu_seconds(), time.perf_counter()
    work()
    return cpu_seconds() - cpu, time.perf_counter() - start


def cpu_seconds() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def memory_while(studio: Studio, work: Callable[[], object]) -> dict[str, list[float]]:
    """The most memory in MB of the worker with its children, and of the web process."""
    most = {"worker": 0.0, "web": 0.0}
    with ThreadPoolExecutor(1) as lane:
        done = lane.submit(work)
        while not done.done():
            for name, word in (("worker", "worker"), ("web", "videostudio.web")):
                most[name] = max(most[name], memory_of(studio.child(word)))
            time.sleep(0.1)
        done.result()
    return {name: [megabytes] for name, megabytes in most.items()}


def memory_of(pid: int | None) -> float:
    total = 0
    try:
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_full_info().pss
    except psutil.NoSuchProcess:
        pass
    return total / 1e6


if __name__ == "__main__":
    main()
