"""Real ffmpegs, real signals: whatever happens, the caller learns it and no child is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from projects.media import ffmpeg
from projects.media.ffmpeg import FfmpegError
from tests.support.sources import ROOT

ENDLESS = ("-re", "-f", "lavfi", "-i", "testsrc=s=64x64:r=30", "-f", "null", "-")
SHORT = ("-f", "lavfi", "-i", "testsrc=s=128x128:r=30", "-frames:v", "90", "out.mp4")


def nothing(fraction: float) -> None:
    pass


def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """A zombie that nobody has reaped yet is not alive."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def shim(folder: Path, script: str) -> str:
    program = folder / "shim"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The process id of the ffmpeg that was started last."""
    note = tmp_path / "pid"
    real = ffmpeg.ffmpeg_path()
    script = f'echo $$ > "{note}.new"; mv "{note}.new" "{note}"; exec "{real}" "$@"'
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, script))

    def pid() -> int:
        until(note.exists)
        return int(note.read_text())

    return pid


def test_progress_rises_and_ends_at_one(tmp_path: Path) -> None:
    seen: list[float] = []
    done = ffmpeg.run(SHORT, cwd=tmp_path, total_frames=90, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert 0.0 <= seen[0] <= 1.0
    assert done.frames == 90


def test_progress_can_be_measured_in_seconds(tmp_path: Path) -> None:
    seen: list[float] = []
    paced = ["-re", "-f", "lavfi", "-i", "sine=d=1.2", "-f", "null", "-"]
    ffmpeg.run(paced, cwd=tmp_path, total_seconds=1.2, on_progress=seen.append)
    assert any(0.0 < fraction < 1.0 for fraction in seen)
    assert seen == sorted(seen)


@pytest.mark.parametrize("error", [RuntimeError("no longer wanted"), KeyboardInterrupt()])
def test_cancelling_ends_ffmpeg(
    tmp_path: Path, child: Callable[[], int], error: BaseException
) -> None:
    def cancel(fraction: float) -> None:
        if fraction > 0:
            raise error

    with pytest.raises(type(error)):
        ffmpeg.run(ENDLESS, cwd=tmp_path, total_frames=100, on_progress=cancel)
    assert not alive(child())


def test_a_frozen_ffmpeg_is_named_and_killed_and_the_heart_beats_on(
    tmp_path: Path, child: Callable[[], int]
) -> None:
    beats: list[float] = []

    def freeze(fraction: float) -> None:
        if fraction > 0:
            beats.append(fraction)
            os.kill(child(), signal.SIGSTOP)

    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run(ENDLESS, cwd=tmp_path, total_frames=600, on_progress=freeze, stall_after=1.6)
    assert caught.value.reason == "ffmpeg_stalled"
    assert not alive(child())
    assert len(beats) >= 3


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux kills orphans for us")
def test_a_killed_worker_leaves_no_ffmpeg(tmp_path: Path, child: Callable[[], int]) -> None:
    script = (
        "import sys; from pathlib import Path; from projects.media import ffmpeg;"
        f"ffmpeg.run({ENDLESS!r}, cwd=Path(sys.argv[1]), on_progress=lambda fraction: None)"
    )
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT)
    orphan = child()
    worker.kill()
    worker.wait()
    until(lambda: not alive(orphan))


def test_a_nonsense_input_gives_a_reason_and_a_log_without_paths(tmp_path: Path) -> None:
    folder = tmp_path / "a folder of ours"
    folder.mkdir()
    nonsense = folder / "holiday.mp4"
    nonsense.write_text("this is a letter, not a film")
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run(["-i", str(nonsense), "out.mp4"], cwd=folder, on_progress=nothing)
    assert caught.value.reason == "ffmpeg_failed"
    assert "holiday.mp4" in caught.value.log
    assert "/" not in caught.value.log.replace("mov,mp4", "")
    assert "a folder of ours" not in str(caught.value)


def test_a_long_log_is_cut_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'i=0; while [ $i -lt 500 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1'
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, script))
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run([], cwd=tmp_path, on_progress=nothing)
    assert "line 499" in caught.value.log
    assert "line 400" not in caught.value.log


def test_an_ffmpeg_that_ends_well_and_made_nothing_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, "exit 0"))
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run(["-i", "in.mp4", "out.mp4"], cwd=tmp_path, on_progress=nothing)
    assert caught.value.reason == "ffmpeg_failed"


def test_a_full_disk_has_a_reason_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = f'ulimit -f 1; exec "{ffmpeg.ffmpeg_path()}" "$@"'
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, limited))
    noise = ["-f", "lavfi", "-i", "anoisesrc=d=2", "out.wav"]
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run(noise, cwd=tmp_path, on_progress=nothing)
    assert caught.value.reason == "disk_full"


def test_ffmpegs_own_code_for_a_full_disk_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, "exit 228"))
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.run([], cwd=tmp_path, on_progress=nothing)
    assert caught.value.reason == "disk_full"


def raw_video(frames: Iterator[bytes], cwd: Path) -> ffmpeg.Done:
    source = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x64", "-r", "30", "-i", "pipe:0"]
    return ffmpeg.run([*source, "out.mkv"], cwd=cwd, on_progress=nothing, frames=frames)


def test_frames_of_ours_become_the_pictures(tmp_path: Path) -> None:
    assert raw_video((bytes([n]) * 64 * 64 for n in range(45)), tmp_path).frames == 45


def test_a_fault_while_drawing_frames_ends_ffmpeg_and_is_not_hidden(
    tmp_path: Path, child: Callable[[], int]
) -> None:
    def frames() -> Iterator[bytes]:
        yield bytes(64 * 64)
        raise ValueError("no such picture")

    with pytest.raises(ValueError, match="no such picture"):
        raw_video(frames(), tmp_path)
    assert not alive(child())


def test_raw_frames_are_read_one_by_one_and_a_fault_among_them_has_a_reason(
    tmp_path: Path,
) -> None:
    ffmpeg.run([*SHORT[:-1], "out.mkv"], cwd=tmp_path, on_progress=nothing)
    raw = ["-i", "out.mkv", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"]
    assert [len(each) for each in ffmpeg.decoded(raw, 128 * 128, cwd=tmp_path)] == [128 * 128] * 90
    (tmp_path / "out.mkv").write_bytes(b"no video at all")
    with pytest.raises(FfmpegError, match="ffmpeg_failed"):
        list(ffmpeg.decoded(raw, 128 * 128, cwd=tmp_path))


def test_an_ffmpeg_that_freezes_while_its_frames_are_read_is_named_and_killed(
    tmp_path: Path, child: Callable[[], int]
) -> None:
    endless = ("-f", "lavfi", "-i", "testsrc=s=64x64", "-f", "rawvideo", "-pix_fmt", "gray", "-")
    with pytest.raises(FfmpegError) as caught:
        for _ in ffmpeg.decoded(endless, 64 * 64, cwd=tmp_path, stall_after=0.3):
            os.kill(child(), signal.SIGSTOP)
    assert caught.value.reason == "ffmpeg_stalled"
    assert not alive(child())


def test_several_can_run_at_once_in_one_worker(tmp_path: Path) -> None:
    def one(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        return ffmpeg.run(SHORT, cwd=folder, total_frames=90, on_progress=nothing).frames

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(4))) == [90] * 4
    assert not [t for t in threading.enumerate() if t.name == "ffmpeg-frames"]


def test_a_short_call_that_hangs_is_ended(tmp_path: Path, child: Callable[[], int]) -> None:
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.capture(ENDLESS, cwd=tmp_path, timeout=0.5)
    assert caught.value.reason == "ffmpeg_stalled"
    assert not alive(child())


def test_our_ffmpeg_lacks_nothing() -> None:
    assert ffmpeg.missing_filters() == []


def test_what_a_poor_ffmpeg_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = "echo ' T.. scale             V->V       Scale.'; echo ' V....D libx264  H.264'"
    monkeypatch.setenv("STUDIO_FFMPEG", shim(tmp_path, listing))
    missing = ffmpeg.missing_filters()
    assert "ass" in missing
    assert not {"scale", "libx264"} & set(missing)
