from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.all_services import AllServices


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AllServices]:
    """Services of all kinds, for the tests of a file."""
    server = AllServices(tmp_path_factory.mktemp("services"))
    with server.services.serving():
        yield server
