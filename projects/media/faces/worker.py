"""The program that finds faces: python -m projects.media.faces.worker PICTURE...

It prints a JSON list of [left, top, right, bottom], shares of a picture. The list is empty where
ONNX Runtime is not installed. Any other failure is its exit code.
"""

import json
import sys
from pathlib import Path

from .yunet import faces_of


def main() -> None:
    try:
        found = faces_of([Path(name) for name in sys.argv[1:]])
    except ModuleNotFoundError:
        found = []
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
