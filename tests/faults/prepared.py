"""Prepares a bench for its tests, and checks what they leave over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from psycopg.types.json import Jsonb

from tests.faults.bench import Bench
from tests.faults.film import Film
from tests.faults.judge import clean, judge, left_over
from tests.support import data_template

# The hourly sweep, which removes what a killed worker has stored. Here it takes files of any age.
REMOVE_LEFTOVERS = """
from datetime import timedelta
from projects.jobs.cleanup import remove_unreferenced_files
remove_unreferenced_files(older_than=timedelta(0))
"""
# The tables of a project: the column that names it, and the one that names a scene.
TABLES = {
    "projects_project": ("id", None),
    "projects_scene": ("project_id", "id"),
    "projects_artifact": ("project_id", "scene_id"),
}
FAR = 1_000_000  # is added to the numbers of its scenes: those of other projects are less
AnyBench = TypeVar("AnyBench", bound=Bench)


@contextmanager
def prepared(bench: AnyBench) -> Iterator[AnyBench]:
    """The bench with its completed template. The first bench of a run makes it, the others copy
    it."""
    with closing(bench):
        with data_template.locked("faults") as folder:
            if (folder / "rows.json").exists():
                _take(bench, folder)
            else:
                _make(bench)
                _keep(bench, folder)
        yield bench


def _make(bench: Bench) -> None:
    film = Film(bench, bench.template, bench.mark())
    assert film.make() == 302
    film.wait_for_rest()
    accept([*judge(film), *clean(bench)])


def _keep(bench: Bench, folder: Path) -> None:
    rows = {}
    for table, (key, _) in TABLES.items():
        sql = f"SELECT to_jsonb(t) AS row FROM {table} t WHERE {key} = %(pk)s"
        rows[table] = [found["row"] for found in bench.rows(sql, pk=bench.template)]
    shutil.copytree(Film(bench, bench.template, 0).folder, folder / "files")
    (folder / "rows.json").write_text(json.dumps([bench.template, rows]))


def _take(bench: Bench, folder: Path) -> None:
    bench.template, rows = json.loads((folder / "rows.json").read_text())
    for table, (_, scene) in TABLES.items():
        sql = f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, %(row)s)).*"
        for row in rows[table]:
            moved = {scene: row[scene] + FAR} if scene and row[scene] else {}
            bench.connection.execute(sql.encode(), {"row": Jsonb(row | moved)})
    shutil.copytree(folder / "files", Film(bench, bench.template, 0).folder)


@contextmanager
def closing(bench: AnyBench) -> Iterator[AnyBench]:
    """The bench. At the end no files may be left over."""
    try:
        yield bench
        bench.heal()
        bench.shell(REMOVE_LEFTOVERS)
        accept(left_over(bench))
    finally:
        bench.close()


def accept(wrongs: list[str]) -> None:
    if wrongs:
        pytest.fail("\n".join(wrongs), pytrace=False)
