"""A part of make bench: what it costs to push one project's changes to 1,000 open pages.

The same bytes go out of a bare `websockets` server by turns, to the same client: the floor. CPU is
that of the serving process alone; latency is from the commit in the database to the frame in the client.
the serving process alone; latency is from the commit in the database to the frame in the client.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.server import broadcast, serve

from tests.studio import Studio, free_port
from tests.telling import _CODE as PEOPLE

PAGES, PEOPLE_COUNT = 1000, 25  # one person may hold 50 sockets in a process
TICKS, A_SECOND, ROUNDS = 30, 4, 3
TARGETS = {"CPU": 4.5, "p95": 90, "open": 12, "memory": 35}
MARK = b'data-revision="'

BEGIN = """
people = []
for number in range(%(people)s):
    user = User.objects.create_user(f"watcher{number}", is_superuser=True, is_staff=True)
    people.append(sign_in(user))
project = Project.objects.create(owner=user, topic="Open day", seconds=60)
for position in range(1, 11):
    text = f"Scene {position} says something of about this length, as scenes do."
    scene = {"title": f"Scene {position}", "narration": text, "subtitle": text}
    project.scenes.create(position=position, **scene)
with transaction.atomic():
    (run,) = project.start(step_of("script"))
Run.claim(run.pk, worker="bench")
print(json.dumps({"sessions": people, "project": str(project.pk), "run": run.pk}))
"""
TICK = """
import json, time
from django.db import transaction
from projects.models import Project, Run
run = Run.objects.select_related("project").get(pk={run})
times = {{}}
began = time.monotonic()
for number in range({ticks}):
    with transaction.atomic():
        transaction.on_commit(lambda: times.update({{run.project.revision: time.time()}}))
        run.report(run.progress + 1 if run.progress < 99 else 99, "writing")
    time.sleep(max(0, began + (number + 1) / {a_second} - time.monotonic()))
print(json.dumps(times))
"""


@dataclass
class Figures:
    """Milliseconds of CPU per 1,000 frames, and of latency from commit to frame."""

    cpu: float
    p50: float
    p95: float


class Page(asyncio.Protocol):
    """As lean as a client can be: it counts frames, and notes when each revision came."""

    def __init__(self, request: bytes, pages: Pages) -> None:
        self.request, self.pages = request, pages
        self.buffer, self.open = b"", False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.time()
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head.splitlines()[0], head
            self.open, self.buffer = True, rest
        self._frames(now)

    def _frames(self, now: float) -> None:
        buffer, at = self.buffer, 0
        while len(buffer) >= at + 2:
            size, body = buffer[at + 1] & 127, at + 2
            if size > 125:
                more = 2 if size == 126 else 8
                size, body = int.from_bytes(buffer[body : body + more], "big"), body + more
            if len(buffer) < body + size:
                break
            if buffer[at] & 15 == 9:
                pong = bytes([0x8A, 0x80 | size, 0, 0, 0, 0]) + buffer[body : body + size]
                self.transport.write(pong)
            elif buffer[at] & 15 == 8:
                self.pages.closed += 1
            else:
                self.pages.hear(buffer, body, body + size, now)
            at = body + size
        self.buffer = buffer[at:]


class Pages:
    def __init__(self) -> None:
        self.arrivals: dict[int, list[float]] = {}
        self.drawn = self.closed = 0
        self.last = b""

    def hear(self, buffer: bytes, start: int, end: int, now: float) -> None:
        if (at := buffer.find(MARK, start, end)) < 0:
            return
        at += len(MARK)
        revision = int(buffer[at : buffer.index(b'"', at)])
        self.arrivals.setdefault(revision, []).append(now)
        self.drawn += 1
        self.last = buffer[start:end]


async def client() -> None:
    """Reads commands, a JSON line each, and answers each with one."""
    pages, loop = Pages(), asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        command = json.loads(line)
        if command["do"] == "open":
            await _open(pages, command)
            print("{}", flush=True)
        elif command["do"] == "report":
            answer = {"arrivals": pages.arrivals, "closed": pages.closed}
            print(json.dumps(answer | {"last": pages.last.decode()}), flush=True)
            pages.arrivals = {}


async def _open(pages: Pages, command: dict[str, Any]) -> None:
    loop, wanted, host = asyncio.get_running_loop(), pages.drawn, ("127.0.0.1", command["port"])
    at_once = asyncio.Semaphore(50)

    async def one(request: str) -> None:
        async with at_once:
            await loop.create_connection(lambda: Page(request.encode(), pages), *host)

    await asyncio.gather(*map(one, command["requests"]))
    if command["wait"]:
        while pages.drawn < wanted + len(command["requests"]):
            await asyncio.sleep(0.02)


async def floor() -> None:
    """The bare server: it sends a text to all, so often as it is told, and says when."""
    sockets: set[Any] = set()

    async def hold(socket: Any) -> None:
        sockets.add(socket)
        await socket.wait_closed()

    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with serve(hold, "127.0.0.1", int(sys.argv[2]), compression=None, ping_interval=None):
        print("{}", flush=True)
        while line := await reader.readline():
            command, times = json.loads(line), {}
            for number in range(command["ticks"]):
                times[number + 10_000] = time.time()
                broadcast(sockets, command["text"].replace("REVISION", str(number + 10_000)))
                await asyncio.sleep(1 / A_SECOND)
            print(json.dumps(times), flush=True)


class Helper:
    """A process of this file's own that answers each line with one."""

    def __init__(self, *arguments: str) -> None:
        argv = [sys.executable, "-m", "tests.bench_live", *arguments]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(argv, text=True, **pipes)  # type: ignore[call-overload]

    def ask(self, **command: Any) -> Any:
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


