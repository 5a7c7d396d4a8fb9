"""The configured providers: for each kind of work their names in the order in which they are tried,
each with a dotted path and its options, as Django's caches."""

from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Estimate, Painter, ScriptWriter, Speaker
from .library import Library

OFFLINE = "offline"
"""The name of what the studio does by itself."""

_DONE_WITHOUT = dict.fromkeys(("picture", "video", "stock"), (OFFLINE,))


def providers_of(kind: str) -> dict[str, Any]:
    """By their names, in the order in which they are tried."""
    return {name: _provider(kind, name) for name in settings.STUDIO_PROVIDERS[kind]}


def script_writers() -> dict[str, ScriptWriter]:
    return providers_of("script")


def painters() -> dict[str, Painter]:
    return providers_of("picture")


def libraries() -> dict[str, Library]:
    return providers_of("stock")


def script_writer() -> ScriptWriter:
    """The first one. It also does what is small and has to be there at once."""
    return _first("script")


def speakers() -> dict[str, Speaker]:
    return providers_of("speech")


def speaker(name: str = "") -> Speaker:
    """The one with this name. Without a name it is the studio's own, or else the first. Raises
    KeyError."""
    return speakers()[name or own_speaker()]


def own_speaker() -> str:
    """Its name. It speaks films from before there were services."""
    names = settings.STUDIO_PROVIDERS["speech"]
    return OFFLINE if OFFLINE in names else next(iter(names))


def draft_speaker() -> Speaker:
    """Who speaks in drafts what is not spoken yet."""
    return _first("draft_speech")


def estimate_of(voice_style: str, language: str, speed: float = 1.0, *, by: str = "") -> Estimate:
    """How long the voice of this speaker takes for a text."""
    return partial(speaker(by).estimate, voice_style=voice_style, language=language, speed=speed)


def names_of(kind: str) -> tuple[str, ...]:
    """Of those among which people choose: what the studio does by itself is always one of them,
    also where there is no provider for it."""
    return tuple(dict.fromkeys([*settings.STUDIO_PROVIDERS[kind], *_DONE_WITHOUT.get(kind, ())]))


def services_of(kind: str) -> tuple[str, ...]:
    """The names of those that are asked over the network."""
    entries = settings.STUDIO_PROVIDERS[kind]
    return tuple(name for name, entry in entries.items() if "url" in entry.get("OPTIONS", {}))


def photo_takers(kind: str) -> dict[str, str]:
    """The services that may have photos of people, as far as an administrator can say that: their
    hosts by their names."""
    entries = settings.STUDIO_PROVIDERS[kind]
    return {
        name: urlsplit(entries[name]["OPTIONS"]["url"]).netloc
        for name in services_of(kind)
        if getattr(_provider(kind, name), "takes_photos", False)
    }


def _first(kind: str) -> Any:
    return _provider(kind, next(iter(settings.STUDIO_PROVIDERS[kind])))


@cache
def _provider(kind: str, name: str) -> Any:
    entry = settings.STUDIO_PROVIDERS[kind][name]
    return import_string(entry["BACKEND"])(**entry.get("OPTIONS", {}))
