"""The tests' data folder: thrown away, with PostgreSQL and Redis of its own in it.

A plugin and not a conftest, because pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from tests.support import data_template

DATA = Path(tempfile.mkdtemp(prefix="studio-tests-"))
DATA.chmod(0o755)  # PostgreSQL runs as a service user where the tests run as root
os.environ["STUDIO_DATA"] = str(DATA)
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        data_template.remove()
