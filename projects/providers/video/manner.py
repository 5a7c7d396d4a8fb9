"""How a service that works for minutes is spoken to, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..wire.faults import Fault

OWN = Path(__file__).with_name("manners.toml")
DONE = frozenset({"succeeded", "succeed", "success", "completed", "finished"})
FAILED = frozenset({"failed", "fail", "failure", "error", "cancelled", "canceled"})
GONE = frozenset({"expired", "unknown"})
STATES = ("running", "succeeded", "failed", "expired")
NEEDED = ("submit", "poll", "body", "id", "state", "file")
VALUES = frozenset(
    (
        *("model", "words", "seconds", "seconds_text", "ratio", "resolution", "RESOLUTION"),
        *("width", "height", "size", "star_size", "photo", "bare_photo"),
    )
)
"""For what there are places in a body: see `tasks.py`."""
KINDS = {"str": str, "Mapping": dict, "Sequence": list}  # by how a type begins, in a file
KIND_NAMES = {str: "text", dict: "table", list: "list of texts"}
PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Manner:
    """See manners.toml. `good`: what an answer has if it is no error, by where. `faults`: what the
    codes of its errors mean."""

    submit: str
    poll: str
    body: Mapping[str, Any]
    id: Sequence[str]
    state: Sequence[str]
    file: Sequence[str]
    code: Sequence[str] = ()
    fraction: Sequence[str] = ()
    auth: str = "Bearer"
    headers: Mapping[str, str] = field(default_factory=dict)
    poll_body: Mapping[str, Any] | None = None
    good: Mapping[str, Any] = field(default_factory=dict)
    retrieve: str = ""
    retrieved: Sequence[str] = ()
    content: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    photo: Mapping[str, Any] | None = None

    @property
    def for_photo(self) -> Manner:
        """How it is asked to film a photo. Only with `photo`."""
        more = dict(self.photo or {})
        body: Mapping[str, Any] = self.body
        for place in more.pop("without", ()):
            *within, name = place.split(".")
            gone: Mapping[str, Any] = {name: None}
            for each in reversed(within):
                gone = {each: gone}
            body = merged(body, gone)
        return replace(self, photo=None, **{**more, "body": merged(body, more.pop("body"))})


def read(path: Path) -> dict[str, Manner]:
    """Raises OSError, ValueError and TypeError for a file that says something else."""
    said = tomllib.loads(path.read_text("utf-8"))
    return {name: _manner(name, said[name]) for name in said}


def _manner(name: str, said: Mapping[str, Any]) -> Manner:
    """Raises ValueError, which says what is wrong."""
    if wrong := next(_wrong_with(said), ""):
        raise ValueError(f"[{name}] {wrong}")
    faults = {str(code): Fault(each) for code, each in said.get("faults", {}).items()}
    return Manner(**{**said, "faults": faults})


def _wrong_with(said: Mapping[str, Any]) -> Iterator[str]:
    kinds = {each.name: str(each.type) for each in fields(Manner)}
    yield from (f"has {name!r}, which is not known" for name in said if name not in kinds)
    yield from (f"has no {name!r}" for name in NEEDED if not said.get(name))
    for name, value in said.items():
        kind = next(kind for begin, kind in KINDS.items() if kinds[name].startswith(begin))
        if not isinstance(value, kind) or (kind is list and not all(map(_is_text, value))):
            yield f"{name!r} is no {KIND_NAMES[kind]}"
    if "{id}" not in said["poll"] and not said.get("poll_body"):
        yield "'poll' has no {id} in it, and there is no 'poll_body'"
    for name in ("submit", "poll", "retrieve", "content"):
        if set(PLACE.findall(said.get(name, ""))) - {"{id}", "{file}"}:
            yield f"{name!r} has a place in it that is not {{id}} or {{file}}"
    places = {*_places(said["body"]), *_places(said.get("photo", {}))} - VALUES
    places |= set(_places(said.get("poll_body", {}))) - {"id"}
    yield from (f"has ${each}, which stands for nothing" for each in sorted(places))
    for code, fault in said.get("faults", {}).items():
        if fault not in list(Fault):
            yield f"says that {code} means {fault!r}: one of {', '.join(Fault)} is known"
    for word, state in said.get("states", {}).items():
        if state not in STATES:
            yield f"says that {word} means {state!r}: one of {', '.join(STATES)} is known"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _places(value: Any) -> Iterator[str]:
    """The names in a body that stand for a value."""
    if isinstance(value, str) and value.startswith("$"):
        yield value[1:]
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _places(each)


@cache
def own() -> dict[str, Manner]:
    return read(OWN)


def found(answer: Any, places: Sequence[str]) -> Any:
    """What an answer has at the first of these places where it has something; None if nowhere."""
    for place in places:
        at = answer
        for name in place.split("."):
            if isinstance(at, list) and name.isdecimal():
                at = at[int(name)] if int(name) < len(at) else None
            else:
                at = at.get(name) if isinstance(at, dict) else None
        if at not in (None, ""):
            return at
    return None


def filled(body: Any, values: Mapping[str, Any]) -> Any:
    """`body` with the values in the place of their names."""
    if isinstance(body, str) and body.startswith("$"):
        return values[body[1:]]
    if isinstance(body, Mapping):
        return {name: filled(each, values) for name, each in body.items()}
    return [filled(each, values) for each in body] if isinstance(body, list) else body


def merged(body: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`body` with what an operator wants otherwise; null takes something out."""
    result = dict(body)
    for name, said in more.items():
        there = result.get(name)
        if said is None:
            result.pop(name, None)
        elif isinstance(said, Mapping) and isinstance(there, Mapping):
            result[name] = merged(there, said)
        else:
            result[name] = said
    return result
