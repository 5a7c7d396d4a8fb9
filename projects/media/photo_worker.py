"""The program that decodes one photo: python -m projects.media.photo_worker PARENT SOURCE OUT

A picture may be made to break or to swell whoever decodes it: here that ends one small process.
Answers with a line of JSON, {"size": [width, height]} or {"reason": as in NotAPicture}.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from projects.media.photos import NotAPicture, accept

MEMORY = 1_500_000_000  # bytes of address space; the worst 50 megapixels take 0.9 billion


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it died before the line above
            sys.exit(1)


def _answer(source: Path, out: Path) -> dict[str, object]:
    try:
        return {"size": accept(source, out)}
    except NotAPicture as refusal:
        return {"reason": refusal.reason}
    except MemoryError:
        return {"reason": "picture_too_large"}


def main() -> None:
    _die_with(int(sys.argv[1]))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(_answer(Path(sys.argv[2]), Path(sys.argv[3])), sys.stdout)


if __name__ == "__main__":
    main()
