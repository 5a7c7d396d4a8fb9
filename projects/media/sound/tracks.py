"""The music that comes with the studio: which pieces there are, and what is known of them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PACKAGE = "immich_memories_music"
LIST = Path(__file__).with_name("tracks.toml")
BEATS = 4  # a bar


@dataclass(frozen=True)
class Track:
    """A piece of music. Times are in seconds; tracks.toml says what they are."""

    path: Path
    mood: str
    bpm: float
    loop: tuple[float, float]
    end: float
    fade: float

    @property
    def bar(self) -> float:
        return 60 / self.bpm * BEATS


@lru_cache
def tracks() -> tuple[Track, ...]:
    """The pieces whose files are there: none without the package."""
    folder = _folder()
    listed: Sequence[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["track"]
    found = [
        Track(
            path=folder / each["file"],
            mood=each["file"].partition("/")[0],
            bpm=float(each["bpm"]),
            loop=(each["loop"][0], each["loop"][1]),
            end=each["end"],
            fade=each["fade"],
        )
        for each in listed
    ]
    return tuple(track for track in found if track.path.is_file())


def choose(mood: str, key: str) -> Track | None:
    """A piece of this mood: always the same one for the same `key`. None if there is none."""
    fitting = [track for track in tracks() if track.mood == mood]
    if not fitting:
        return None
    return fitting[int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % len(fitting)]


def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "tracks" if places else Path()
