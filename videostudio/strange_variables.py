"""Variables of services that do nothing: misspelt ones, and those that want another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

NEAR, NEAR_END = 0.85, 0.6  # how alike a misspelt name is to the right one; and its end alone


@dataclass(frozen=True)
class Strange:
    """`meant`: the variable that it may be instead, or that lacks, or because of which it does
    nothing; "" if nobody knows. `why`: "unknown", "alone" or "unused"."""

    name: str
    why: str
    meant: str


@dataclass(frozen=True)
class Service:
    """The variables of one kind of service: all that there are, and those that are read now; none
    if its address is not set."""

    prefix: str
    known: frozenset[str]
    used: frozenset[str]


def strange(
    environ: Mapping[str, str], services: list[Service], read: set[str]
) -> Iterator[Strange]:
    """`read`: the names of all variables that the settings have asked for."""
    known = {name for service in services for name in service.known}
    ours = tuple(f"{service.prefix}_" for service in services)
    for name in sorted(environ):
        if not name.startswith("STUDIO_") or not environ[name].strip() or name in read - known:
            continue
        meant = _meant(name, services, read)
        if name not in known and (name.startswith(ours) or meant):
            yield Strange(name, "unknown", meant)
        for service in services:
            if name in service.known - service.used:
                lacks = not service.used
                end = "URL" if lacks else "SHAPE"
                yield Strange(name, "alone" if lacks else "unused", f"{service.prefix}_{end}")


def _meant(name: str, services: list[Service], read: set[str]) -> str:
    """The variable that is the most like it, if one is like it."""
    for service in services:
        begin = f"{service.prefix}_"
        if name.startswith(begin):
            ends = [each.removeprefix(begin) for each in service.known]
            near = get_close_matches(name.removeprefix(begin), ends, 1, NEAR_END)
            return begin + near[0] if near else ""
    known = {each for service in services for each in service.known} | read
    return next(iter(get_close_matches(name, known, 1, NEAR)), "")
