"""A bench whose PostgreSQL and Redis can be taken away."""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from projects.media.ffmpeg import ffmpeg_path
from tests.faults.bench import Bench
from tests.support.servers import Service
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis

STOPS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
# If there is a file `plan`, one start of the program takes it and fails in the way that it names.
SHIM = """#!/bin/sh
plan="{plan}"
mv "$plan" "$plan.$$" 2> /dev/null || exec "{ffmpeg}" "$@"
echo "$plan: Cannot do it today" >&2
case $(cat "$plan.$$") in
    crash) kill -SEGV $$ ;;
    nothing) exit 0 ;;
    error) exit 1 ;;
    hang) exec sleep 600 ;;
esac
"""


class ServedBench(Bench):
    def __init__(self, **settings: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="studio-servers-"))
        self.home.chmod(0o755)
        self.postgresql = Service(PostgreSQL(self.home))
        self.redis = Service(Redis(self.home))
        self.plan, shim = self.home / "plan", self.home / "ffmpeg"
        shim.write_text(SHIM.format(plan=self.plan, ffmpeg=ffmpeg_path()))
        shim.chmod(0o755)
        servers = {
            "DATABASE_URL": self.postgresql.server.url,
            "REDIS_URL": self.redis.server.url,
            "STUDIO_FFMPEG": str(shim),
            "STUDIO_FROZEN_AFTER": "10",
        }
        super().__init__(**servers | settings)

    def close(self) -> None:
        super().close()
        for service in (self.postgresql, self.redis):
            service.stop(signal.SIGINT)
        shutil.rmtree(self.home)

    def heal(self) -> None:
        self.plan.unlink(missing_ok=True)
        for service in (self.postgresql, self.redis):
            service.thaw()
            if not service.is_up():
                service.start()
        super().heal()

    def away(self, mode: str, seconds: float) -> float:
        """Stop PostgreSQL for so long. Returns when it came back, in seconds since 1970."""
        self.postgresql.stop(STOPS[mode])
        time.sleep(seconds)
        self.postgresql.start()
        return time.time()

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Read rows, also after the connection was lost."""
        try:
            return super().rows(sql, **values)
        except psycopg.OperationalError:
            self.connection.close()
            self.connection = self._connected()
            return super().rows(sql, **values)

    def _connected(self) -> psycopg.Connection[dict[str, Any]]:
        url = self.postgresql.server.url
        return psycopg.connect(url, autocommit=True, row_factory=dict_row)
