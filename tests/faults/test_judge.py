"""The judge: each invariant finds its kind of mistake, and finds nothing if all is right."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tests.faults import judge
from tests.faults.log import Entry, Log

_ids = count(1)
PROJECT = {"revision": 5, "run_no": 1, "status": "generating_audio", "progress": 40, "note": {}}
RUN = {"id": 7, "state": "running", "attempt": 1, "progress": 40, "worker": "vm:1", "losses": 0}
FILE = {"kind": "clip", "scene_id": 3, "input_hash": "abc"}
NEWS = {"run_no": 1, "outcome": "done"}


def updated(table: str, row: dict[str, Any], *, txid: int = 1, pid: int = 11, **new: Any) -> Entry:
    return Entry(next(_ids), 0.0, f"projects_{table}", "UPDATE", row, row | new, txid, pid)


def inserted(table: str, row: dict[str, Any], *, txid: int = 1) -> Entry:
    return Entry(next(_ids), 0.0, f"projects_{table}", "INSERT", {}, row, txid, 11)


def claimed(attempt: int, worker: str, pid: int) -> Entry:
    before = RUN | {"attempt": attempt - 1, "state": "queued"}
    return updated("run", before, pid=pid, attempt=attempt, state="running", worker=worker)


SECOND = RUN | {"attempt": 2, "worker": "vm:2"}
SUCCEEDED = updated("run", RUN, state="succeeded")
AT_REST = {"revision": 6, "status": "draft"}
WRONG: dict[str, tuple[Any, list[Entry]]] = {
    "an illegal move": (
        judge.moves_legally,
        [updated("project", PROJECT, status="generating_script")],
    ),
    "an end undone": (
        judge.moves_legally,
        [updated("run", RUN | {"state": "cancelled"}, state="succeeded")],
    ),
    "a revision twice": (judge.goes_forward, [updated("project", PROJECT, progress=50)]),
    "progress that falls": (
        judge.goes_forward,
        [updated("project", PROJECT, revision=6, progress=39)],
    ),
    "a stale heartbeat": (
        judge.fenced,
        [claimed(1, "vm:1", 11), claimed(2, "vm:2", 22), updated("run", SECOND, pid=11)],
    ),
    "a stale success": (
        judge.fenced,
        [
            claimed(1, "vm:1", 11),
            claimed(2, "vm:2", 22),
            updated("run", SECOND, pid=11, state="succeeded"),
        ],
    ),
    "a claim that does not raise the fence": (
        judge.fenced,
        [updated("run", RUN, attempt=3)],
    ),
    "a result without a success": (judge.kept_by_who_succeeded, [inserted("artifact", FILE)]),
    "a result of another transaction": (
        judge.kept_by_who_succeeded,
        [SUCCEEDED, inserted("artifact", FILE, txid=2)],
    ),
    "a thing made twice": (
        judge.made_once,
        [inserted("artifact", FILE), inserted("artifact", FILE)],
    ),
    "an end untold": (judge.told_once, [updated("project", PROJECT, **AT_REST)]),
    "an end told twice": (
        judge.told_once,
        [
            updated("project", PROJECT, **AT_REST),
            inserted("notification", NEWS),
            inserted("notification", NEWS),
        ],
    ),
    "a cancel told": (
        judge.told_once,
        [
            updated("run", RUN, state="cancelled"),
            updated("project", PROJECT, **AT_REST, note={"code": "cancelled"}),
            inserted("notification", NEWS),
        ],
    ),
}


@pytest.mark.parametrize(("check", "log"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_found(check: Any, log: list[Entry]) -> None:
    assert list(check(Log(log)))


def test_in_a_step_that_went_well_nothing_is_found() -> None:
    log = Log(
        [
            claimed(1, "vm:1", 11),
            updated("run", RUN, pid=11, state="queued", losses=1),
            claimed(2, "vm:2", 22),
            updated("run", SECOND, pid=22, progress=80),
            updated("project", PROJECT, revision=6, progress=80),
            updated("run", SECOND, pid=22, txid=9, state="succeeded"),
            inserted("artifact", FILE, txid=9),
            updated("project", PROJECT | {"revision": 6}, txid=9, revision=7, status="draft"),
            inserted("notification", NEWS, txid=9),
        ]
    )
    assert [wrong for check in judge.ON_LOG for wrong in check(log)] == []
