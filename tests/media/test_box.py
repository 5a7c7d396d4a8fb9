"""Foreign code in a decoder would find a box: little to use, nobody to call, nothing to read."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from projects.media import ffmpeg, own_process
from projects.media.box import Box, Files, seccomp, trial
from projects.media.ffmpeg import OURS, FfmpegError
from projects.media.intake.video import READING, writing

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls of Linux")
WITH_LANDLOCK = pytest.mark.skipif("files" in trial.lacking(), reason="no Landlock here")
NOISE = ("-f", "lavfi", "-i", "anoisesrc=d=2", "out.wav")


def failure(args: tuple[str, ...], cwd: Path, box: Box) -> FfmpegError:
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run(args, cwd=cwd, on_progress=lambda _: None, box=box)
    return caught.value


@pytest.fixture
def canaries(tmp_path: Path) -> Iterator[dict[str, socket.socket]]:
    """Servers of this machine, by the addresses that ffmpeg has for them."""
    with ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        unix, abstract = (stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        unix.bind(str(tmp_path / "socket"))
        abstract.bind(f"\0studio-canary-{os.getpid()}")
        for server in (tcp, unix, abstract):
            server.listen()
            server.setblocking(False)
        yield {
            f"tcp://127.0.0.1:{tcp.getsockname()[1]}": tcp,
            f"http://127.0.0.1:{tcp.getsockname()[1]}/film.mp4": tcp,
            f"unix:{tmp_path / 'socket'}": unix,
        }


@ONLY_LINUX
@pytest.mark.parametrize("box", [OURS, writing(1000)], ids=["of our files", "of strangers' files"])
def test_no_ffmpeg_reaches_a_server(
    box: Box, canaries: dict[str, socket.socket], tmp_path: Path
) -> None:
    for address, server in canaries.items():
        error = failure(("-i", address, "-f", "null", "-"), tmp_path, box)
        assert "Operation not permitted" in error.log
        with pytest.raises(BlockingIOError):
            server.accept()


def test_neither_ffmpeg_nor_our_own_programs_know_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "STUDIO_PROBE_TOKEN", "PROVIDER_API_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "canary")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/ffmpeg")
    told = tmp_path / "told"
    (tmp_path / "shim").write_text(f"#!/bin/sh\nexport -p > '{told}'\nexit 0\n")
    (tmp_path / "shim").chmod(0o755)
    monkeypatch.setenv("STUDIO_FFMPEG", str(tmp_path / "shim"))
    ffmpeg.capture([], cwd=tmp_path)
    assert "/opt/ffmpeg" in told.read_text()
    assert "canary" not in told.read_text()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "shim"))
    told.unlink()
    own_process.run("any", patience=10)
    assert "canary" not in told.read_text()


def test_no_file_grows_beyond_what_was_asked_for(tmp_path: Path) -> None:
    error = failure(NOISE, tmp_path, replace(OURS, largest_file=4096))
    assert error.reason == "over_limit", "the storage is not full"
    assert (tmp_path / "out.wav").stat().st_size == 4096


def test_an_operators_own_lower_limit_is_kept_and_means_a_full_disk(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        assert failure(NOISE, tmp_path, writing(100_000)).reason == "disk_full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_work_without_end_ends_at_its_limit_of_cpu_time(tmp_path: Path) -> None:
    endless = ("-f", "lavfi", "-i", "color=s=1280x720", "-f", "null", "-")
    error = failure(endless, tmp_path, replace(OURS, cpu=1))
    assert error.reason == "over_limit"
    assert "1 s of CPU" in error.log


@ONLY_LINUX
def test_work_that_needs_too_much_memory_is_told_so(tmp_path: Path) -> None:
    wide = ("-xerror", "-f", "lavfi", "-i", "color=s=16000x16000", "-f", "null", "-")
    for memory in (200_000_000, 300_000_000):  # not enough for threads, nor for a picture
        assert failure(wide, tmp_path, replace(OURS, memory=memory)).reason == "over_limit"


@WITH_LANDLOCK
def test_ffmpeg_opens_nothing_but_the_file_of_the_stranger(tmp_path: Path) -> None:
    work, theirs, other = (tmp_path / name for name in ("work", "theirs", "others.wav"))
    work.mkdir()
    ffmpeg.run(NOISE, cwd=tmp_path, on_progress=lambda _: None)
    (tmp_path / "out.wav").rename(other)
    theirs.write_text(f"ffconcat version 1.0\nfile '{other}'\n")
    playlist = ("-f", "concat", "-safe", "0", "-i", str(theirs), "-f", "null", "-")
    ffmpeg.run(playlist, cwd=work, on_progress=lambda _: None)
    assert "Permission denied" in failure(playlist, work, READING).log
    elsewhere = (*NOISE[:-1], "../evil.wav")
    assert "Permission denied" in failure(elsewhere, work, writing(1_000_000)).log
    assert not (tmp_path / "evil.wav").exists()


# What code of a stranger would try. Each line is the name of a try that has succeeded.
TRIES = """
import ctypes, os, resource, socket, sys, threading
parent, secret, folder = os.getppid(), sys.argv[1], sys.argv[2]
libc = ctypes.CDLL(None, use_errno=True)
def call(*numbers):
    if libc.syscall(*numbers) < 0:
        raise OSError(ctypes.get_errno())
def start():
    if os.fork() == 0:
        os._exit(0)
tries = {
    "start": start,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "signal": lambda: os.kill(parent, 0),
    "read": lambda: open(secret),
    "write": lambda: open(secret + "2", "w"),
    "spy": lambda: open(f"/proc/{parent}/environ").read(),
    "trace": lambda: call(101 if os.uname().machine == "x86_64" else 117, 16, parent, 0, 0),
    "rings": lambda: call(425, 1, ctypes.create_string_buffer(120)),
    "namespace": lambda: call(272 if os.uname().machine == "x86_64" else 97, 0x10000000),
}
for family in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET"):
    kind = socket.SOCK_RAW if family in ("AF_NETLINK", "AF_PACKET") else socket.SOCK_STREAM
    tries[family] = lambda family=family, kind=kind: socket.socket(getattr(socket, family), kind)
tries["pair"] = socket.socketpair
tries["own file"] = lambda: open(folder + "/mine", "w")
tries["thread"] = lambda: threading.Thread(target=int).start()
tries["files"] = lambda: [os.open("/dev/null", 0) for _ in range(300)]
for name, act in tries.items():
    try:
        act()
    except OSError:
        continue
    print(name)
print(os.nice(0), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


@WITH_LANDLOCK
def test_foreign_code_can_compute_and_write_its_result_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("canary")
    work = tmp_path / "work"
    work.mkdir()
    python = tuple(map(Path, (sys.executable, sys.prefix, sys.base_prefix)))
    argv = [sys.executable, "-I", "-c", TRIES, str(tmp_path / "secret_key"), str(work)]
    with Box(apart=True, nice=3).closed(Files(python, (work,))) as before_exec:
        done = subprocess.run(
            argv, preexec_fn=before_exec, capture_output=True, text=True, check=False
        )
    assert done.stdout.split("\n") == ["own file", "thread", f"{os.nice(0) + 3} 0", ""]


def test_where_a_filter_is_known_no_network_is_reached() -> None:
    assert not (seccomp.filter_of(alone=True) and "network" in trial.lacking())
