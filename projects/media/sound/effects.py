"""Soft sounds at scene changes, computed: a page that is turned, a breath of air, a drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from projects.vocabulary import Style, known

from .loudness import energy_of, measure
from .samples import MS, RATE, Samples

UNDER = 15.0  # dB that the loudest moment of an effect is below the voice
APART = 4.0  # seconds between two of them at least
_MOMENT = 100  # milliseconds
_ENDS = 60  # milliseconds after the change, before the first word of the scene


def _air(low: float, high: float, seconds: float) -> Samples:
    """Noise that swells and falls, and whose pitch rises from `low` Hz to `high` and sinks."""
    length, step = round(seconds * RATE), 512
    noise = np.random.default_rng(7).standard_normal(length + 2 * step)
    hertz, shape = np.fft.rfftfreq(2 * step, 1 / RATE), np.hanning(2 * step + 1)[:-1]
    made = np.zeros(length + 2 * step)
    for at in range(0, length, step):
        swell = np.sin(np.pi * at / length)
        middle = low * (high / low) ** swell
        band = np.exp(-((np.log2(np.maximum(hertz, 1.0) / middle) / 0.8) ** 2))
        heard = np.fft.irfft(np.fft.rfft(noise[at : at + 2 * step] * shape) * band)
        made[at : at + 2 * step] += heard * swell**2
    return made[step : step + length].astype(np.float32)


def _page() -> Samples:
    """Two short rustles, the second one a little later and higher."""
    first, second = _air(1500, 3500, 0.16), _air(2500, 6000, 0.2)
    made = np.zeros(len(second) + round(0.08 * RATE), np.float32)
    made[: len(first)] += first
    made[-len(second) :] += second
    return made


def _drop() -> Samples:
    time = np.arange(round(0.09 * RATE)) / RATE
    turns = 620 * time + 330 * 0.02 * np.exp(-time / 0.02)
    edge = np.minimum(1, time / 0.004) * np.minimum(1, time[::-1] / 0.01)
    return (np.sin(2 * np.pi * turns) * np.exp(-time / 0.025) * edge).astype(np.float32)


@dataclass(frozen=True)
class Manner:
    """Which sounds a style has at its scene changes, in turn, and at every how many changes."""

    sounds: tuple[Callable[[], Samples], ...]
    every: int = 1


def _whoosh() -> Samples:
    return _air(350, 2200, 0.36)


MANNERS = {
    Style.WARM: Manner((_page,), every=2),
    Style.LIVELY: Manner((_whoosh, _drop)),
    Style.PROFESSIONAL: Manner((_page,), every=2),
    Style.FRESH: Manner((_page, _drop), every=2),
    Style.MODERN: Manner((_whoosh,)),
}


@dataclass(frozen=True)
class Effect:
    at: int  # sample of the film
    sound: Samples


def at_changes(
    changes: Sequence[int], style: str, said: NDArray[np.bool_], voice_lufs: float
) -> list[Effect]:
    """The effects of a film whose scenes change at these samples.

    None begins, or goes on, while somebody speaks (`said`, by the millisecond).
    """
    manner = MANNERS[known(Style, style)]
    found: list[Effect] = []
    for number, change in enumerate(changes[:: manner.every]):
        sound = _leveled(manner.sounds[number % len(manner.sounds)], voice_lufs - UNDER)
        first = max(0, change + _ENDS * MS - len(sound))
        spoken = said[first // MS : (first + len(sound)) // MS + 1].any()
        if not spoken and (not found or first - found[-1].at >= APART * RATE):
            found.append(Effect(first, sound))
    return found


@lru_cache
def _leveled(make: Callable[[], Samples], lufs: float) -> Samples:
    """The effect with this loudness in its loudest moment."""
    sound = make()
    energy = np.convolve(measure(sound).energy, np.ones(_MOMENT) / _MOMENT)
    return sound * np.float32(np.sqrt(energy_of(lufs) / energy.max() / 2))


def add(effects: Sequence[Effect], heard: Samples, at: int) -> None:
    """Mix the effects into a piece of the film, in both channels; it begins at sample `at`."""
    for effect in effects:
        first, last = max(at, effect.at), min(at + len(heard), effect.at + len(effect.sound))
        if first < last:
            heard[first - at : last - at] += effect.sound[
                first - effect.at : last - effect.at, None
            ]
