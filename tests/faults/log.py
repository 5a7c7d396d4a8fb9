"""A log of what was written to the database. Triggers keep it, so the studio's code cannot change
it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TABLES = ("projects_project", "projects_run", "projects_artifact", "projects_notification")
INSTALL = """
CREATE SCHEMA judge;
CREATE TABLE judge.log (
    id bigserial PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tbl text NOT NULL,
    op text NOT NULL,
    old jsonb,
    new jsonb,
    txid bigint NOT NULL DEFAULT txid_current(),
    pid integer NOT NULL DEFAULT pg_backend_pid()
);
CREATE FUNCTION judge.write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO judge.log (tbl, op, old, new) VALUES (
        TG_TABLE_NAME, TG_OP,
        CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
        CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END
    );
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER judge AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION judge.write();\n"
    for table in TABLES
)
OF_PROJECT = """
SELECT id, extract(epoch FROM at)::float AS at, tbl, op, old, new, txid, pid FROM judge.log
WHERE id > %(after)s AND %(pk)s IN (
    coalesce(new, old)->>'project_id',
    CASE tbl WHEN 'projects_project' THEN coalesce(new, old)->>'id' END
) ORDER BY id
"""


@dataclass(frozen=True)
class Entry:
    """One written row. `at`: seconds since 1970; `pid`: the connection's server process."""

    id: int
    at: float
    tbl: str
    op: str
    old: dict[str, Any]
    new: dict[str, Any]
    txid: int
    pid: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> Entry:
        return cls(**row | {"old": row["old"] or {}, "new": row["new"] or {}})

    def moved(self, column: str) -> bool:
        return self.old.get(column) != self.new.get(column)


class Log(list[Entry]):
    """The entries of one project, in the order in which they were written."""

    def updates(self, table: str) -> list[Entry]:
        return [e for e in self if e.tbl == f"projects_{table}" and e.op == "UPDATE"]

    def inserts(self, table: str) -> list[Entry]:
        return [e for e in self if e.tbl == f"projects_{table}" and e.op == "INSERT"]

    @property
    def claims(self) -> list[Entry]:
        return [e for e in self.updates("run") if e.moved("attempt")]

    @property
    def ends(self) -> list[Entry]:
        """The entries with which a project came to rest."""
        return [
            e
            for e in self.updates("project")
            if e.moved("status") and e.new["status"] in ("draft", "completed", "failed")
        ]
