"""Reads and writes messages of Protocol Buffers, as far as a graph of ONNX needs it.

A message is a row of fields, each with a number and either an integer or bytes:
https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_INTEGER, _LONG, _BYTES, _SHORT = 0, 1, 2, 5  # how a field is written
_FIXED = {_LONG: 8, _SHORT: 4}  # bytes

Bytes = bytes | memoryview


class Field(NamedTuple):
    """`value`: an integer, or the bytes of a string, a message or numbers. `raw`: all of it."""

    number: int
    value: int | memoryview
    raw: memoryview


def fields(message: Bytes) -> Iterator[Field]:
    message = memoryview(message)
    at = 0
    while at < len(message):
        begin = at
        key, at = _varint_at(message, at)
        kind = key & 7
        if kind == _INTEGER:
            value: int | memoryview
            value, at = _varint_at(message, at)
        else:
            length, at = (_FIXED[kind], at) if kind in _FIXED else _varint_at(message, at)
            value, at = message[at : at + length], at + length
        yield Field(key >> 3, value, message[begin:at])


def field(number: int, value: int | str | Bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3 | _INTEGER) + varint(value)
    content = value.encode() if isinstance(value, str) else bytes(value)
    return head(number, len(content)) + content


def head(number: int, length: int) -> bytes:
    """What stands before the content of a field."""
    return varint(number << 3 | _BYTES) + varint(length)


def texts(message: Bytes, number: int) -> list[str]:
    """The strings in the fields with this number."""
    found = (each.value for each in fields(message) if each.number == number)
    return [bytes(value).decode() for value in found if not isinstance(value, int)]


def integers(message: Bytes, number: int) -> list[int]:
    """The integers in the fields with this number, which may be packed."""
    found: list[int] = []
    for each in fields(message):
        if each.number != number:
            continue
        if isinstance(each.value, int):
            found.append(each.value)
            continue
        at = 0
        while at < len(each.value):
            value, at = _varint_at(each.value, at)
            found.append(value)
    return found


def varint(number: int) -> bytes:
    low, high = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(high) if high else bytes([low])


def _varint_at(message: memoryview, at: int) -> tuple[int, int]:
    """The number that begins there, and where it ends."""
    number = shift = 0
    while True:
        byte = message[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, at
