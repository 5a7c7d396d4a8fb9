"""Runs Python code beside a running studio. One process does this for all tests, because to start
one takes seconds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence

# It closes its connection each time: the database may be restarted before the next call.
LISTEN = """
import contextlib, io, json, sys, traceback
from django.db import connection
for line in sys.stdin:
    said, error = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            exec(json.loads(line), dict(globals()))
        except Exception:
            error = traceback.format_exc()
    connection.close()
    print(json.dumps([said.getvalue().strip(), error]), flush=True)
"""


class Shell:
    def __init__(self, manage: Sequence[str], env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [*manage, "shell", "--verbosity", "0", "--command", LISTEN],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, code: str) -> str:
        """Run these lines, each time with new variables. Returns what they printed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(code) + "\n")
        self._process.stdin.flush()
        said, error = json.loads(self._process.stdout.readline())
        assert not error, error
        return said

    def close(self) -> None:
        self._process.communicate()
