"""`manage.py studio` as a whole, and its supervisor: real processes, killed and counted."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import psutil
import pytest

from projects.management.commands.studio import collect_static
from tests.support.folders import open_folder
from tests.support.sources import ROOT
from tests.support.studio import Studio, free_port, wait_until
from videostudio.embedded.postgresql import PostgreSQL

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs PR_SET_PDEATHSIG")


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with open_folder("test") as base:
        yield base / "data"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def studio(data: Path, port: int) -> Iterator[Studio]:
    studio = Studio(data, port, first=True)
    yield studio
    studio.process.terminate()
    studio.process.wait(timeout=30)


def test_the_first_start_prints_one_line_a_link_that_makes_the_first_account(
    studio: Studio,
) -> None:
    origin = f"Video Studio: http://127.0.0.1:{studio.port}"
    link = re.fullmatch(rf"{origin}(/setup/[^/]+/)\n", studio.printed())
    assert link, studio.printed()
    assert studio.get(link[1]) == 200


def test_who_uses_a_wrong_setup_link_is_a_line_of_the_studios_output(studio: Studio) -> None:
    assert studio.get("/setup/wrong/") != 200
    wait_until(lambda: '"action": "setup"' in studio.printed())


def test_a_command_runs_beside_the_studio(studio: Studio) -> None:
    server = PostgreSQL(studio.data).main_pid()
    studio.env |= {"DJANGO_SUPERUSER_PASSWORD": "a-long-secret"}
    names = ["--username", "carol", "--email", "carol@example.org"]
    assert studio.command("createsuperuser", "--no-input", *names).returncode == 0
    assert PostgreSQL(studio.data).main_pid() == server


def test_a_port_in_use_is_said_in_words(studio: Studio) -> None:
    second = studio.command("studio")
    assert second.returncode != 0
    assert f"127.0.0.1:{studio.port}" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("word", ["videostudio.web", "worker"])
def test_a_child_that_is_killed_comes_back(studio: Studio, word: str) -> None:
    before = studio.child(word)
    assert before
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: studio.child(word) not in (None, before))
    wait_until(studio.answers)


def test_a_killed_database_comes_back(studio: Studio) -> None:
    before = PostgreSQL(studio.data).main_pid()
    assert before
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: PostgreSQL(studio.data).main_pid() not in (None, before))
    wait_until(studio.database_answers)
    wait_until(studio.answers)


def test_a_killed_keeper_comes_back(studio: Studio) -> None:
    keeper = studio.data / "run" / "postgresql.keeper"
    before = keeper.read_text()
    os.kill(int(before), signal.SIGKILL)
    wait_until(lambda: keeper.read_text() not in ("", before))
    wait_until(studio.database_answers)


def test_ctrl_c_ends_everything(studio: Studio) -> None:
    studio.interrupt()
    assert studio.process.returncode == 0
    assert studio.left_running() == []


@pytest.fixture(scope="module")
def again(studio: Studio) -> Iterator[Studio]:
    again = Studio(studio.data, studio.port)
    yield again
    again.process.terminate()
    again.process.wait(timeout=30)


def test_the_next_start_knows_the_account_and_prints_the_address(again: Studio) -> None:
    assert again.printed() == f"Video Studio: http://127.0.0.1:{again.port}/\n"


@on_linux
def test_a_killed_studio_leaves_nothing_running(again: Studio) -> None:
    again.process.kill()
    again.process.wait()
    wait_until(lambda: not again.left_running())


Supervise = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    """Starts a supervisor with a child for each Python script, named a, b, ... It ends after a
    while, so a test that waits for a line in vain fails."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from videostudio.server.lease import Lease\n"
        "from videostudio.server.restarts import Restarts\n"
        "from videostudio.server.supervisor import Child, Supervisor\n"
        "restarts, lease, *scripts = sys.argv[1:]\n"
        "children = [Child(name, [sys.executable, '-uc', script], dict(os.environ), Path(),"
        " lease=Lease(float(lease))) for name, script in zip('abc', scripts)]\n"
        "Supervisor(children, Restarts(Path(restarts)), lambda: None).run()"
    )

    def start(*scripts: str, lease: float = 60.0) -> "subprocess.Popen[str]":
        argv = [sys.executable, "-c", code, str(tmp_path / "restarts.json"), str(lease), *scripts]
        process = subprocess.Popen(argv, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        limit = Timer(90, process.kill)
        limit.start()
        started.append((process, limit))
        return process

    started: list[tuple[subprocess.Popen[str], Timer]] = []
    yield start
    for process, limit in started:
        limit.cancel()
        for _ in range(2):  # the second one kills its children, which may be frozen
            process.send_signal(signal.SIGINT)
        process.wait(60)


def read_line(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    return process.stderr.readline()


def test_output_is_passed_on_by_whole_lines_with_the_name_before(supervise: Supervise) -> None:
    process = supervise("import time; print('字\\nhalf', end=''); time.sleep(60)")
    assert read_line(process) == "a: 字\n"
    process.send_signal(signal.SIGTERM)
    assert process.communicate()[1] == "a: half\n"
    assert process.returncode == 0


def test_a_child_that_ends_is_started_again_and_leaves_no_grandchild(supervise: Supervise) -> None:
    sleeper = "subprocess.Popen(['sleep', '600'], stdout=subprocess.DEVNULL, stderr=2).pid"
    process = supervise(f"import subprocess; print({sleeper})")
    first = int(read_line(process).split()[1])
    assert read_line(process) == "a: ended (code 0) and is started again\n"
    wait_until(lambda: not psutil.pid_exists(first) or psutil.Process(first).status() == "zombie")
    assert int(read_line(process).split()[1]) != first
    process.send_signal(signal.SIGINT)
    process.communicate()


@on_linux
@pytest.mark.parametrize("then", ["os.kill(os.getpid(), signal.SIGSTOP)", "time.sleep(600)"])
def test_a_child_that_is_frozen_or_hangs_is_replaced_with_all_that_it_has_started(
    supervise: Supervise, then: str
) -> None:
    """Its own child is frozen too, and in a session of its own."""
    script = (
        "import os, signal, subprocess, time\n"
        "from videostudio.server.lifeline import ends_with_us\n"
        "from videostudio.server.pulse import Pulse\n"
        "options = dict(stdout=subprocess.DEVNULL, stderr=2, start_new_session=True)\n"
        "ends = ends_with_us(signal.SIGKILL)\n"
        "pid = subprocess.Popen(['sleep', '600'], preexec_fn=ends, **options).pid\n"
        f"os.kill(pid, signal.SIGSTOP); Pulse().beat(); print(pid); {then}"
    )
    process = supervise(script, lease=0.2)
    while not (word := read_line(process).split()[1]).isdigit():
        assert word == "ended", "a busy machine has not even started it within its first lease"
    first = int(word)
    assert re.fullmatch(
        r"a: ended \(code -9: it gave no sign of life for \d+ s, and was killed\)"
        r" and is started again\n",
        read_line(process),
    )
    wait_until(lambda: not psutil.pid_exists(first) or psutil.Process(first).status() == "zombie")


def test_a_second_ctrl_c_kills_the_stubborn_at_once(supervise: Supervise) -> None:
    stubborn = "signal.signal(signal.SIGTERM, lambda *_: print('no', flush=True))"
    process = supervise(
        f"import signal, time; {stubborn}; print('up'); [time.sleep(60) for _ in range(9)]"
    )
    assert read_line(process) == "a: up\n"
    process.send_signal(signal.SIGINT)
    assert read_line(process) == "a: no\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=8)
    assert process.returncode == 0


def test_the_files_of_the_pages_are_compressed_where_they_have_changed(
    data: Path, settings: Any
) -> None:
    settings.DATA, settings.STATIC_ROOT = data, data / "static"
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    collect_static()
    made = manifest.stat().st_mtime_ns
    collect_static()
    assert manifest.stat().st_mtime_ns == made
    (data / "static.collected").write_text("of other files")
    collect_static()
    assert manifest.stat().st_mtime_ns > made
    shutil.rmtree(settings.STATIC_ROOT)
    collect_static()
    assert manifest.exists()
