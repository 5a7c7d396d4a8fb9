"""F25: the weights of the natural voice are damaged, gone, or have no room. Films are still made,
and none has two voices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.figures import Figures
from tests.faults.voices.bench import VoicedBench, before_narration, kill, spoken_by
from tests.support.studio import wait_until

Verdict = Callable[..., None]


def _damage(weights: Path) -> None:
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 255
    weights.write_bytes(content)


def _shorten(weights: Path) -> None:
    weights.write_bytes(weights.read_bytes()[:1000])


def end_all_voices(bench: VoicedBench) -> None:
    """And their workers, which are started again, and look at the weights then."""
    for worker in bench.workers:
        kill(worker)
    wait_until(lambda: not bench.voices())
    wait_until(bench.is_whole)


@pytest.mark.some("harm", [_damage, _shorten, Path.unlink], small=1)
@pytest.mark.rounds(small=0, full=1)
def test_broken_weights_are_joined_anew_at_the_next_start(
    bench: VoicedBench,
    at_peace: Verdict,
    figures: Figures,
    harm: Callable[[Path], None],
    round_no: int,
) -> None:
    (weights,) = bench.weights.glob("*.onnx")
    harm(weights)
    end_all_voices(bench)
    film = before_narration(bench)
    assert film.start("narration") == 302
    film.wait_for_rest()
    at_peace(film)
    assert film.status == "draft", film.row["error"]
    assert spoken_by(film) == "kokoro-1"
    figures.count("F25")


@pytest.mark.rounds(small=0, full=2)
def test_a_film_is_spoken_by_espeak_while_the_weights_cannot_be_stored(
    bench: VoicedBench, at_peace: Verdict, figures: Figures, round_no: int
) -> None:
    aside = bench.weights.with_name("voice.aside")
    bench.weights.rename(aside)
    try:
        bench.weights.write_text("in the way of the folder")
        end_all_voices(bench)
        film = before_narration(bench)
        assert film.make() == 302
        film.wait_for_rest()
        if film.status == "failed":  # it was begun before a worker had looked
            assert film.row["error"]["code"] == "voice_gone"
            assert film.post("retry/") == 302
            film.wait_for_rest()
        at_peace(film)
        assert film.status == "completed", film.row["error"]
        assert spoken_by(film) == ""
    finally:
        bench.weights.unlink()
        aside.rename(bench.weights)
        end_all_voices(bench)
    figures.count("F25")
