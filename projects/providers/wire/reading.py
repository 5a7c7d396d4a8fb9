"""Reads what a service has answered. It may be anything: also what no service would say."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, NoReturn

DIGITS = 30  # of a whole number; longer ones fit into no column
MOST = 10**9  # that a service counts of anything
_OF_ADDRESSES = str.maketrans("-_", "+/")


def json_in(content: bytes) -> Any:
    """None if it is no JSON, or JSON that other programs would not take: with NaN or an endless
    number of digits, or nested too deep to be read."""
    try:
        return json.loads(content, parse_constant=_refuse, parse_int=_whole, parse_float=_real)
    except (ValueError, RecursionError):
        return None


def object_in(content: bytes) -> Mapping[str, Any]:
    """{} if it is something else."""
    return mapping(json_in(content))


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def count(value: Any) -> int | None:
    """A whole number of things, also one that is written as "7" or 7.0; None for what cannot be
    one."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) <= DIGITS:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 <= value <= MOST else None


def bytes_in(coded: Any) -> bytes | None:
    """What is coded in base64: also of a data: address, on several lines, in the letters of
    addresses, or without its last =. None for what is not."""
    if not isinstance(coded, str):
        return None
    if coded[:5].lower() == "data:":
        coded = coded.partition(",")[2]
    plain = "".join(coded.strip().splitlines()).rstrip("=").translate(_OF_ADDRESSES)
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _whole(digits: str) -> int:
    if len(digits) > DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError("too large")
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
