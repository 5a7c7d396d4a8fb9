"""Measures a piece of music and prints its entry for projects/media/sound/tracks.toml.

    python -m tests.tools.music FILE --bpm TEMPO

The tempo is what the piece was made with; the one that is played may differ a little. The first bar
begins with the file.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from projects.media.ffmpeg import run
from projects.media.sound import loops
from projects.media.sound.loudness import measure
from projects.media.sound.samples import RATE, Samples

NEAR = 0.08  # how far the played tempo may be from the one that is named, as a share
DYING = -12.0  # dB against the whole: the end of a piece that dies away
FADE = 1.2  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--bpm", type=float, required=True)
    wish = parser.parse_args()
    sound = decoded(wish.file)
    bpm = tempo(sound, wish.bpm)
    bar = 240 / bpm
    loop = loops.find(sound, bar=bar)
    end, fade = ending(sound, bar)
    bars = round((loop.end - loop.start) / bar)
    print(f"""[[track]]
file = "{wish.file.parent.name}/{wish.file.name}"
bpm = {bpm:.2f}
loop = [{loop.start:.2f}, {loop.end:.2f}]  # {bars} bars, likeness {loop.likeness:.2f}
end = {end:.2f}
fade = {fade:.2f}""")


def decoded(path: Path) -> Samples:
    shape = ["-ac", "2", "-ar", str(RATE), "-f", "f32le", "piece.f32"]
    with tempfile.TemporaryDirectory() as folder:
        run(["-i", str(path.resolve()), *shape], cwd=Path(folder), on_progress=lambda _: None)
        return np.fromfile(Path(folder) / "piece.f32", "<f4").reshape(-1, 2)


def tempo(sound: Samples, named: float) -> float:
    """The tempo near `named` at which the loudness rises most regularly."""
    energy = measure(sound, peaks=False).energy
    level = np.log(1e-6 + energy[: len(energy) // 10 * 10].reshape(-1, 10).mean(axis=1))
    rises = np.maximum(0, np.diff(level))
    beats = np.arange(len(rises)) / 100 / 60
    tempos = np.arange(named * (1 - NEAR), named * (1 + NEAR), 0.02)
    found = [
        sum(abs(np.vdot(np.exp(2j * np.pi * times * each * beats), rises)) for times in (1, 2))
        for each in tempos
    ]
    return float(tempos[int(np.argmax(found))])


def ending(sound: Samples, bar: float) -> tuple[float, float]:
    """Where a film ends in the piece, and the seconds before in which it fades.

    While the last chord can still be heard, if the piece dies away; else at the end of the last
    whole bar.
    """
    levels = measure(sound, peaks=False)
    energy = np.convolve(levels.energy, np.ones(300) / 300, mode="same")
    heard = 10 * np.log10(np.maximum(1e-12, energy)) - 0.691 - levels.lufs()
    if heard[-500:-150].mean() <= DYING:
        last = int(np.flatnonzero(heard > DYING)[-1])
        return min(len(sound) / RATE, last / 1000 + 0.4), 0.7
    return int((len(sound) / RATE + 0.05) / bar) * bar, min(bar, FADE)


if __name__ == "__main__":
    main()
