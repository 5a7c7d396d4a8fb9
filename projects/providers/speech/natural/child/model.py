"""The model: from symbols to samples, and when each symbol begins."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

RATE = 24000  # Hz
HOP = 600  # samples of one unit in which the model counts durations
MOST = 500  # symbols of one call; the styles end at 510
_HERE = Path(__file__).resolve().parent

Samples = NDArray[np.float32]


class Model:
    """Kokoro-82M, with one thread. `weights` is the file that `weights.py` joins."""

    def __init__(self, weights: str):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        if not _sums_are_exact():
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )
        # The memory of a sentence goes back to the system after it, 300 MB of up to 580. If each of
        # the model's operations gave its own back, that would take more time than the speaking.
        self._giving_back = onnxruntime.RunOptions()
        self._giving_back.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self._ids: dict[str, int] = json.loads((_HERE / "symbols.json").read_text("utf-8"))
        self._styles: dict[str, Samples] = {}

    def knows(self, symbol: str) -> bool:
        return symbol in self._ids

    def speak(self, symbols: str, style: str, speed: float) -> tuple[Samples, list[int]]:
        """The samples, full scale being 1, and the sample at which each symbol begins.

        `symbols` are known ones, from 1 to MOST. `style` is the path of a style's file.
        """
        tokens = [0, *(self._ids[symbol] for symbol in symbols), 0]
        sound, lengths = self._session.run(
            None,
            {
                "tokens": np.array([tokens], np.int64),
                "style": self._style(style)[len(symbols) - 1 : len(symbols)],
                "speed": np.array([speed], np.float32),
            },
            self._giving_back,
        )
        begins = np.cumsum(lengths.ravel()).astype(int) * HOP
        return sound.ravel(), begins[: len(symbols)].tolist()

    def _style(self, path: str) -> Samples:
        """One row for each number of symbols, from 1 up."""
        if path not in self._styles:
            self._styles[path] = np.fromfile(path, "<f4").reshape(-1, 256)
        return self._styles[path]


def _sums_are_exact() -> bool:
    """Whether this processor adds up products of signed bytes in enough bits. Of those of Intel and
    AMD, the older ones do it only for unsigned bytes, which takes longer."""
    flags = ""
    with suppress(OSError):
        flags = Path("/proc/cpuinfo").read_text()
    return "vnni" in flags or platform.machine() != "x86_64"
