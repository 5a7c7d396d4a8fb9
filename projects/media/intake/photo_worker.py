"""The program that decodes one photo: python -m projects.media.intake.photo_worker SOURCE OUT

A malicious picture may crash its decoder, or fill the memory. Here that ends only a small process.
The program prints the reason of a refusal, as in NotAPicture. If it takes the picture, it prints
TAKEN and the time at which the picture was taken, which may be "".
Its exit code is the error number of the system if the new picture could not be written.
"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from . import photo_decoder
from .picture_kinds import TAKEN, NotAPicture

Accept = Callable[[Path, Path], str]


def _said(accept: Accept, source: Path, out: Path) -> str:
    try:
        return TAKEN + accept(source, out)
    except NotAPicture as refusal:
        return refusal.reason
    except MemoryError:
        return "picture_too_slow"


def main(accept: Accept) -> None:
    try:
        sys.stdout.write(_said(accept, Path(sys.argv[1]), Path(sys.argv[2])))
    except OSError as error:
        traceback.print_exc()
        sys.exit(error.errno or 1)


if __name__ == "__main__":
    main(photo_decoder.accept)
