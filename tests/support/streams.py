"""What ffmpeg prints about the streams of a file. The studio itself reads less."""

from __future__ import annotations

import re
from pathlib import Path

from projects.media.ffmpeg import capture


def streams(path: Path) -> list[str]:
    """A line for each stream, in ffmpeg's words: codec, pixel format and colours, size for a video;
    codec, rate, channels for a sound."""
    printed = capture(["-i", path.name], cwd=path.parent, check=False)
    return re.findall(r"^  Stream #0:.*?: (?:Video|Audio): (.*)$", printed, re.MULTILINE)
