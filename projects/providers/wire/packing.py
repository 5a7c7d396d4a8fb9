"""Unpacks an answer that a service packs although it was asked not to: no more than is wanted."""

from __future__ import annotations

import zlib
from typing import Protocol

from .faults import Fault, ServiceError

ZLIB = 32 + zlib.MAX_WBITS  # gzip or zlib, as it says itself
PACKED = frozenset({"gzip", "x-gzip", "deflate"})
FOREIGN = frozenset({"br", "zstd", "compress", "x-compress"})


class Unpacking(Protocol):
    def take(self, piece: bytes, most: int) -> bytes:
        """What is in this piece, but at most one byte more than that. Raises ServiceError."""

    def end(self) -> None:
        """Nothing more comes. Raises ServiceError if something lacks."""


class Plain:
    def take(self, piece: bytes, most: int) -> bytes:
        return piece

    def end(self) -> None:
        """It has no end of its own."""


class Packed:
    def __init__(self) -> None:
        self._unpacking = zlib.decompressobj(ZLIB)

    def take(self, piece: bytes, most: int) -> bytes:
        try:
            found = self._unpacking.decompress(piece, most + 1)
        except zlib.error as bad:
            raise ServiceError(Fault.ANSWER, "it is not packed as it says") from bad
        return found

    def end(self) -> None:
        if not self._unpacking.eof:
            raise ServiceError(Fault.ANSWER, "what was packed is cut")


def unpacking(said: str) -> Unpacking:
    """`said`: the content-encoding of an answer. What is no packing, such as the name of letters,
    is none. Raises ServiceError for one that is not known."""
    named = {each.strip().lower() for each in said.split(",")}
    if named & FOREIGN or len(named & PACKED) > 1:
        raise ServiceError(Fault.ANSWER, "the answer is packed, and was asked not to be")
    return Packed() if named & PACKED else Plain()
