"""A studio's data folder after a first start. It is made once in a run of the tests, then copied.

It has an empty database and the compressed static files, which are half the time of a first start;
and a grey picture in place of each sample of a look, which takes a second or two to draw.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.sources import ROOT

# The parallel processes of one run share the folder. They have the same parent.
PARALLEL = "PYTEST_XDIST_WORKER" in os.environ
RUN = os.getppid() if PARALLEL else os.getpid()
FOLDER = Path(tempfile.gettempdir()) / f"studio-template-{RUN}"
MAKE = """
from django.core.management import call_command
from projects.management.commands.studio import collect_static
from tests.support.sample_pictures import store_all
call_command("migrate", interactive=False, verbosity=0)
collect_static()
store_all()
"""


def copy_to(data: Path, env: Mapping[str, str]) -> None:
    """Copy it with owners and modes: if the tests run as root, PostgreSQL runs as another user."""
    subprocess.run(["cp", "-a", str(_made(env)), str(data)], check=True)


def lend(part: str, data: Path, env: Mapping[str, str]) -> bool:
    """Copy one of its folders to `data`, if processes run in parallel. A process that is alone has
    made its own sooner."""
    if PARALLEL:
        subprocess.run(["cp", "-a", str(_made(env) / part), str(data / part)], check=True)
    return PARALLEL


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """A folder that the processes of this run share, for one of them at a time."""
    FOLDER.mkdir(exist_ok=True)
    FOLDER.chmod(0o755)  # so PostgreSQL can reach it; otherwise its data would go elsewhere
    with (FOLDER / f"lock-{name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shared = FOLDER / name
        shared.mkdir(exist_ok=True)
        yield shared


def remove() -> None:
    """Only the first process of the run calls this, at its end."""
    shutil.rmtree(FOLDER, ignore_errors=True)


def _made(env: Mapping[str, str]) -> Path:
    with locked("first-start") as folder:
        if not (folder / "made").exists():
            argv = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", MAKE]
            where = {"STUDIO_DATA": str(folder / "data")}
            subprocess.run(argv, env={**env, **where}, check=True)
            (folder / "made").touch()
    return folder / "data"
