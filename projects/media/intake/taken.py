"""When a photo or a video was taken, as its file says. Nothing else of what it says is kept.

This is only a guess: a camera's clock may be wrong. It orders the photos and clips of a project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

# Exif 2.32, section 4.6.5 and its annex: "2024:05:31 10:00:00", and "+08:00" in a tag of its own.
_EXIF = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
EXIF_IFD = 0x8769  # the tag of the part that has the others
_ORIGINAL, _OFFSET_ORIGINAL, _CHANGED, _OFFSET_CHANGED = 0x9003, 0x9011, 0x0132, 0x9010
# ffmpeg prints these of a container: the second is in local time, the first in UTC.
_APPLE = re.compile(r"^ *com\.apple\.quicktime\.creationdate *: *(\S+)$", re.MULTILINE)
_CREATED = re.compile(r"^ *creation_time *: *(\S+)$", re.MULTILINE)
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)  # before this there were no files of such kinds
_AHEAD = timedelta(days=2)  # a clock in another time zone


def of_exif(exif: Mapping[int, object], inner: Mapping[int, object]) -> str:
    """A time as ISO 8601, with its offset if the file has one, or "". `inner` is the part
    of `exif` with the tag EXIF_IFD."""
    for tags, tag, offset in (
        (inner, _ORIGINAL, _OFFSET_ORIGINAL),
        (exif, _CHANGED, _OFFSET_CHANGED),
    ):
        if found := _EXIF.match(str(tags.get(tag, ""))):
            year, month, day, *time = found.groups()
            zone = str(inner.get(offset, "")).strip("\0 ")
            local = f"{year}-{month}-{day}T{':'.join(time)}"
            return local + (zone if _OFFSET.fullmatch(zone) else "")
    return ""


def of_container(printed: str) -> str:
    """The same, from what ffmpeg prints of a video."""
    found = _APPLE.search(printed) or _CREATED.search(printed)
    return found[1] if found else ""


def likely(said: str, now: datetime) -> datetime | None:
    """The time that ISO 8601 says, if a file can be of it. Without an offset, it is a time where
    `now` is."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    return moment if _FIRST <= moment <= now + _AHEAD else None
