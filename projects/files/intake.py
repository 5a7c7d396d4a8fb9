"""Checks a file that a person has sent, and writes it anew before anything else reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils import timezone

from projects.media.ffmpeg import FfmpegError
from projects.media.intake import clip_sound, logo, music, photo, taken, video
from projects.media.intake.music import NotMusic
from projects.media.intake.picture_kinds import NotAPicture, is_ours
from projects.media.intake.seen import Seen
from projects.media.intake.video import NotAClip
from projects.models import Logo, NoRoom, OwnClip, OwnMusic, OwnSound, Photo
from videostudio import disk
from videostudio.pool import give_back

from .reasons import REASONS

Sent = Photo | OwnClip | OwnMusic | Logo
INTAKES = {Photo: photo, OwnClip: video, OwnMusic: music, Logo: logo}
"""`take_in` of each writes what may be kept of a file to another, or raises the reason why not."""


class Refused(Exception):
    """The upload cannot be used. The message tells the person why."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


@dataclass(frozen=True)
class Written:
    """The file that we have made of an upload, the sound of a video if it has any, and what the
    upload says of itself."""

    file: Path
    sound: Path | None
    seen: Seen

    def rows(self, upload: Sent) -> dict[Sent | OwnSound, Path]:
        """The new rows, and the file of each: `upload`, which gets what was seen, and its sound."""
        if isinstance(upload, Photo | OwnClip):
            upload.taken_at = taken.likely(self.seen.taken, timezone.localtime()) or upload.taken_at
        if not isinstance(upload, OwnClip):
            return {upload: self.file}
        upload.seconds = self.seen.seconds or None
        sound = {OwnSound(own_clip=upload, project=upload.project): self.sound}
        return {upload: self.file, **{row: path for row, path in sound.items() if path}}


def kind_of(head: bytes, content_type: str) -> type[Photo | OwnClip]:
    """By the first bytes of a file. If they say nothing, by what its sender calls it."""
    if is_ours(head):
        return Photo
    return OwnClip if content_type.startswith("video/") or video.is_video(head) else Photo


def check_kind(received: Path, kind: type[Photo | OwnClip]) -> None:
    """Raises Refused for a video of another kind: its first bytes say so."""
    if kind is OwnClip:
        try:
            video.reading(received)
        except NotAClip as refusal:
            raise Refused(refusal.reason) from refusal


def write_anew(kind: type[Sent], received: Path, folder: Path) -> Written:
    """Write into the folder what may be kept of a file. It takes seconds. Raises Refused, and
    NoRoom if the disk is full."""
    if disk.is_short():
        raise NoRoom
    give_back()
    written, sound = folder / "written", folder / "sound"
    try:
        seen = INTAKES[kind].take_in(received, written)
        has_sound = kind is OwnClip and clip_sound.take_in(received, written, sound)
    except (NotAPicture, NotAClip, NotMusic) as refusal:
        raise Refused(refusal.reason) from refusal
    except FfmpegError as full:
        raise NoRoom from full
    return Written(written, sound if has_sound else None, seen)


def store(made: Mapping[Any, Path]) -> None:
    """Store the files of rows that are still to be saved."""
    for row, path in made.items():
        with path.open("rb") as file:
            row.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            row.size = path.stat().st_size
            row.file.save("written", File(file), save=False)


def unstore(rows: Iterable[Sent | OwnSound]) -> None:
    for row in rows:
        row.file.delete(save=False)
