"""Music under the voice: it loops unheard, makes room for words, and ends with the film."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from projects.media.sound import effects, music, soundtrack, tracks
from projects.media.sound.ducking import openness, speaking
from projects.media.sound.loudness import measure
from projects.media.sound.moods import MOODS
from projects.media.sound.samples import RATE, read
from projects.vocabulary import Music, Style
from tests.support.sounds import wav

pytestmark = pytest.mark.by_turns

LONG = 75 * RATE  # samples; each piece begins again in it
MOODS_THERE = sorted({track.mood for track in tracks.tracks()})


def nothing() -> None:
    pass


def level(energy: np.ndarray, first: int, last: int) -> float:
    return float(10 * np.log10(max(1e-12, energy[first:last].mean())))


def test_there_is_music_of_every_mood() -> None:
    moods = [choice.value for choice in Music if choice.is_mood]
    assert sorted(moods) == MOODS_THERE
    chosen = {mood for by_type in MOODS.values() for mood in by_type.values()}
    assert all(mood.is_mood for mood in chosen)


def test_a_project_keeps_its_piece_and_not_all_have_the_same() -> None:
    for mood in MOODS_THERE:
        found = [tracks.choose(mood, str(number)) for number in range(12)]
        assert found == [tracks.choose(mood, str(number)) for number in range(12)]
        assert len(set(found)) > 1
    assert tracks.choose("off", "1") is None


@pytest.fixture(scope="module", params=MOODS_THERE)
def played(request, tmp_path_factory: pytest.TempPathFactory):
    """A piece of each mood for a film longer than it."""
    track = tracks.choose(request.param, "7")
    assert track
    piece = music.decoded(track.path, track, LONG, tmp_path_factory.mktemp("music"), nothing)
    planned = music.passes(piece, LONG)
    return track, planned, music.play(piece, planned, 0, LONG)


def test_a_piece_goes_on_in_whole_bars_and_ends_with_the_film(played) -> None:
    track, planned, _ = played
    assert sum(each.length for each in planned) == LONG
    assert len(planned) > 2
    bars = (track.loop[1] - track.loop[0]) / track.bar
    assert abs(bars - round(bars)) * track.bar < 0.05
    last = planned[-1]
    assert last.start + last.length == pytest.approx(track.end * RATE, abs=1)


def test_where_a_piece_begins_again_nothing_is_heard_of_it(played) -> None:
    """No click, no step in its level, no beat that comes too early or late."""
    track, planned, sound = played
    energy = measure(sound, peaks=False).energy
    edges = np.abs(np.diff(sound.mean(axis=1), n=2))
    bar = round(track.bar * 1000)
    joints = [each.at // 48 for each in planned[1:]]
    bars = [joints[0] + bar * count for count in range(1, 5)]
    steps = [abs(level(energy, at, at + 400) - level(energy, at - 400, at)) for at in bars]
    for at in joints:
        near = edges[(at - 60) * 48 : (at + 60) * 48]
        assert near.max() < 2 * np.quantile(edges, 0.9999)
        step = abs(level(energy, at, at + 400) - level(energy, at - 400, at))
        assert step < max(3.0, *steps)
        assert level(energy, at - 30, at + 30) > level(energy, at - 500, at + 500) - 9


def test_pieces_of_a_film_are_those_of_the_whole(tmp_path: Path) -> None:
    track = tracks.choose("happy", "1")
    assert track
    piece = music.decoded(track.path, track, LONG, tmp_path, nothing)
    planned = music.passes(piece, LONG)
    at = planned[1].at - 1000
    whole = music.play(piece, planned, at - RATE, 2 * RATE)
    halves = [music.play(piece, planned, at - RATE, RATE), music.play(piece, planned, at, RATE)]
    assert np.array_equal(np.concatenate(halves), whole)


@pytest.mark.parametrize("seconds", [3, 8, 40])
def test_a_persons_own_music_begins_with_the_film(tmp_path: Path, seconds: int) -> None:
    time = np.arange(12 * RATE) / RATE
    sung = 0.3 * np.sin(2 * np.pi * 220 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 2 * time))
    quiet = np.zeros(2 * RATE)
    own = wav(tmp_path / "own.wav", np.concatenate([quiet, sung, quiet]), RATE)
    piece = music.decoded(own, None, seconds * RATE, tmp_path, nothing)
    heard = music.play(piece, music.passes(piece, seconds * RATE), 0, seconds * RATE)
    energy = measure(heard, peaks=False).energy
    assert all(level(energy, at, at + 500) > -30 for at in range(0, seconds * 1000, 500))


def words(seconds: float, seed: int) -> np.ndarray:
    """Noise in syllables, which is as broad as speech."""
    time = np.arange(round(seconds * RATE)) / RATE
    swell = 0.15 + 0.85 * np.sin(2 * np.pi * 2.5 * time) ** 2
    return np.clip(np.random.default_rng(seed).normal(0, 0.08, len(time)) * swell, -1, 1)


def narrations(folder: Path) -> list[Path]:
    """Two scenes, the second with a pause of 1.5 seconds."""
    lead, rest, pause = np.zeros(4800), np.zeros(19200), np.zeros(72000)
    first = np.concatenate([lead, words(5.5, 1), rest])
    second = np.concatenate([lead, words(3, 2), pause, words(3, 3), rest])
    return [
        wav(folder / f"{number}.wav", sound, RATE) for number, sound in enumerate((first, second))
    ]


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return narrations(tmp_path_factory.mktemp("voices"))


def mixed(voices: list[Path], folder: Path, under: float, style: str = "lively"):
    """The film's sound, its voice at the level that it has there, and the rest."""
    track = tracks.choose("energetic", "3")
    assert track
    backing = soundtrack.Backing(track.path, track, under, style)
    soundtrack.make(voices, backing, folder / "film.wav", beat=nothing)
    sound, _ = read(folder / "film.wav")
    voice = np.concatenate([read(path)[0] for path in voices])
    gain = np.dot(voice, sound) / np.dot(voice, voice)
    return sound, gain * voice, sound - gain * voice


