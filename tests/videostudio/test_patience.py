"""A database that does not answer: nobody waits for ever, and nothing of the wait stays behind."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from projects.monitoring.readiness import _parameters
from tests.support.studio import wait_until
from videostudio.patience import Connection, Silent

pytestmark = pytest.mark.django_db
ACTIVE = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND state = 'active'"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(Connection, "limit", 0.2)
    with Connection.connect(**_parameters(), autocommit=True) as opened:
        yield opened


def test_a_statement_without_an_answer_is_given_up_and_ends_on_the_server_too(hasty: Any) -> None:
    pid = hasty.info.backend_pid
    with pytest.raises(Silent, match=r"not answered within 0\.2 s"):
        hasty.execute("SELECT pg_sleep(60)")
    assert hasty.closed
    with pytest.raises(psycopg.OperationalError):
        hasty.execute("SELECT 1")
    with Connection.connect(**_parameters(), autocommit=True) as other:
        wait_until(lambda: other.execute(ACTIVE, [pid]).fetchone() == (0,))


def test_an_answer_in_time_is_given_and_workers_wait_for_theirs(hasty: Any) -> None:
    hasty.limit = 60.0
    assert hasty.execute("SELECT 1").fetchone() == (1,)
    hasty.limit = None
    assert hasty.execute("SELECT pg_sleep(0.3), 2").fetchone()[1] == 2
