"""Reads what a service has answered. It may be anything: also what no service would say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

DIGITS = 30  # of a whole number; longer ones fit into no column
MOST = 10**9  # that a service counts of anything


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
    """A whole number of things; None for what cannot be one."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and 0 <= value <= MOST else None


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
