"""A part of make bench: the cost of pushing a project's progress to 1,000 open pages, and to one.

    .venv/bin/python -m tests.tools.bench_push [ROUNDS [PAGES]]

The floor is a bare `websockets` server that sends the same bytes to the same kind of client, in
turn with the studio. CPU is only that of the serving process. Latency is from the commit to the
frame in the client, and for one page in Chromium to the change in its DOM.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any

import psutil

from tests.support import data_template
from tests.support.browser import chromium, sign_in_browser
from tests.support.studio import Studio, free_port, running
from tests.tools.lines import Process

# One person may hold 50 sockets in a process.
PAGES, PEOPLE, TICKS, A_SECOND, ROUNDS = 1000, 25, 30, 4, 3
BEGIN = f"""
import json
from django.db import transaction
from projects.timeline import step_of
from tests.support.in_studio import sign_in
names = [f"watcher{{number}}" for number in range({PEOPLE})]
for name in names:
    user = User.objects.create_user(name, is_superuser=True, is_staff=True)
project = Project.objects.create(owner=user, topic="Open day", seconds=60)
for position in range(1, 11):
    text = f"Scene {{position}} says something of about this length, as scenes do."
    words = {{"title": f"Scene {{position}}", "narration": text, "subtitle": text}}
    project.scenes.create(position=position, **words)
with transaction.atomic():
    (run,) = project.start(step_of("script"))
Run.claim(run.pk, worker="bench")
sessions = [sign_in(name) for name in names]
print(json.dumps({{"sessions": sessions, "project": str(project.pk), "run": run.pk}}))
"""
# The progress never reaches its end, so that each revision that is measured is a tick.
TICK = f"""
import json, time
from django.db import transaction
run = Run.objects.select_related("project").get(pk={{run}})
times = {{{{}}}}
for number in range({TICKS}):
    began = time.monotonic()
    Project.objects.filter(pk=run.project_id, progress__gte=98).update(progress=1)
    with transaction.atomic():
        transaction.on_commit(lambda: times.update({{{{run.project.revision: time.time()}}}}))
        run.progress = run.project.progress
        run.report(run.progress + 1, "writing")
    time.sleep(max(0, 1 / {A_SECOND} - (time.monotonic() - began)))
