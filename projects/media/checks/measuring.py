"""Reads a film once: its packets, its keyframes, its sound and its tags.

Only keyframes are decoded, and the sound. For a film of 30 s that is a tenth of a second of work.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..ffmpeg import FfmpegError, run
from ..formats import FPS, Format
from ..probe import Damaged
from ..sound.loudness import SILENT

Pictures = NDArray[np.uint8]  # number x height x width: how bright, 16 to 235

RATE = 8000  # samples a second: enough to hear silence
WIDE = 64  # pixels of a small picture

_STRICT = ("-xerror", "-err_detect", "explode")
_METER = "ebur128=peak=true:metadata=1:framelog=verbose,ametadata=mode=print:file=levels.txt"
_LUMA = "format=yuv420p,extractplanes=y"


@dataclass(frozen=True)
class Window:
    """A part of the frame, in pixels; all are even."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Measured:
    """`sizes`: the bytes of each frame. `keys`: which frames are keyframes. `small` and `window`
    are those, whole and in part. `sound`: one channel at RATE, full scale is 1."""

    film: Path
    form: Format
    sizes: NDArray[np.int64]
    keys: NDArray[np.int64]
    small: Pictures
    window: Pictures
    sound: NDArray[np.float32]
    lufs: float
    dbtp: float
    tags: Mapping[str, str]

    @property
    def seconds(self) -> float:
        return len(self.sizes) / FPS

    @cached_property
    def sound_seconds(self) -> float:
        return len(self.sound) / RATE

    @property
    def aigc(self) -> Mapping[str, str]:
        """The label of GB 45438-2025; empty if there is none."""
        try:
            found = json.loads(self.tags.get("AIGC", "{}"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def measure(
    film: Path, form: Format, seen: Window, *, beat: Callable[[], None] = lambda: None
) -> Measured:
    """Read `film` in one pass. `seen`: the window of its keyframes that is kept in full size.

    Raises Damaged if it cannot be read to its end.
    """
    high = _high(form)
    graph = (
        f"[0:v]split[a][b];[a]scale={WIDE}:{high}:flags=area,{_LUMA}[small];"
        f"[b]crop={seen.width}:{seen.height}:{seen.left}:{seen.top},{_LUMA}[window]"
    )
    packets = ["-map", "0:v:0", "-c", "copy", "-f", "framecrc", "packets.txt"]
    sound = ["-map", "0:a:0", "-af", _METER, "-ar", str(RATE), "-ac", "1", "-f", "s16le"]
    tags = ["-map_metadata", "0", "-f", "ffmetadata", "tags.txt"]
    outputs = [*packets, *sound, "sound.raw", *_raw("small"), *_raw("window"), *tags]
    with tempfile.TemporaryDirectory(dir=film.parent, prefix=".measured-") as name:
        folder = Path(name)
        reading = [*_STRICT, "-skip_frame", "nokey", "-i", str(film.resolve())]
        _run([*reading, "-filter_complex", graph, *outputs], folder, beat)
        sizes, keys = _packets(folder / "packets.txt")
        lufs, peak = _levels((folder / "levels.txt").read_text())
        return Measured(
            film,
            form,
            sizes,
            keys,
            _pictures(folder / "small.raw", WIDE, high),
            _pictures(folder / "window.raw", seen.width, seen.height),
            _sound(folder / "sound.raw"),
            lufs,
            peak,
            _tags((folder / "tags.txt").read_text(encoding="utf-8", errors="replace")),
        )


def look(
    measured: Measured, first: int, count: int, *, beat: Callable[[], None] = lambda: None
) -> Pictures:
    """Small pictures of these frames: every one is decoded, from the keyframe before them."""
    film, high = measured.film, _high(measured.form)
    with tempfile.TemporaryDirectory(dir=film.parent, prefix=".looked-") as name:
        folder = Path(name)
        reading = ["-ss", f"{max(0.0, (first - 0.5) / FPS):.4f}", "-i", str(film.resolve())]
        shown = ["-map", "0:v:0", "-vf", f"scale={WIDE}:{high}:flags=area,{_LUMA}"]
        frames = ["-frames:v", str(count), "-fps_mode", "passthrough", "-f", "rawvideo"]
        _run([*reading, *shown, *frames, "small.raw"], folder, beat)
        return _pictures(folder / "small.raw", WIDE, high)


def _run(args: list[str], folder: Path, beat: Callable[[], None]) -> None:
    try:
        run(args, cwd=folder, on_progress=lambda _: beat())
    except FfmpegError as error:
        if error.reason != "ffmpeg_failed":
            raise
        raise Damaged("damaged", error.log) from None


def _high(form: Format) -> int:
    return 2 * round(WIDE * form.height / form.width / 2)


def _raw(name: str) -> list[str]:
    written = ["-fps_mode", "passthrough", "-f", "rawvideo"]
    return ["-map", f"[{name}]", *written, f"{name}.raw"]


def _pictures(path: Path, width: int, height: int) -> Pictures:
    return np.fromfile(path, np.uint8).reshape(-1, height, width)


def _sound(path: Path) -> NDArray[np.float32]:
    samples = np.fromfile(path, "<i2").astype(np.float32)
    samples /= 32768
    return samples


def _packets(path: Path) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sizes of all packets, and the indexes of keyframes: these have no flag of their own."""
    fields = [line.split(",") for line in path.read_text().splitlines() if line[:1] != "#"]
    keys = [index for index, each in enumerate(fields) if not any("F=0x0" in end for end in each)]
    return np.array([int(each[4]) for each in fields], np.int64), np.array(keys, np.int64)


def _levels(printed: str) -> tuple[float, float]:
    """The loudness to the end, in LUFS, and the highest true peak, in dBTP."""
    loud = re.findall(r"^lavfi\.r128\.I=(\S+)", printed, re.MULTILINE)
    peaks = re.findall(r"^lavfi\.r128\.true_peaks_ch\d=(\S+)", printed, re.MULTILINE)
    lufs = max(SILENT, float(loud[-1])) if loud and loud[-1] != "nan" else SILENT
    return lufs, float(20 * np.log10(max(1e-6, *map(float, peaks), 1e-6)))


def _tags(written: str) -> dict[str, str]:
    """The global tags of an ffmetadata file, https://ffmpeg.org/ffmpeg-formats.html#Metadata-2."""
    head = re.split(r"^\[", written, maxsplit=1, flags=re.MULTILINE)[0]
    lines = re.findall(r"^([^;=\n]+)=((?:[^\\\n]|\\.|\\\n)*)$", head, re.MULTILINE)
    return {name: re.sub(r"\\(.|\n)", r"\1", value) for name, value in lines}
