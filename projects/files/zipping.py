"""Several films in one ZIP file, which is written while it is sent: never all of it in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from projects.models import Artifact
from projects.models.credit import credit_lines

from .comparing import Lost, opened_whole
from .downloads import CHUNK, readable_name


class _Written:
    """What ZipFile writes to, piece by piece. It cannot go back in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(films: Iterable[tuple[str, Artifact]], *, name: str, lost: str) -> StreamingHttpResponse:
    """The films, each with the name that it gets without its ending, and whose videos and photos it
    shows as a text beside it. `lost` is the name of a text
    that lists those that are not there any more."""
    answer = StreamingHttpResponse(_pieces(_named(films), lost), content_type="application/zip")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.zip") or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _named(films: Iterable[tuple[str, Artifact]]) -> list[tuple[str, Artifact]]:
    """Each name only once."""
    taken: set[str] = set()
    named = []
    for wanted, film in films:
        readable = name = readable_name(wanted)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{readable} ({number})"
        taken.add(name.casefold())
        named.append((f"{name}.{film.extension}", film))
    return named


async def _pieces(films: list[tuple[str, Artifact]], lost: str) -> AsyncIterator[bytes]:
    written, missing = _Written(), []
    target: Any = written
    with ZipFile(target, "w", ZIP_STORED) as archive:  # a film is compressed already
        for name, film in films:
            try:
                opened, _size = await sync_to_async(opened_whole)(film.file, film.sha256, film.size)
            except Lost:
                missing.append(name)
                continue
            with opened, archive.open(name, "w", force_zip64=True) as entry:
                while chunk := await sync_to_async(opened.read)(CHUNK):
                    entry.write(chunk)
                    yield written.take()
            if lines := credit_lines(film):
                archive.writestr(f"{name}.txt", "\ufeff" + "\n".join(lines))
        if missing:
            archive.writestr(lost, "\n".join(missing))
        yield written.take()
    yield written.take()
