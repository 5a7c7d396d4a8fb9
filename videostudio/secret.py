"""The key that signs sessions and links, made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def stored_secret(path: Path) -> str:
    """The key in `path`; made there, readable by its owner alone, when it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        temporary.touch(0o600)
        temporary.write_text(secrets.token_urlsafe(50))
        try:
            # A hard link fails where another process was first, so all agree on one key.
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()
