"""The program that decodes one photo: python -m projects.media.intake.photo_worker SOURCE OUT

A malicious picture may crash its decoder, or fill the memory. Here that ends only a small process.
The program prints the reason of a refusal, as in NotAPicture, or nothing if it takes the picture.
Its exit code is the error number of the system if the new picture could not be written.
"""

import sys
import traceback
from pathlib import Path

from .photo_decoder import accept
from .picture_kinds import NotAPicture


def _refusal(source: Path, out: Path) -> str:
    try:
        accept(source, out)
    except NotAPicture as refusal:
        return refusal.reason
    except MemoryError:
        return "picture_too_slow"
    return ""


def main() -> None:
    try:
        sys.stdout.write(_refusal(Path(sys.argv[1]), Path(sys.argv[2])))
    except OSError as error:
        traceback.print_exc()
        sys.exit(error.errno or 1)


if __name__ == "__main__":
    main()
