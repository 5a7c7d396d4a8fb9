"""The only module that starts ffmpeg: with progress, a heartbeat, and no child left behind."""

from __future__ import annotations

import os
import re
import select
import selectors
import signal
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import imageio_ffmpeg

from .box import Box, Files, environment
from .ffmpeg_error import FfmpegError as FfmpegError
from .ffmpeg_error import failure

Raw = bytes | bytearray
"""A frame, or another piece of what comes and goes through a pipe."""

BEAT = 0.5
"""Seconds without news after which `on_progress` is called anyway."""

LOG_LINES = 20
_WHEEL = Path(imageio_ffmpeg.__file__).parent
PATIENCE = 1.0  # seconds between asking a child to end and killing it
_MEASURED = (
    *("-hide_banner", "-nostats", "-y"),
    *("-progress", "pipe:1", "-stats_period", "0.25"),
)
OURS = Box(cpu=3600, largest_file=8_000_000_000, nice=5)
"""For files of our own. A film of three minutes takes a twentieth of it, on a slow machine."""

NEEDED = (
    *("alphamerge", "apad", "aresample", "ass", "color", "crop", "extractplanes", "format"),
    *("fps", "gblur", "loop", "lutyuv"),
    *("movie", "overlay", "pad", "scale", "setparams", "setpts", "settb", "showinfo", "split"),
    *("tonemap", "trim", "zscale"),
    *("aac", "libx264", "mjpeg", "pcm_f32le", "pcm_s16le"),
)


@dataclass(frozen=True)
class Done:
    """What ffmpeg counted in its first output: frames, and seconds up to the last packet.

    `log` is the end of its log.
    """

    frames: int
    seconds: float
    log: str


def ffmpeg_path() -> str:
    """The program that STUDIO_FFMPEG names, else the one in the wheel of imageio-ffmpeg."""
    return os.environ.get("STUDIO_FFMPEG") or imageio_ffmpeg.get_ffmpeg_exe()


def run(
    args: Sequence[str],
    *,
    cwd: Path,
    total_frames: int = 0,
    total_seconds: float = 0.0,
    on_progress: Callable[[float], None],
    frames: Iterable[Raw] | None = None,
    stall_after: float = 15.0,
    verbosity: str = "error",
    box: Box = OURS,
) -> Done:
    """Run `ffmpeg ARGS` in `cwd`. A thread writes `frames` to its stdin, the input pipe:0.

    `on_progress` gets the measured fraction, 0 to 1, which never falls. It is called several times
    a second, also while ffmpeg prints nothing, and with 1.0 at the end. If it raises, the child is
    ended and the exception passes through. A child without progress for `stall_after` seconds is
    killed. `box` limits what it may use: in one that is `apart`, ffmpeg opens only what `args` name
    by an absolute path, and what is in `cwd`. Raises FfmpegError.
    """
    progress = _Progress(total_frames, total_seconds)
    head = ["-v", verbosity, *_MEASURED, *([] if frames else ["-nostdin"])]
    child = _Child([*head, *args], cwd, frames, box)
    try:
        _follow(child, progress, on_progress, stall_after)
        cpu = _wait(child.process)
    except BaseException:
        child.end()
        raise
    child.close()
    if code := child.process.returncode:
        said = [*child.log, f"ffmpeg ended with code {code}"]
        raise failure(code, said, cwd, args, box=box, cpu=cpu)
    if not progress.ended:
        raise failure(0, [*child.log, "ffmpeg ended without a word of what it made"], cwd, args)
    on_progress(1.0)
    seconds = progress.counts["out_time_us"] / 1_000_000
    return Done(progress.counts["frame"], seconds, "\n".join(child.log))


