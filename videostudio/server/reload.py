"""For developers: starts the children again when a file that they have loaded is saved."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from videostudio.server.supervisor import Child

# Types of files that a process reads only once: code, translations, the words of providers.
LOADED = {".py", ".mo", ".toml"}


class Reload:
    """A tick of the supervisor. It watches `folders` below `root`.

    It compares the times of a few hundred files, which takes some milliseconds. While a changed
    file cannot be compiled, the children go on with the old code.
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
                    with suppress(FileNotFoundError):  # an editor's file that is gone again
                        found[path] = path.stat().st_mtime_ns
        return found

    def _say(self, text: str) -> None:
        sys.stderr.write(text.replace(f"{self.root}/", "") + "\n")


def _wrong_with(path: Path) -> str:
    """Why this file cannot be compiled. "" if it can, if it is not Python, or if it is gone."""
    if path.suffix != ".py":
        return ""
    try:
        compile(path.read_bytes(), path, "exec")
    except FileNotFoundError:
        return ""
    except (SyntaxError, ValueError) as error:  # the second: a null byte, in Python 3.11
        return f"{path}: {error}"
    return ""