@pytest.mark.parametrize("under", [10, 12, 20])
def test_music_is_as_far_below_the_voice_as_was_asked(
    voices: list[Path], tmp_path: Path, under: int
) -> None:
    sound, voice, rest = mixed(voices, tmp_path, under)
    spoken = speaking(measure(voice, peaks=False))
    heard, below = measure(voice, peaks=False).energy, measure(rest, peaks=False).energy
    ratio = 10 * np.log10(heard[spoken].mean() / below[spoken].mean())
    assert ratio == pytest.approx(under, abs=1)


def test_music_comes_up_in_a_pause_and_ends_with_the_film(
    voices: list[Path], tmp_path: Path
) -> None:
    sound, voice, rest = mixed(voices, tmp_path, 12)
    spoken = speaking(measure(voice, peaks=False))
    below = measure(rest, peaks=False).energy
    pause = np.flatnonzero(~spoken[2000:-1000]) + 2000
    middle = int(pause.mean())
    assert level(below, middle, middle + 400) > level(below, 3000, 6000) + 3
    assert level(below, len(below) - 2500, len(below) - 800) > -50
    assert level(below, len(below) - 60, len(below)) < -50
    assert level(below, 0, 100) < level(below, 1500, 5000)


def test_the_same_film_sounds_the_same(voices: list[Path], tmp_path: Path) -> None:
    mixed(voices, tmp_path, 12)
    first = (tmp_path / "film.wav").read_bytes()
    mixed(voices, tmp_path, 12)
    assert (tmp_path / "film.wav").read_bytes() == first


def test_music_falls_before_a_word_and_rises_slowly_after_it() -> None:
    said = np.zeros(5000, bool)
    said[2000:3000] = True
    curve = openness(said)
    assert curve[1000] == 1
    assert np.all(curve[1950:3000] < 0.01)
    assert 0.1 < curve[3400] < 0.9
    assert curve[4000] == 1
    assert np.abs(np.diff(curve)).max() < 0.02


@pytest.mark.parametrize("style", Style)
def test_effects_are_few_and_soft_and_never_over_a_word(style: Style) -> None:
    changes = [RATE * at for at in (5, 6, 12, 18, 24)]
    said = np.ones(30_000, bool)
    for change in (*changes[:4], 21 * RATE):  # at the last change somebody speaks
        said[change // 48 - 400 : change // 48 + 100] = False
    found = effects.at_changes(changes, style, said, -16.0)
    assert 1 <= len(found) <= 3
    for effect in found:
        first, last = effect.at // 48, (effect.at + len(effect.sound)) // 48
        assert not said[first : last + 1].any()
        stereo = np.stack([effect.sound] * 2, axis=1)
        energy = np.convolve(measure(stereo, peaks=False).energy, np.ones(100) / 100)
        assert 10 * np.log10(energy.max()) - 0.691 <= -16 - 12
        assert effect.sound[0] == pytest.approx(0, abs=1e-3)
        assert effect.sound[-1] == pytest.approx(0, abs=1e-3)
