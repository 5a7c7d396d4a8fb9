"""Measures loudness by EBU R 128 with ffmpeg, and makes the filters for a target loudness."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..ffmpeg import run

RATE = 48_000  # Hz, of every sound the studio makes
INAUDIBLE = -60.0  # LUFS; quieter sound is left as it is
MOST_GAIN = 40.0  # dB


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness, and the highest true peak. The meter says -70 LUFS for silence."""

    lufs: float
    dbtp: float


def measure(
    source: Sequence[str], filters: Sequence[str], *, cwd: Path, beat: Callable[[], None]
) -> Loudness:
    """How loud ffmpeg's input `source` is after `filters`. Under half a second, LUFS are -70."""
    chain = ",".join([*filters, "ebur128=peak=true:framelog=quiet"])
    args = [*source, "-af", chain, "-f", "null", "-"]
    done = run(args, cwd=cwd, on_progress=lambda _: beat(), verbosity="info")
    found = re.findall(r"(?:I|Peak): +(\S+) (?:LUFS|dBFS)", done.log.rpartition("Summary:")[2])
    return Loudness(*map(float, found))


def leveling(
    source: Sequence[str],
    *,
    lufs: float,
    dbtp: float,
    layout: str,
    cwd: Path,
    beat: Callable[[], None],
) -> list[str]:
    """Filters that bring `source` to `lufs`, with true peaks under `dbtp`. Both are measured."""
    channels = f"aformat=channel_layouts={layout}"
    heard = measure(source, [channels], cwd=cwd, beat=beat)
    if heard.lufs < INAUDIBLE:
        return [channels]
    gain = min(lufs - heard.lufs, MOST_GAIN)
    if heard.dbtp + gain <= dbtp:
        return [channels, _volume(gain)]
    # The limiter lowers the loudness along with the peaks. Add as much gain again, once.
    limiting = [channels, _volume(gain), _limiter(dbtp)]
    limited = measure(source, limiting, cwd=cwd, beat=beat)
    return [channels, _volume(gain + lufs - limited.lufs), _limiter(dbtp)]


def _volume(gain: float) -> str:
    return f"volume={gain:.2f}dB"


def _limiter(dbtp: float) -> str:
    """The signal is oversampled, because only then its samples show its true peaks."""
    limit = f"alimiter=limit={10 ** (dbtp / 20):.5f}:attack=5:release=50:level=0:latency=1"
    return f"aresample=192000,{limit},aresample={RATE}"
