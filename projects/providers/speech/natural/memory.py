"""How much memory this process and its children may still take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def available() -> int | None:
    """Bytes that are free on the machine and within the limits of its control groups (cgroups).

    None where neither can be read, such as on macOS.
    """
    return min([*_of_machine(), *_of_groups()], default=None)


def _of_machine() -> Iterator[int]:
    with suppress(OSError):
        if found := re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text()):
            yield int(found[1]) * 1024


def _of_groups() -> Iterator[int]:
    """What is left of each limit. Files that were read and may be dropped do not count as used."""
    for folder, limit, used, dropped in _groups():
        with suppress(OSError, ValueError, StopIteration):
            most = (folder / limit).read_text().strip()
            if most == "max":
                continue
            statistics = (folder / "memory.stat").read_text()
            files = next(re.finditer(rf"^{dropped} (\d+)", statistics, re.MULTILINE))[1]
            yield int(most) - int((folder / used).read_text()) + int(files)


def _groups() -> Iterator[tuple[Path, str, str, str]]:
    """The control groups of this process, the inner ones first, with the names of their files.

    https://docs.kernel.org/admin-guide/cgroup-v2.html, .../cgroup-v1/memory.html
    """
    root = Path("/sys/fs/cgroup")
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers == "":
                for folder in _upwards(root, path):
                    yield folder, "memory.max", "memory.current", "inactive_file"
            elif "memory" in controllers.split(","):
                for folder in _upwards(root / "memory", path):
                    names = "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"
                    yield folder, *names


def _upwards(root: Path, path: str) -> Iterator[Path]:
    """In a container the path may be that of its host, and the limit is at the root."""
    folder = root / path.strip("/")
    yield from (each for each in (folder, *folder.parents) if each.is_relative_to(root))
