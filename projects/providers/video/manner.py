"""How a service that works for minutes is spoken to, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..wire.faults import Fault

OWN = Path(__file__).with_name("manners.toml")
DONE = frozenset({"succeeded", "succeed", "success", "completed", "finished"})
FAILED = frozenset({"failed", "fail", "failure", "error", "cancelled", "canceled"})
GONE = frozenset({"expired", "unknown"})


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
    return {name: _manner(**said) for name, said in tomllib.loads(path.read_text("utf-8")).items()}


def _manner(*, faults: Mapping[str, str] | None = None, **said: Any) -> Manner:
    return Manner(faults={code: Fault(each) for code, each in (faults or {}).items()}, **said)


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