def capture(
    args: Sequence[str],
    *,
    cwd: Path,
    timeout: float = 20.0,
    check: bool = True,
    box: Box = OURS,
) -> str:
    """What a short ffmpeg call prints on stdout and stderr. `check=False` accepts any exit code."""
    argv = ["-nostdin", "-hide_banner", *args]
    process = _start(argv, cwd, box, stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        printed = process.communicate(timeout=timeout)[0].decode(errors="replace")
    except subprocess.TimeoutExpired:
        _end(process)
        raise FfmpegError("ffmpeg_stalled") from None
    except BaseException:
        _end(process)
        raise
    if check and process.returncode:
        log = printed.splitlines()[-LOG_LINES:]
        raise failure(process.returncode, log, cwd, args, box=box)
    return printed


def decoded(
    args: Sequence[str], size: int, *, cwd: Path, box: Box = OURS, stall_after: float = 12.0
) -> Iterator[bytearray]:
    """What `ffmpeg ARGS` writes to its stdout, `size` bytes at a time, such as raw frames.

    It ends with this iterator, or with the thread that reads it. A child that gives nothing for
    `stall_after` seconds is killed: before its reader, which waits for it, seems to stall. `box`
    works as in `run`. Raises FfmpegError.
    """
    argv = ["-v", "error", "-nostdin", "-hide_banner", "-xerror", *args]
    with tempfile.TemporaryFile() as log:
        process = _start(argv, cwd, box, stdin=subprocess.DEVNULL, stderr=log, bufsize=0)
        out = _pipe(process.stdout)
        try:
            while piece := _piece(out, size, stall_after):
                yield piece
            cpu = _wait(process)
            if code := process.returncode:
                log.seek(0)
                said = log.read().decode(errors="replace").splitlines()[-LOG_LINES:]
                raise failure(code, said, cwd, args, box=box, cpu=cpu)
        finally:
            _end(process)
            out.close()


def _piece(pipe: IO[bytes], size: int, stall_after: float) -> bytearray | None:
    """The next `size` bytes; None if there are no more."""
    piece = bytearray(size)
    rest = memoryview(piece)
    while rest:
        if not select.select([pipe], [], [], stall_after)[0]:
            raise FfmpegError("ffmpeg_stalled")
        count = os.readv(pipe.fileno(), [rest])
        if not count:
            return None
        rest = rest[count:]
    return piece


def missing_filters() -> list[str]:
    """The filters and encoders that the studio needs and that this ffmpeg lacks."""
    here = Path.cwd()
    listing = capture(["-filters"], cwd=here) + capture(["-encoders"], cwd=here)
    known = set(re.findall(r"^ *[A-Z.]+ +(\w+) ", listing, re.MULTILINE))
    return [name for name in NEEDED if name not in known]


class _Progress:
    """ffmpeg's own count of frames, or its output time, as a fraction of the expected total."""

    def __init__(self, total_frames: int, total_seconds: float):
        self.counts = {"frame": 0, "out_time_us": 0}
        self._totals = {"frame": total_frames, "out_time_us": int(total_seconds * 1_000_000)}
        self.fraction = 0.0
        self.ended = False  # whether ffmpeg has reported its end: exit code 0 is not enough

    def take(self, line: str) -> None:
        name, _, value = line.partition("=")
        self.ended |= line.strip() == "progress=end"
        if name in self.counts and value.strip().isdigit():
            self.counts[name] = int(value)
            if total := self._totals[name]:
                self.fraction = min(1.0, max(self.fraction, self.counts[name] / total))


def _follow(
    child: _Child, progress: _Progress, on_progress: Callable[[float], None], stall_after: float
) -> None:
    """Measure and report until the child closes its pipes. Raises FfmpegError if it stalls."""
    state: tuple[int, ...] = ()
    changed_at = told_at = time.monotonic()
    while child.is_open:
        for line in child.read(BEAT):
            progress.take(line)
        now = time.monotonic()
        before, state = state, (*progress.counts.values(), child.frames_fed)
        changed_at = changed_at if state == before else now
        # Check this before calling on_progress, which may take long when the database is slow.
        if now - changed_at > stall_after:
            raise FfmpegError("ffmpeg_stalled", "\n".join(child.log))
        if state != before or now - told_at >= BEAT:
            on_progress(progress.fraction)
            told_at = now


class _Child:
    """A running ffmpeg, its progress lines, the end of its log, and the thread that feeds it."""

    def __init__(self, argv: Sequence[str], cwd: Path, frames: Iterable[Raw] | None, box: Box):
        stdin = subprocess.DEVNULL if frames is None else subprocess.PIPE
        self.process = _start(argv, cwd, box, stdin=stdin, stderr=subprocess.PIPE)
        self.log: deque[str] = deque(maxlen=LOG_LINES)
        self._partial = {"out": b"", "log": b""}
        self._selector = selectors.DefaultSelector()
        self._selector.register(_pipe(self.process.stdout), selectors.EVENT_READ, "out")
        self._selector.register(_pipe(self.process.stderr), selectors.EVENT_READ, "log")
        self._feeder = None if frames is None else _Feeder(frames, _pipe(self.process.stdin))

    @property
    def is_open(self) -> bool:
        return bool(self._selector.get_map())

    @property
    def frames_fed(self) -> int:
        return self._feeder.fed if self._feeder else 0

    def read(self, timeout: float) -> list[str]:
        """Progress lines that come within `timeout` seconds. Raises what `frames` raised."""
        progress: list[str] = []
        for key, _ in self._selector.select(timeout):
            chunk = os.read(key.fd, 65536)
            if not chunk:
                self._selector.unregister(key.fileobj)
            (progress if key.data == "out" else self.log).extend(self._lines(key.data, chunk))
        if self._feeder and self._feeder.error:
            raise self._feeder.error
        return progress

    def _lines(self, name: str, chunk: bytes) -> list[str]:
        text = self._partial[name] + chunk
        whole, _, self._partial[name] = (text if chunk else text + b"\n").rpartition(b"\n")
        return [line for line in whole.decode(errors="replace").splitlines() if line.strip()]

    def end(self) -> None:
        _end(self.process)
        self.close()

    def close(self) -> None:
        """Close the pipes of a child that has ended."""
        self._selector.close()
        if self._feeder:
            self._feeder.join(PATIENCE)
        for pipe in (self.process.stdout, self.process.stderr):
            _pipe(pipe).close()


class _Feeder(threading.Thread):
    """Writes frames to a child, which may stop reading at any moment."""

    def __init__(self, frames: Iterable[Raw], pipe: IO[bytes]):
        super().__init__(name="ffmpeg-frames", daemon=True)
        self.fed = 0
        self.error: BaseException | None = None
        self._frames, self._out = frames, pipe
        self.start()

    def run(self) -> None:
        # The child has ended if its pipe is broken, and its exit code says why.
        with suppress(BrokenPipeError), self._out:
            try:
                for frame in self._frames:
                    self._out.write(frame)
                    self.fed += 1
            except BrokenPipeError:
                pass
            except BaseException as error:
                # Said before the pipe is closed: else the child could end well, one frame short.
                self.error = error


def _start(argv: Sequence[str], cwd: Path, box: Box, **pipes: Any) -> subprocess.Popen[bytes]:
    program = ffmpeg_path()
    if not Path(program).is_relative_to(_WHEEL):
        box = replace(box, apart=False)  # we do not know which files and programs it needs
    named = (Path(arg) for arg in argv if arg.startswith("/"))
    files = Files(reads=(Path(program), *named), writes=(cwd,) if box.largest_file else ())
    with box.closed(files) as before_exec:
        return subprocess.Popen(
            [program, *argv],
            cwd=cwd,
            env=environment(),
            stdout=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=before_exec,  # it dies with this thread, which waits for it
            **pipes,
        )


def _wait(process: subprocess.Popen[bytes]) -> float:
    """Wait until it ends. Returns how many seconds of CPU it took."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def _end(process: subprocess.Popen[bytes]) -> None:
    """Send SIGTERM to the child's group, then SIGKILL if it does not end: it may be frozen."""
    if process.poll() is not None:
        return
    with suppress(PermissionError):  # macOS raises it for a group that has just died
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - it was opened with PIPE
    return pipe
