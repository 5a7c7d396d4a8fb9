"""A studio's data folder as the first start leaves it, made once in a run of the tests.

An empty database and the static files, compressed: half of what a first start costs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.sources import ROOT

# Processes of one run, side by side, share it: they are children of one.
RUN = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
FOLDER = Path(tempfile.gettempdir()) / f"studio-template-{RUN}"
MAKE = """
from django.core.management import call_command
from projects.management.commands.studio import collect_static
call_command("migrate", interactive=False, verbosity=0)
collect_static()
"""


def copy_to(data: Path, env: Mapping[str, str]) -> None:
    """Owners and modes stay: PostgreSQL runs as another user where the tests run as root."""
    subprocess.run(["cp", "-a", str(_made(env)), str(data)], check=True)


def remove() -> None:
    """At the end of the run, by whoever began it."""
    shutil.rmtree(FOLDER, ignore_errors=True)


def _made(env: Mapping[str, str]) -> Path:
    FOLDER.mkdir(exist_ok=True)
    FOLDER.chmod(0o755)  # or PostgreSQL could not walk to it, and its data would go elsewhere
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / "made").exists():
            argv = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", MAKE]
            where = {"STUDIO_DATA": str(FOLDER / "data")}
            subprocess.run(argv, env={**env, **where}, check=True)
            (FOLDER / "made").touch()
    return FOLDER / "data"