def requests_of(path: str, port: int, sessions: list[str], count: int) -> list[str]:
    return [
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Cookie: sessionid={sessions[number % len(sessions)]}\r\n\r\n"
        for number in range(count)
    ]


def cpu_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def memory_of(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss)


def figures_of(times: dict[str, float], arrivals: dict[str, list[float]], cpu: float) -> Figures:
    late = sorted(
        1000 * (at - times[revision]) for revision in times for at in arrivals.get(revision, ())
    )
    frames = len(late) or 1
    return Figures(1e6 * cpu / frames, late[len(late) // 2], late[int(0.95 * len(late))])


@contextmanager
def one_studio() -> Iterator[Studio]:
    with tempfile.TemporaryDirectory(prefix="studio-bench-") as name:
        Path(name).chmod(0o755)
        settings = {"STUDIO_WORKERS": "0", "STUDIO_STALE_AFTER": "36000"}
        studio = Studio(Path(name) / "data", free_port(), **settings)
        try:
            yield studio
        finally:
            studio.interrupt()


def measure(pages: int = PAGES, rounds: int = ROUNDS) -> None:
    with one_studio() as studio:
        code = PEOPLE + BEGIN % {"people": PEOPLE_COUNT}
        given = json.loads(studio.shell(code))
        web = psutil.Process(studio.child("videostudio.server.web"))
        path = f"/ws/projects/{given['project']}/?language=en"
        client, port = Helper("client"), free_port()
        bare = Helper("floor", str(port))
        bare.answer()
        warm = requests_of(path, studio.port, given["sessions"], 10)
        client.ask(do="open", port=studio.port, requests=warm, wait=True)
        cpu, memory = cpu_of(web), memory_of(web)
        began = time.monotonic()
        requests = requests_of(path, studio.port, given["sessions"], pages - 10)
        client.ask(do="open", port=studio.port, requests=requests, wait=True)
        seconds = time.monotonic() - began
        opened = 1000 * (cpu_of(web) - cpu) / (pages - 10)
        held = (memory_of(web) - memory) / 1024 / (pages - 10)
        print(
            f"open: {opened:.1f} ms CPU a socket, {seconds:.1f} s for all; {held:.1f} KiB a socket"
        )
        client.ask(do="report")
        floor_client = Helper("client")
        floor_client.ask(
            do="open", port=port, requests=requests_of("/", port, ["x"], pages), wait=False
        )
        time.sleep(1)
        for _ in range(rounds):
            cpu = cpu_of(web)
            times = json.loads(
                studio.shell(TICK.format(run=given["run"], ticks=TICKS, a_second=A_SECOND))
            )
            time.sleep(1)
            cpu = cpu_of(web) - cpu
            heard = client.ask(do="report")
            ours = figures_of(times, heard["arrivals"], cpu)
            text = heard["last"]
            start = text.index('data-revision="') + 15
            text = text[:start] + "REVISION" + text[text.index('"', start) :]
            process = psutil.Process(bare.process.pid)
            cpu = cpu_of(process)
            times = bare.ask(ticks=TICKS, text=text)
            time.sleep(0.5)
            cpu = cpu_of(process) - cpu
            base = figures_of(times, floor_client.ask(do="report")["arrivals"], cpu)
            got = {k: len(v) for k, v in heard["arrivals"].items()}
            print(
                f"  frame {len(text)} bytes; revisions seen {len(got)}; fewest {min(got.values())} most {max(got.values())}; closed {heard['closed']}"
            )
            print(f"  ours {ours}  floor {base}  ratio {ours.cpu / base.cpu:.2f}", flush=True)
        for helper in (client, floor_client, bare):
            helper.end()


if __name__ == "__main__":
    match sys.argv[1:2]:
        case ["client"]:
            asyncio.run(client())
        case ["floor"]:
            asyncio.run(floor())
        case _:
            measure(*map(int, sys.argv[1:]))
