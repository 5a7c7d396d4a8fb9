"""Whether the natural voice can speak on this machine, and if not, why."""

from __future__ import annotations

import logging
import platform
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from . import memory
from .weights import Weights, WheelsMissing, wheels_missing

LEAST_MEMORY = 1 << 30  # bytes, for the voice and for the ffmpeg that works at the same time
log = logging.getLogger(__name__)


class Ability:
    """What lacks is a key of projects.status_text.VOICE_LACKS; "" if nothing does.

    A worker finds out at its start, and keeps it in a file for the web processes of the machine.
    """

    def __init__(self, weights: Weights, folder: Path):
        self._weights, self._found = weights, folder / "lack"

    def lack(self) -> str:
        """What was found last. It takes some microseconds, so every page may ask."""
        if lack := _packages():
            return lack
        found = ""
        with suppress(OSError):
            found = self._found.read_text()
        if not found and not self._weights.seem_whole and not self._weights.have_room:
            return "storage"  # then there is no room for a note that says so either
        return found if found != "memory" or _memory_is_short() else ""

    def find_out(self) -> str:
        """Join the weights if need be, and look at all that the voice needs."""
        lack = _packages() or self._weights_lack() or ("memory" if _memory_is_short() else "")
        self.note(lack)
        return lack

    def note(self, lack: str, detail: str = "") -> None:
        if lack:
            log.warning("espeak-ng speaks, for want of: %s. %s", lack, detail)
        with suppress(OSError):
            self._found.parent.mkdir(parents=True, exist_ok=True)
            self._found.write_text(lack)

    def _weights_lack(self) -> str:
        try:
            self._weights.make()
        except WheelsMissing as error:
            log.warning("The natural voice: %s", error)
            return "packages"
        except OSError as error:
            log.warning("The natural voice: its weights cannot be stored: %s", error.strerror)
            return "storage"
        return ""


@cache
def _packages() -> str:
    """Packages do not change while a process runs."""
    if find_spec("onnxruntime") is None or find_spec("hibari") is None:
        return "packages" if _has_wheels() else "platform"
    return "packages" if wheels_missing() else ""


def _has_wheels() -> bool:
    """Whether there are packages for this machine at all, as pyproject.toml says."""
    if sys.version_info >= (3, 15):
        return False
    machine = platform.machine().lower()
    known = {"linux": ("x86_64", "aarch64"), "darwin": ("arm64",)}
    return machine in known.get(sys.platform, ())


def _memory_is_short() -> bool:
    left = memory.available()
    return left is not None and left < LEAST_MEMORY