print(json.dumps(times))
"""
# It notes when each revision is in the DOM, by the same clock.
WATCH = """() => {
  window.arrivals = {};
  const note = () => {
    const revision = document.querySelector("#state > i").dataset.revision;
    window.arrivals[revision] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}"""


@dataclass(frozen=True)
class Figures:
    """Milliseconds of CPU for 1,000 frames, and milliseconds from commit to frame."""

    cpu: float
    p50: float
    p95: float


class Pushing:
    """A studio with a project at work, and the pages that watch it."""

    def __init__(self, studio: Studio, pages: int) -> None:
        self.studio, self.pages = studio, pages
        given = json.loads(studio.shell(BEGIN))
        self.project, self.run, self.sessions = given["project"], given["run"], given["sessions"]
        self.web = psutil.Process(studio.child("videostudio.web"))
        self.client, self.floor_client = Process("push_client"), Process("push_client")
        port = free_port()
        self.floor = Process("push_floor", str(port))
        self._connect(self.floor_client, "/", port, pages, wait=False)

    def open(self) -> tuple[float, float]:
        """Milliseconds of CPU to open a socket, and KiB of memory of an idle socket."""
        path = f"/ws/projects/{self.project}/?language=en"
        self._connect(self.client, path, self.studio.port, 10)
        cpu, memory = _cpu(self.web), self.web.memory_full_info().uss
        more = self.pages - 10
        self._connect(self.client, path, self.studio.port, more)
        cpu = 1000 * (_cpu(self.web) - cpu) / more
        return cpu, (self.web.memory_full_info().uss - memory) / 1024 / more

    def push(self) -> Figures:
        self.client.ask(report=True)
        cpu = _cpu(self.web)
        times = json.loads(self.studio.shell(TICK.format(run=self.run)))
        time.sleep(1)  # for the last frames
        cpu = _cpu(self.web) - cpu
        heard = self.client.ask(report=True)
        assert not heard["closed"], "sockets were lost"
        last = heard["arrivals"][max(times, key=int)]
        assert len(last) == self.pages, f"{len(last)} of {self.pages} have the last revision"
        start = heard["frame"].index('data-revision="') + len('data-revision="')
        rest = heard["frame"][heard["frame"].index('"', start) :]
        self.frame = f"{heard['frame'][:start]}REVISION{rest}"
        return _figures(times, heard["arrivals"], cpu)

    def push_from_the_floor(self) -> Figures:
        process = psutil.Process(self.floor.pid)
        cpu = _cpu(process)
        times = self.floor.ask(text=self.frame, ticks=TICKS, a_second=A_SECOND)
        cpu = _cpu(process) - cpu
        time.sleep(1)
        return _figures(times, self.floor_client.ask(report=True)["arrivals"], cpu)

    def in_chromium(self) -> tuple[float, float]:
        """Milliseconds from commit to DOM: the median and the 95th percentile."""
        with chromium() as browser:
            context = browser.new_context()
            sign_in_browser(context, self.studio, self.sessions[0])
            page = context.new_page()
            with page.expect_websocket() as socket:
                page.goto(f"{self.studio.address}/projects/{self.project}/")
            socket.value.wait_for_event("framereceived")
            page.evaluate(WATCH)
            times = json.loads(self.studio.shell(TICK.format(run=self.run)))
            page.wait_for_timeout(1000)
            arrivals = page.evaluate("window.arrivals")
        late = [
            arrivals[revision] - 1000 * times[revision]
            for revision in times
            if revision in arrivals
        ]
        return _percentile(late, 50), _percentile(late, 95)

    def end(self) -> None:
        for process in (self.client, self.floor_client, self.floor):
            process.end()

    def _connect(
        self, client: Process, path: str, port: int, count: int, *, wait: bool = True
    ) -> None:
        requests = [
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Cookie: {self.studio.cookies(session=self.sessions[number % PEOPLE])}\r\n\r\n"
            for number in range(count)
        ]
        client.ask(open=requests, port=port, wait=wait)


def _figures(times: dict[str, float], arrivals: dict[str, list[float]], cpu: float) -> Figures:
    late = [
        1000 * (at - times[revision]) for revision in times for at in arrivals.get(revision, ())
    ]
    return Figures(1e6 * cpu / len(late), _percentile(late, 50), _percentile(late, 95))


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def measure(rounds: int = ROUNDS, pages: int = PAGES) -> None:
    # Only this program reports progress, for as long as it wants.
    with running(STUDIO_WORKERS="0", STUDIO_STALE_AFTER="36000") as studio:
        pushing = Pushing(studio, pages)
        dom = pushing.in_chromium()
        print(
            f"one page in Chromium, commit to DOM: p50 {dom[0]:.0f}, p95 {dom[1]:.0f} ms (20, 40)"
        )
        cpu, memory = pushing.open()
        print(f"a socket: {cpu:.1f} ms CPU to open (12), {memory:.0f} KiB while idle (35)")
        ours, floor = [], []
        for _ in range(rounds):
            ours.append(pushing.push())
            floor.append(pushing.push_from_the_floor())
        pushing.end()
        report(pages, ours, floor)


def report(pages: int, ours: list[Figures], floor: list[Figures]) -> None:
    ratios = [mine.cpu / bare.cpu for mine, bare in zip(ours, floor, strict=True)]
    print(
        f"{pages} pages, CPU for a frame: {statistics.median(ratios):.2f} x a bare server "
        f"({min(ratios):.2f} to {max(ratios):.2f}; target 4.5)"
    )
    for name, figures in (("studio", ours), ("bare server", floor)):
        cpu, p50, p95 = (
            statistics.median(getattr(each, key) for each in figures)
            for key in ("cpu", "p50", "p95")
        )
        print(
            f"  {name}: {cpu:.1f} ms CPU for 1000 frames; commit to frame "
            f"p50 {p50:.0f}, p95 {p95:.0f} ms"
        )


def main() -> None:
    arguments: list[Any] = list(map(int, sys.argv[1:]))
    try:
        measure(*arguments)
    finally:
        data_template.remove()


if __name__ == "__main__":
    main()
