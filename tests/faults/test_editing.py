"""F26: two tabs edit a film of 20 scenes while it is made, and workers and the web are killed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from random import Random
from threading import Thread

import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film, ask
from tests.faults.killing import kill_at_random
from tests.support.studio import wait_until

SCENES, DEEDS, KILLS = 20, 40, 4
A_LONG_FILM = 900.0  # seconds
GROW = """
INSERT INTO projects_scene SELECT (jsonb_populate_record(t, jsonb_build_object(
    'position', n, 'id', nextval(pg_get_serial_sequence('projects_scene', 'id'))
))).* FROM projects_scene t, generate_series(4, %(scenes)s) n
WHERE project_id = %(pk)s AND position = 3
"""
IN_FILM = "SELECT id, position FROM projects_scene WHERE project_id = %(pk)s AND in_film"
KNOWN = """
SELECT (SELECT count(*) FROM projects_scene s
        WHERE s.project_id = %(pk)s AND s.narration LIKE %(said)s)
     + (SELECT count(*) FROM projects_historyentry h
        WHERE h.project_id = %(pk)s AND (h.before::text || h.after::text) LIKE %(said)s)
"""


class Tab(Thread):
    """Somebody who does one thing after the other. `said`: marks in words that were taken;
    `wrong`: answers that nobody should get."""

    def __init__(self, film: Film, name: str, chance: Random) -> None:
        super().__init__(daemon=True)
        self.film, self.tab, self.chance = film, name, chance
        self.said: list[str] = []
        self.wrong: list[tuple[str, str, int]] = []

    def run(self) -> None:
        for number in range(DEEDS):
            with suppress(OSError, HTTPException):  # the web was killed: the person tries again
                self._do(f"{self.tab}{number:03}")
            time.sleep(self.chance.uniform(0, 0.3))

    def _do(self, mark: str) -> None:
        scene = self.chance.choice(self.film.bench.rows(IN_FILM, pk=self.film.pk))["id"]
        place, to = f"script/scenes/{scene}", self.chance.randint(1, SCENES)
        # What comes while jobs work is refused, so there are many inserts, and cancels before them.
        deed = self.chance.choice([*DOING, "cancel", "cancel", *["insert"] * len(DOING)])
        if deed == "insert":
            said = f"这一句的记号是{mark}。"  # a split or a join keeps the mark whole
            if self._ask("POST", "script/scenes", after=scene, narration=said) == 200:
                self.said.append(mark)
        else:
            DOING[deed](self, place, to)

    def _ask(self, method: str, path: str, **body: object) -> int:
        """Answers are 200 or 202; 409 while jobs work; or 404 or 409 for what another tab has
        changed before."""
        status = ask(self.film.bench, method, f"{self.film.address}/{path}", body)
        if status not in (200, 202, 404, 409):
            self.wrong.append((method, path, status))
        return status


DOING: dict[str, Callable[[Tab, str, int], int]] = {
    "move": lambda tab, place, to: tab._ask("POST", f"{place}/move", to=to),
    "split": lambda tab, place, to: tab._ask("POST", f"{place}/split", at=3),
    "join": lambda tab, place, to: tab._ask("POST", f"{place}/join"),
    "duplicate": lambda tab, place, to: tab._ask("POST", f"{place}/duplicate"),
    "delete": lambda tab, place, to: tab._ask("DELETE", place),
    "make": lambda tab, place, to: tab._ask("POST", "make"),
    "cancel": lambda tab, place, to: tab._ask("POST", "cancel"),
}


@pytest.mark.rounds(small=0, full=5)
def test_nothing_that_was_taken_is_lost(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    bench.connection.execute(GROW.encode(), {"pk": film.pk, "scenes": SCENES})
    film.mark = bench.mark()
    tabs = [Tab(film, name, Random(chance.random())) for name in "ab"]
    assert film.make() == 302
    for tab in tabs:
        tab.start()
    while any(tab.is_alive() for tab in tabs):
        for _ in kill_at_random(bench, film, chance, times=KILLS):
            figures.count("F26")
        time.sleep(0.5)
    assert [tab.wrong for tab in tabs] == [[], []]
    assert any(tab.said for tab in tabs), "nothing was taken"
    wait_until(bench.is_whole)
    film.cancel()
    film.wait_for_rest()
    places = sorted(row["position"] for row in bench.rows(IN_FILM, pk=film.pk))
    assert places == [*range(1, len(places) + 1)], "each has its own place"
    for said in (said for tab in tabs for said in tab.said):
        assert bench.value(KNOWN, pk=film.pk, said=f"%{said}%"), f"{said} is lost"
    assert film.make() == 302
    wait_until(lambda: film.rests, A_LONG_FILM)
    at_peace(film)
    assert film.status == "completed", film.row["error"]
