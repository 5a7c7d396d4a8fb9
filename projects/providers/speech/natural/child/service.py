"""Takes requests and gives answers until its input ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from .model import Model
from .speaking import speak


def serve(weights: str) -> None:
    """Take a request a line from standard input, and print its answer in a line.

    `{}` is a sign of life: one when the model is loaded, and one after each part of a request. The
    requests and answers are those of `speaking.speak`. An error ends the program.
    """
    model = Model(weights)
    _tell({})
    for line in sys.stdin:
        _tell(speak(json.loads(line), model, lambda: _tell({})))


def _tell(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
