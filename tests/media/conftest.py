"""What all tests of media share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unittest.mock import patch

import pytest

from projects.media.pictures.parts import rasterized


@pytest.fixture(scope="session", autouse=True)
def drawn_once() -> Iterator[None]:
    """Many tests draw the same setting with other letters before it, and it takes longest."""
    with patch("projects.media.pictures.svg.rasterized", lru_cache(maxsize=16)(rasterized)):
        yield
