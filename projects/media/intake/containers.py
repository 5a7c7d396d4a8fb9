"""Tells by its first bytes what kind of file a video is, and refuses kinds that are not read."""

from __future__ import annotations

from pathlib import Path

from .picture_kinds import is_still

HEAD = 32  # first bytes of a file, which show what kind of file it is
_MATROSKA = b"\x1aE\xdf\xa3"
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_OTHER_KINDS = (
    *((0, magic) for magic in (b"GIF8", b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"OggS")),
    *((0, magic) for magic in (b"0&\xb2u\x8ef\xcf\x11", b"\xff\xd8\xff", b"\x89PNG", b"G@")),
    *((8, magic) for magic in (b"AVI ", b"WEBP", b"WAVE")),
)


class NotAClip(Exception):
    """`reason`: not_a_clip, clip_kind (another container, or a picture: send MP4, MOV or WebM),
    clip_no_picture (sound alone, also with a cover), clip_damaged, clip_tracks (over 32 tracks),
    clip_too_large (over 4096 pixels a side), clip_too_small (under 200 pixels), clip_too_long (over
    ten minutes), clip_too_short (under a second), clip_too_many_frames (over 1000 a second),
    clip_too_slow (ffmpeg stalled while reading it, or met a limit of its box), clip_busy (it was
    not begun, because other people's clips took too long)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def is_video(head: bytes) -> bool:
    """Whether a file with this `head` is of a kind that `take_in` reads."""
    try:
        return bool(_kind(head))
    except NotAClip:
        return False


def container_of(source: Path) -> str:
    """The only demuxer of ffmpeg that may read `source`. Raises NotAClip: not_a_clip, clip_kind."""
    with source.open("rb") as file:
        return _kind(file.read(HEAD))


def _kind(head: bytes) -> str:
    if head.startswith(_MATROSKA):
        return "matroska,webm"
    if head[4:8] in _BOXES:
        if is_still(head):
            raise NotAClip("clip_kind")
        return "mov,mp4,m4a,3gp,3g2,mj2"
    other = any(head.startswith(magic, at) for at, magic in _OTHER_KINDS)
    raise NotAClip("clip_kind" if other else "not_a_clip")
