"""One project on the bench, as its owner uses it: over HTTP, and on an open page."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from projects.crashpoints import Point
from projects.timeline import RESTING
from tests.faults.bench import Bench
from tests.faults.log import OF_PROJECT, Entry, Log
from tests.support.studio import wait_until

CSRF = "x" * 32
A_FILM = 180.0  # seconds: a busy machine makes films slowly
# The stages of a clone: what it has, and its open step.
STAGES: dict[str, tuple[str, list[str]]] = {
    "written": ("script", []),
    "spoken": ("narration", ["narration"]),
    "clipped": ("scenes", ["narration", "clip", "poster"]),
}
STAGE_BEFORE = {"narration": "written", "scenes": "spoken", "edit": "clipped"}
AT_REST = {"narration": "draft", "scenes": "draft", "edit": "completed"}
QUICK = ["narration", "edit"]
# The points that a worker reaches in a step without faults. At the last one it holds the row's
# lock, until the database takes that away.
ON_THE_WAY = (
    Point.CLAIMED,
    Point.REPORTING,
    Point.MEASURED,
    Point.MADE,
    Point.UPLOADED,
    Point.ENDING,
    Point.SUCCEEDING,
)
LENGTHEN = "UPDATE projects_scene SET narration = repeat(narration, 30) WHERE project_id = %(pk)s"
LENGTHEN_LAST = LENGTHEN.replace("30", "8") + " AND position = 3"
CLONE = """
INSERT INTO projects_project SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', %(new)s::text, 'status', 'draft', 'step', %(step)s::text, 'progress', 0,
    'note', '{}'::jsonb, 'error', '{}'::jsonb, 'notified', false, 'run_no', 0, 'revision', 1,
    'make_all', false, 'started_at', null, 'completed_at', null, 'idempotency_key', ''
))).* FROM projects_project t WHERE id = %(old)s::uuid;
"""
CLONE_SCENES = """
INSERT INTO projects_scene SELECT (jsonb_populate_record(t, jsonb_build_object(
    'project_id', %(new)s::text,
    'id', nextval(pg_get_serial_sequence('projects_scene', 'id'))
))).* FROM projects_scene t WHERE project_id = %(old)s::uuid;
"""
CLONE_ARTIFACTS = """
INSERT INTO projects_artifact SELECT (jsonb_populate_record(t, jsonb_build_object(
    'project_id', %(new)s::text,
    'id', gen_random_uuid(),
    'file', replace(t.file, %(old)s::text, %(new)s::text),
    'scene_id', (
        SELECT n.id FROM projects_scene n JOIN projects_scene o USING (position)
        WHERE o.id = t.scene_id AND n.project_id = %(new)s::uuid
    )
))).* FROM projects_artifact t WHERE project_id = %(old)s::uuid AND kind = ANY(%(kinds)s);
"""


@dataclass
class Film:
    """A project. The judge ignores what was written before `mark`, because the suite wrote that."""

    bench: Bench
    pk: str
    mark: int

    @classmethod
    def before(cls, bench: Bench, step: str) -> Film:
        """A clone that waits for that step. Its narration takes a while."""
        film = cls.clone(bench, STAGE_BEFORE[step])
        if step == "narration":
            bench.connection.execute(LENGTHEN.encode(), {"pk": film.pk})
        return film

    @classmethod
    def clone(cls, bench: Bench, stage: str) -> Film:
        """A copy of the bench's finished film as it was at that stage, with files of its own."""
        step, kinds = STAGES[stage]
        new, old = str(uuid.uuid4()), bench.template
        for sql in (CLONE, CLONE_SCENES, CLONE_ARTIFACTS):
            values = {"new": new, "old": old, "step": step, "kinds": kinds}
            bench.connection.execute(sql.encode(), values)
        film = cls(bench, new, bench.mark())
        film.folder.mkdir(mode=0o700, parents=True)
        for artifact in film.artifacts:
            name = Path(artifact["file"]).name
            shutil.copy(film.folder.with_name(old) / name, film.folder / name)
        return film

    # The person

    def post(self, path: str, **fields: str) -> int:
        """The status of the reply. Raises OSError or HTTPException if no reply comes."""
        return post(self.bench, f"/projects/{self.pk}/{path}", **fields)

    def start(self, step: str) -> int:
        return self.post(f"start/{step}/")

    def make_with_a_long_end(self) -> int:
        """Make all of it. The first scene's clip is made while the last scene is spoken."""
        self.bench.connection.execute(LENGTHEN_LAST.encode(), {"pk": self.pk})
        return self.make()

    def make(self) -> int:
        return self.post("make/")

    def cancel(self) -> int:
        return self.post("cancel/")

    def throw_away(self) -> int:
        """Put it into the bin, as its page does."""
        return self.post("delete/")

    def delete(self) -> int:
        """For good, as a program does."""
        return ask(self.bench, "DELETE", self.address)

    # What is there

    @property
    def address(self) -> str:
        """Of the API."""
        return f"/api/video-creation/projects/{self.pk}"

    @property
    def folder(self) -> Path:
        return self.bench.files / "projects" / self.pk

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.folder.glob("*")}

    @property
    def row(self) -> dict[str, Any]:
        (row,) = self.bench.rows("SELECT * FROM projects_project WHERE id = %(pk)s", pk=self.pk)
        return row

    @property
    def status(self) -> str:
        return str(self.row["status"])

    @property
    def runs(self) -> list[dict[str, Any]]:
        sql = "SELECT * FROM projects_run WHERE project_id = %(pk)s ORDER BY id"
        return self.bench.rows(sql, pk=self.pk)

    @property
    def artifacts(self) -> list[dict[str, Any]]:
        sql = "SELECT * FROM projects_artifact WHERE project_id = %(pk)s"
        return self.bench.rows(sql, pk=self.pk)

    @property
    def exists(self) -> bool:
        sql = "SELECT count(*) FROM projects_project WHERE id = %(pk)s"
        return bool(self.bench.value(sql, pk=self.pk))

    @property
    def has_pages(self) -> bool:
        """Whether its pages show it. Those of one in the bin are told that it is gone."""
        sql = "SELECT count(*) FROM projects_project WHERE id = %(pk)s AND binned_at IS NULL"
        return bool(self.bench.value(sql, pk=self.pk))

    @property
    def log(self) -> Log:
        found = self.bench.rows(OF_PROJECT, pk=self.pk, after=self.mark)
        return Log(Entry.of(row) for row in found)

    # Waiting

    @property
    def rests(self) -> bool:
        return self.status in RESTING

    def wait_for_rest(self) -> None:
        wait_until(lambda: self.rests, A_FILM)

    def working_pid(self) -> int:
        """The id of the process that has claimed one of its Runs, or 0."""
        running = [run["worker"] for run in self.runs if run["state"] == "running"]
        return int(running[0].rsplit(":", 1)[1]) if running else 0

    def wait_for_early_clip(self) -> None:
        """Until a clip may be made early. It need not be at work: a busy machine may be slow."""
        wait_until(lambda: any(run["step"] == "scenes" for run in self.runs))

    def wait_for_two_steps(self) -> set[int]:
        """The processes that have claimed a narration or a clip, once there are both."""

        found: set[int] = set()

        def look() -> bool:
            running = [run for run in self.runs if run["state"] == "running"]
            found.clear()
            found.update(int(run["worker"].rsplit(":", 1)[1]) for run in running)
            return {run["step"] for run in running} >= {"narration", "scenes"}

        wait_until(look)
        return found

    def wait_for_work(self) -> int:
        wait_until(self.working_pid)
        return self.working_pid()


