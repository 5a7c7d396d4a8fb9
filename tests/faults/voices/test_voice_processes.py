"""F24: a voice is killed or frozen, or its worker ends. One voice speaks the whole film."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import psutil
import pytest

from tests.faults.figures import Figures
from tests.faults.film import Film, Page
from tests.faults.voices.bench import VoicedBench, before_narration, kill, spoken_by
from tests.support.studio import wait_until

GONE_WITHIN = 5.0  # seconds
NARRATOR = "kokoro-1"
Verdict = Callable[..., None]


@pytest.mark.rounds(small=0, full=20)
def test_a_voice_that_is_killed_in_a_scene_is_replaced_and_nobody_notices(
    bench: VoicedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film = before_narration(bench)
    with Page(film) as page:
        assert film.start("narration") == 302
        wait_until(lambda: bench.speaking(film))
        time.sleep(chance.uniform(0, 1))
        for voice in bench.speaking(film):
            kill(voice)
        fault = time.time()
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "draft"
    assert [run["attempt"] for run in film.runs] == [1] * len(film.runs), "an attempt was lost"
    assert spoken_by(film) == NARRATOR
    figures.recovered("F24", film.log, fault)


@pytest.mark.rounds(small=0, full=20)
def test_the_voices_of_a_killed_worker_end_and_another_worker_goes_on(
    bench: VoicedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film = before_narration(bench)
    assert film.start("narration") == 302
    wait_until(lambda: bench.speaking(film))
    time.sleep(chance.uniform(0, 1))
    worker, orphans = film.wait_for_work(), bench.speaking(film)
    for orphan in orphans if round_no % 2 else []:  # one that is frozen would not end by itself
        os.kill(orphan, signal.SIGSTOP)
    kill(worker)
    fault = time.time()
    wait_until(lambda: not any(map(psutil.pid_exists, orphans)))
    gone = time.time() - fault
    film.wait_for_rest()
    at_peace(film)
    assert gone < GONE_WITHIN
    assert film.status == "draft"
    assert spoken_by(film) == NARRATOR
    figures.took("F24", "the last voice's end", gone)
    figures.recovered("F24", film.log, fault)


@pytest.mark.some("verb", ["cancel", "delete"], small=1)
@pytest.mark.rounds(small=0, full=5)
def test_a_cancel_or_delete_ends_the_voice_that_speaks(
    bench: VoicedBench,
    at_peace: Verdict,
    chance: Random,
    figures: Figures,
    verb: str,
    round_no: int,
) -> None:
    film = before_narration(bench)
    assert film.start("narration") == 302
    wait_until(lambda: bench.speaking(film))
    time.sleep(chance.uniform(0, 1))
    voices = bench.speaking(film)
    assert film.post(f"{verb}/") == 302
    done = time.time()
    wait_until(lambda: not set(voices) <= set(bench.voices()))  # a warm one may stay
    stopped = time.time() - done
    at_peace(film)
    assert stopped < GONE_WITHIN
    figures.count("F24")
    figures.took("F24", f"the voice's end ({verb})", stopped)


@pytest.mark.rounds(small=0, full=2)
def test_a_voice_that_stands_still_is_given_up_and_the_scene_is_spoken_again(
    bench: VoicedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film = before_narration(bench)
    assert film.start("narration") == 302
    wait_until(lambda: bench.speaking(film))
    frozen = bench.speaking(film)
    for voice in frozen:
        os.kill(voice, signal.SIGSTOP)
    fault = time.time()
    film.wait_for_rest()
    assert not any(map(psutil.pid_exists, frozen)) or film.status == "draft"
    if film.status == "failed":
        assert film.row["error"]["code"] == "timed_out"
        assert film.post("retry/") == 302
        film.wait_for_rest()
    at_peace(film)
    assert film.status == "draft"
    assert spoken_by(film) == NARRATOR
    figures.recovered("F24", film.log, fault)


@pytest.mark.rounds(small=0, full=10)
def test_a_film_is_made_whichever_voice_or_worker_is_killed_on_the_way(
    bench: VoicedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film: Film = before_narration(bench)
    with Page(film) as page:
        assert film.make() == 302
        for _ in range(3):
            time.sleep(chance.uniform(0, 4))
            there = [*bench.voices(), *bench.workers]
            if not film.rests and there:
                kill(chance.choice(there))
        fault = time.time()
        film.wait_for_rest()
        if film.status == "failed":
            assert film.row["error"]["code"] == "worker_lost"
            wait_until(bench.is_whole)
            assert film.post("retry/") == 302
            film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    assert spoken_by(film) == NARRATOR
    figures.recovered("F24", film.log, fault)
