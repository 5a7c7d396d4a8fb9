"""Starts a server's process, and finds a wheel's files without importing its package."""

import pwd
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from videostudio.server.lifeline import ends_with_us


def package_folder(name: str) -> Path | None:
    spec = find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def spawn(
    argv: list[str], *, cwd: Path, held: int, account: pwd.struct_passwd | None = None
) -> "subprocess.Popen[bytes]":
    """Start a foreground server as `account` (None: our own). It ends when this process ends.

    It inherits our stdout and stderr, and the descriptor `held`.
    """
    return subprocess.Popen(
        argv,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        pass_fds=[held],
        preexec_fn=ends_with_us(signal.SIGINT),
        **identity(account),
    )


def identity(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments of subprocess that make a child run as `account`, without any other groups."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
