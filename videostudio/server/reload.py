"""For developers: starts the children again when a file that they have loaded is saved."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from videostudio.server.supervisor import Child

# What a process reads once: code, compiled translations, the words of the providers.
LOADED = {".py", ".mo", ".toml"}


class Reload:
    """A tick of the supervisor. `root` is the project; of it `folders` are watched.

    The times of a few hundred files are compared, which takes some milliseconds. While a changed
    file cannot be compiled, the children go on as they are.
    """

    def __init__(self, children: Sequence[Child], root: Path, folders: Sequence[str]) -> None:
        self.children, self.root, self.folders = children, root, folders
        self.times = self._times()
        self.changed: set[Path] = set()

    def __call__(self) -> None:
        times = self._times()
        saved = {path for path, _ in times.items() ^ self.times.items()}
        if not saved:
            return
        self.times = times
        self.changed |= saved
        if wrong := next(filter(None, map(_wrong_with, sorted(self.changed))), ""):
            self._say(f"{wrong}. Nothing is started again until this is mended.")
            return
        self._say(f"{', '.join(map(str, sorted(self.changed)[:3]))}: changed")
        self.changed.clear()
        for child in self.children:
            child.renew()

    def _times(self) -> dict[Path, int]:
        """When each file was changed last, in nanoseconds."""
        found = {}
        for folder in self.folders:
            for path in (self.root / folder).rglob("*.*"):
                if path.suffix in LOADED:
                    with suppress(FileNotFoundError):  # an editor's, gone again
                        found[path] = path.stat().st_mtime_ns
        return found

    def _say(self, text: str) -> None:
        sys.stderr.write(text.replace(f"{self.root}/", "") + "\n")


def _wrong_with(path: Path) -> str:
    """Why this file cannot be compiled; "" where it can, or is no Python, or is gone."""
    if path.suffix != ".py":
        return ""
    try:
        compile(path.read_bytes(), path, "exec")
    except FileNotFoundError:
        return ""
    except (SyntaxError, ValueError) as error:  # the second: a null byte, in Python 3.11
        return f"{path}: {error}"
    return ""