def post(bench: Bench, path: str, **fields: str) -> int:
    return _send(bench, "POST", path, urlencode(fields), "application/x-www-form-urlencoded")


def ask(bench: Bench, method: str, path: str, body: dict[str, object] | None = None) -> int:
    """As a program does, with JSON."""
    return _send(bench, method, path, json.dumps(body or {}), "application/json")


def _send(bench: Bench, method: str, path: str, body: str, kind: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", bench.studio.port, timeout=30)
    headers = {
        "Cookie": bench.studio.cookies(session=bench.session, csrf=CSRF),
        "X-CSRFToken": CSRF,
        "Origin": bench.studio.address,
        "Content-Type": kind,
    }
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


HEADLINE = re.compile(
    r'<div class="headline" data-running="(true|false)"[^>]* data-percent="(\d*)%?">.*?'
    r'<span class="pill[^"]*">([^<]+)</span>',
    re.DOTALL,
)


@dataclass(frozen=True)
class Frame:
    """What a page was sent: the status in words, the percent, and when."""

    at: float
    status: str
    percent: int


@dataclass
class Page:
    """An open page of a film. It keeps what comes over its socket, and connects again when cut off.

    `port`: of a proxy on the way, or else the studio's own. `last`: the newest frame of a revision,
    unchanged. A pulse is none: it may follow at once, and would hide that frame.
    """

    film: Film
    frames: list[Frame] = field(default_factory=list)
    port: int = 0
    last: str = ""

    def __enter__(self) -> Page:
        self._left = Event()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        wait_until(lambda: self.frames)
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._reader.join(10)

    def _read(self) -> None:
        bench = self.film.bench
        port = self.port or bench.studio.port
        while not self._left.is_set():
            try:
                with connect(
                    f"ws://127.0.0.1:{port}/ws/projects/{self.film.pk}/?language=en",
                    origin=bench.studio.address,  # type: ignore[arg-type]
                    additional_headers={"Cookie": bench.studio.cookies(session=bench.session)},
                ) as socket:
                    while not self._left.is_set():
                        self._keep(socket)
            except (OSError, WebSocketException):
                time.sleep(0.5)

    def _keep(self, socket: Any) -> None:
        try:
            frame = str(socket.recv(timeout=0.5))
        except TimeoutError:
            return
        if 'data-revision="' in frame:
            self.last = frame
        found = HEADLINE.search(frame)
        if found:
            self.frames.append(Frame(time.time(), found[3], int(found[2] or 0)))
