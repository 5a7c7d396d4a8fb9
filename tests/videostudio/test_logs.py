"""What the log never has, however much it is to have."""

from __future__ import annotations

import pytest

from videostudio.logs import configuration


@pytest.mark.parametrize("name", ["httpx2", "httpcore2", "websockets"])
def test_no_library_writes_the_addresses_and_headers_of_what_it_asks(name: str) -> None:
    """websockets writes the key of a ComfyUI at DEBUG, httpx2 that of Pixabay at INFO."""
    loggers = configuration("DEBUG", prints_audit=False)["loggers"]
    assert loggers[name] == {"level": "WARNING"}
