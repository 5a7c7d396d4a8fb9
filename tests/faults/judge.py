"""The invariants. Each is a function that takes what was seen and returns what is wrong with it.

I1 ends, I3 made once, I5 monotone, I6 legal, I7 fenced, I8 told, I10 clean. Nothing here asks the
studio's own code: it reads the triggers' log, the disk, /proc and what was sent to pages.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import override
from PIL import Image

from projects.media.ffmpeg import FfmpegError, capture
from projects.timeline import RESTING, RUNNING, Status
from tests.faults.bench import Bench
from tests.faults.film import Film, Page
from tests.faults.log import Entry, Log
from tests.support.reference_model import MOVES
from tests.support.studio import wait_until

Wrongs = Iterator[str]
# Seconds. A hint takes up to 2, the reconcile up to 5 if the hint was lost; machines may be busy.
SHOWN_WITHIN = 8.0
MOST_OPEN_FILES = 120  # of one process; 30 to 60 are usual
RUN_MOVES = {
    "queued": {"queued", "running", "cancelled"},
    "running": {"queued", "running", "waiting", "succeeded", "failed", "cancelled"},
    "waiting": {"waiting", "running", "cancelled"},
}


def judge(film: Film, *pages: Page) -> list[str]:
    """Everything that is wrong with a film at rest, or []."""
    log = film.log
    wrongs = [f"{check.__name__}: {wrong}" for check in ON_LOG for wrong in check(log)]
    if film.exists:
        wrongs += [f"ends: {wrong}" for wrong in ends(film)]
        wrongs += [f"whole_files: {wrong}" for wrong in whole_files(film)]
    for page in pages:
        wrongs += [f"shown: {wrong}" for wrong in shown(page)]
    return wrongs


# I5, I6


def moves_legally(log: Log) -> Wrongs:
    for entry in log.updates("project"):
        before, after = entry.old["status"], entry.new["status"]
        if before != after and after not in MOVES[before]:
            yield f"{before} to {after}"
    for entry in log.updates("run"):
        if entry.new["state"] not in RUN_MOVES.get(entry.old["state"], {entry.old["state"]}):
            yield f"run {entry.new['id']}: {entry.old['state']} to {entry.new['state']}"


def goes_forward(log: Log) -> Wrongs:
    for entry in log.updates("project"):
        old, new = entry.old, entry.new
        if new["revision"] <= old["revision"]:
            yield f"revision {old['revision']} to {new['revision']}"
        same = old["run_no"] == new["run_no"] and old["status"] == new["status"]
        if same and new["status"] in RUNNING and new["progress"] < old["progress"]:
            yield f"progress {old['progress']} to {new['progress']}"
    for entry in log.updates("run"):
        fell = entry.new["progress"] < entry.old["progress"]
        if fell and not entry.moved("attempt"):
            yield f"run {entry.new['id']}: progress fell within attempt {entry.new['attempt']}"


# I7


def fenced(log: Log) -> Wrongs:
    """Only the worker that holds a Run writes to it, never one that has lost it."""
    holders: dict[int, tuple[int, str]] = {}  # by run: attempt, worker
    process = {entry.pid: entry.new["worker"] for entry in log.claims}
    for entry in log.updates("run"):
        run, attempt = entry.new["id"], entry.new["attempt"]
        if entry.moved("attempt"):
            if attempt != entry.old["attempt"] + 1 or entry.new["state"] != "running":
                yield f"run {run}: attempt {entry.old['attempt']} to {attempt}"
            holders[run] = (attempt, entry.new["worker"])
        elif _is_holders_write(entry) and run in holders:
            writer = process.get(entry.pid, holders[run][1])
            if writer != holders[run][1]:
                yield f"run {run}: {writer} wrote in attempt {attempt} of {holders[run][1]}"


def _is_holders_write(entry: Entry) -> bool:
    """Whether the holder wrote this. The sweep, which counts a loss, is not the holder."""
    stays = entry.new["state"] in ("running", "succeeded") and not entry.moved("losses")
    return entry.old["state"] == "running" and stays


PARTS = ("footage", "painting", "stock_video", "stock_photo", "candidate")  # stored before a clip


def kept_by_who_succeeded(log: Log) -> Wrongs:
    """A result is written only in the transaction that has checked the claim: it ends the Run, or,
    of what is paid for before the rest is made, it is a heartbeat."""
    checked = {"succeeded": set[int](), "running": set[int]()}
    for entry in log.updates("run"):
        checked.get(entry.new["state"], set()).add(entry.txid)
    for entry in log.inserts("artifact"):
        is_part = entry.new["kind"] in PARTS
        if entry.txid not in checked["running" if is_part else "succeeded"]:
            yield f"{entry.new['kind']} outside the transaction of a success"


# I3


def made_once(log: Log) -> Wrongs:
    """What was lost and forgotten may be made again."""
    made = Counter(_recipe(entry.new) for entry in log.inserts("artifact"))
    made.subtract(_recipe(e.old) for e in log if (e.tbl, e.op) == ("projects_artifact", "DELETE"))
    yield from (f"{what} made {count} times" for what, count in made.items() if count > 1)


def _recipe(artifact: dict[str, Any]) -> tuple[Any, ...]:
    return artifact["kind"], artifact["scene_id"], artifact["input_hash"]


# I8


def told_once(log: Log) -> Wrongs:
    told = log.inserts("notification")
    counted = Counter((e.new["run_no"], e.new["outcome"]) for e in told)
    yield from (f"{what} told {count} times" for what, count in counted.items() if count > 1)
    for end in log.ends:
        cancelled = end.new["note"].get("code") == "cancelled"
        due = end.old["status"] in RUNNING and not cancelled
        if due != (end.txid in {e.txid for e in told}):
            yield f"{end.old['status']} to {end.new['status']}: told {not due}, due {due}"


ON_LOG: tuple[Callable[[Log], Wrongs], ...] = (
    moves_legally,
    goes_forward,
    fenced,
    kept_by_who_succeeded,
    made_once,
    told_once,
)


def shown(page: Page) -> Wrongs:
    """What was sent to an open page never goes backwards, and ends with what the row says."""
    for before, after in zip(page.frames, page.frames[1:], strict=False):
        if before.status == after.status and after.percent < before.percent:
            yield f"{before.percent}% to {after.percent}% while {after.status}"
    if not page.film.has_pages:
        return
    with override("en"):
        wanted = str(Status(page.film.status).label)
    until = time.time() + SHOWN_WITHIN
    while page.frames[-1].status != wanted and time.time() < until:
        time.sleep(0.1)
    if page.frames[-1].status != wanted:
        yield f"the page says {page.frames[-1].status}, the row {wanted}"


# I1


def ends(film: Film) -> Wrongs:
    row = film.row
    if Status(row["status"]) not in RESTING:
        yield f"still {row['status']}"
    if row["status"] == "failed" and not row["error"].get("code"):
        yield "failed without a reason"
    active = [run["id"] for run in film.runs if run["state"] in ("queued", "running", "waiting")]
    if active and row["status"] not in RUNNING:
        yield f"{row['status']}, with active runs {active}"


# I3 on the disk

_sound: set[str] = set()  # digests of the files that were decoded before


def whole_files(film: Film) -> Wrongs:
    for row in film.artifacts:
        path = film.bench.files / row["file"]
        if not path.exists():
            yield f"{row['kind']} has no file"
            continue
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if (len(content), digest) != (row["size"], row["sha256"]):
            yield f"{row['kind']} is not what was stored"
        elif digest not in _sound and not _decodes(path):
            yield f"{row['kind']} does not decode"
        _sound.add(digest)


def _decodes(path: Path) -> bool:
    if path.suffix in (".srt", ".vtt"):
        return "-->" in path.read_text()
    if path.suffix == ".jpg":
        Image.open(path).load()
        return True
    try:
        capture(["-xerror", "-v", "error", "-i", str(path), "-f", "null", "-"], cwd=path.parent)
    except FfmpegError:
        return False
    return True


# I10


def clean(bench: Bench) -> list[str]:
    """What is left over when all films are at rest. It has a few seconds to go away."""
    wrongs: list[str] = []

    def look() -> bool:
        wrongs[:] = [f"still running: {pid}" for pid in bench.at_work()]
        wrongs.extend(
            f"{count} open files in {pid}"
            for pid, count in bench.open_files().items()
            if count > MOST_OPEN_FILES
        )
        idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        if bench.value(f"{idle} AND now() - state_change > interval '1 second'"):
            wrongs.append("idle in transaction")
        return not wrongs

    try:
        wait_until(look, 10)
    except AssertionError:
        return wrongs
    return []


def left_over(bench: Bench) -> list[str]:
    """Temporary folders, and files that no row names."""
    known = {
        row["file"]
        for table in ("artifact", "ownclip", "ownsound", "photo")
        for row in bench.rows(f"SELECT file FROM projects_{table}")
    }
    stored = [path for path in bench.files.rglob("*") if path.is_file()]
    known |= bench.given
    strays = [path for path in stored if str(path.relative_to(bench.files)) not in known]
    return [f"left: {path}" for path in (*bench.temporary_files(), *strays)]
