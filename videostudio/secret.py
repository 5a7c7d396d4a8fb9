"""The key that signs sessions and links. It is made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def stored_secret(path: Path) -> str:
    """The key in `path`. If there is none, it is made, and only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        temporary.touch(0o600)
        temporary.write_text(secrets.token_urlsafe(50))
        try:
            # A hard link fails if another process was first, so all processes use one key.
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()
