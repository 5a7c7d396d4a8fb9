"""The program that finds faces: python -m projects.media.faces.worker PICTURE...

It prints a JSON list. For each picture it holds a list of faces: [left, top, right, bottom], shares
of the picture. Without ONNX Runtime there are none. Any other failure is its exit code.
"""

import json
import sys
from pathlib import Path

from .yunet import faces_of


def main() -> None:
    pictures = [Path(name) for name in sys.argv[1:]]
    try:
        found = faces_of(pictures)
    except ModuleNotFoundError:
        found = [[] for _ in pictures]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
