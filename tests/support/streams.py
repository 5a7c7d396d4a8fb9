"""What ffmpeg says of a file: more than the studio itself asks to know."""

from __future__ import annotations

import re
from pathlib import Path

from projects.media.ffmpeg import capture


def streams(path: Path) -> list[str]:
    """A line each, in ffmpeg's words: codec, pixels and colours, size; codec, rate, channels."""
    printed = capture(["-i", path.name], cwd=path.parent, check=False)
    return re.findall(r"^  Stream #0:.*?: (?:Video|Audio): (.*)$", printed, re.MULTILINE)
