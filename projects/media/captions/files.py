"""Writes cues to files that players read. Their text is plain: players have their own styles."""

from __future__ import annotations

import html
from collections.abc import Sequence

from .cue import Cue


def to_srt(cues: Sequence[Cue]) -> str:
    """SubRip. The text is not escaped, because the format has no escapes."""
    return "".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n\n"
        for number, cue in enumerate(cues, 1)
    )


def to_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT, https://www.w3.org/TR/webvtt1/: `&`, `<` and `>` are escaped."""
    return "WEBVTT\n\n" + "".join(
        f"{_clock(cue.start)} --> {_clock(cue.end)}\n{html.escape(cue.text, quote=False)}\n\n"
        for cue in cues
    )


def _clock(seconds: float, point: str = ".") -> str:
    whole, millis = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{millis:03}"
