"""The program that decodes one photo: python -m projects.media.photo_worker SOURCE OUT

A picture may be made to break or to swell whoever decodes it: here that ends one small process.
Answers with a line of JSON, {"size": [width, height]} or {"reason": as in NotAPicture}.
"""

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

from projects.media.photos import NotAPicture, accept

MEMORY = 1_500_000_000  # bytes of address space; the worst 50 megapixels take 0.9 billion


def _answer(source: Path, out: Path) -> dict[str, object]:
    try:
        return {"size": accept(source, out)}
    except NotAPicture as refusal:
        return {"reason": refusal.reason}
    except MemoryError:
        return {"reason": "picture_too_large"}


def main() -> None:
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(_answer(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)


if __name__ == "__main__":
    main()
