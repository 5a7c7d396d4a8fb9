"""The tests' own data folder, with its own PostgreSQL and Redis. It is deleted at the end.

This is a plugin and not a conftest, because pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.support import data_template

DATA = Path(tempfile.mkdtemp(prefix="studio-tests-"))
DATA.chmod(0o755)  # if the tests run as root, PostgreSQL runs as a service user
os.environ["STUDIO_DATA"] = str(DATA)
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)
# Python keeps what it has compiled, also where it was told not to: a run starts some hundred
# processes of the studio, and each would compile all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# espeak-ng, where a test is not about the natural voice: that takes a processor for seconds.
os.environ["STUDIO_VOICE"] = "quick"


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        data_template.remove()
