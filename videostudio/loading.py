"""Loading the studio. All that is loaded stays, so nobody looks for garbage in it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Python would look 400 times through all that is loaded so far, and later now and then."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
