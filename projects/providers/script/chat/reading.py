"""Reads what a model has written. It is checked as if a stranger had typed it: only the texts of a
script are taken, and nothing in them does anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from projects import coverage
from projects.media.sound.narration import REST
from projects.vocabulary import LONGEST

from ...base import Brief, Estimate, SceneScript, Script
from ...library import LONGEST_SEARCH
from ..plan import LONGEST_NARRATION, MOST_SCENES
from ..wording import clean

FEWEST = 2  # scenes
LONGEST_REPLY = 60_000  # characters, without thoughts
MOST_TRIES = 200  # to find an object: each { may begin one
_DECODER = json.JSONDecoder(strict=False)  # a line may end inside of a text
# The ends of thoughts of Qwen and DeepSeek, Mistral, Kimi and gpt-oss.
_THOUGHT = re.compile(
    r"</(?:think|thinking|thought|thoughts|reasoning)>|\[/THINK\]|◁/think▷|final<\|message\|>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_LIMITS = {"title": 80, "narration": LONGEST_NARRATION, "picture": 300}


class Unusable(Exception):
    """`faults`: what is wrong with a reply, in words for the model."""

    def __init__(self, *faults: str):
        super().__init__("; ".join(faults))
        self.faults = faults


def read(said: str, brief: Brief, estimate: Estimate) -> Script:
    """Raises Unusable."""
    found = an_object(said)
    scenes = [scene_in(each, estimate) for each in scenes_in(found)]
    script = Script(
        title=brief.title or _text(found, "title", 80) or brief.topic,
        description=_text(found, "description", 500, _on_one_line),
        scenes=tuple(scenes),
    )
    if faults := tuple(_faults(script)):
        raise Unusable(*faults)
    return script


def wishes(script: Script, brief: Brief) -> tuple[str, ...]:
    """What a usable script does not do that the brief asks for, in words for the model."""
    narrations = [scene.narration for scene in script.scenes]
    unsaid = coverage.unsaid(brief.key_points, narrations)
    said = [f"no scene says this key point, with all that it says: {point}" for point in unsaid]
    seconds = sum(scene.seconds for scene in script.scenes)
    if seconds > 1.15 * brief.longest:
        said.append(f"it takes {seconds:.0f} seconds. Say less: at most {brief.longest} seconds")
    return tuple(said)


def an_object(said: str) -> Mapping[str, Any]:
    """The longest JSON object in a reply: some models think aloud, explain, or quote before it and
    after it."""
    said = without_thoughts(said)
    if len(said) > LONGEST_REPLY:
        raise Unusable("it is far too long")
    found = max(_objects(said), key=_length, default=None)
    if found is None:
        raise Unusable("it is no JSON object")
    return _unwrapped(found[0])


def without_thoughts(said: str) -> str:
    """What a model says after it has thought aloud."""
    return _THOUGHT.split(said)[-1]


def _unwrapped(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Some put what is asked for into one more object, such as {"answer": {...}}."""
    inside = next(iter(found.values()), None)
    return inside if len(found) == 1 and isinstance(inside, dict) and "scenes" in inside else found


def _objects(said: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Each with its length, from the left; those inside of others are left out."""
    at, tries = said.find("{"), 0
    while at >= 0 and tries < MOST_TRIES:
        end, tries = at + 1, tries + 1
        try:
            value, end = _DECODER.raw_decode(said, at)
            yield value, end - at
        except (ValueError, RecursionError):
            pass
        at = said.find("{", end)


def _length(found: tuple[dict[str, Any], int]) -> int:
    return found[1]


def scenes_in(found: Mapping[str, Any], fewest: int = FEWEST) -> list[Mapping[str, Any]]:
    scenes = found.get("scenes")
    if not isinstance(scenes, list) or not all(isinstance(each, dict) for each in scenes):
        raise Unusable('"scenes" is no list of objects')
    if not fewest <= len(scenes) <= MOST_SCENES:
        raise Unusable(f"it has {len(scenes)} scenes: {fewest} to {MOST_SCENES} are possible")
    return scenes


def scene_in(found: Mapping[str, Any], estimate: Estimate) -> SceneScript:
    texts = {name: _text(found, name, limit) for name, limit in _LIMITS.items()}
    said = texts["narration"]
    return SceneScript(
        title=texts["title"],
        visual_description=texts["picture"],
        narration=said,
        subtitle=said,
        seconds=round(estimate(said) + REST, 2) if said else 0.0,
        camera_angle="",
        camera_movement="",
        transition="",
        search_words=_search_words(found),
    )


def _search_words(found: Mapping[str, Any]) -> str:
    """The studio has its own where these are of no use: so nothing is asked again for them."""
    try:
        return _text(found, "search_words", LONGEST_SEARCH)
    except Unusable:
        return ""


def _text(
    found: Mapping[str, Any], name: str, longest: int, tidy: Callable[[str], str] = clean
) -> str:
    """Plain words on one line. What is too long is a fault, and not cut: it would end anywhere."""
    value = found.get(name)
    if not isinstance(value, str):
        raise Unusable(f'"{name}" is missing, or no text')
    plain = tidy(_TAG.sub("", value))
    if len(plain) > longest:
        raise Unusable(f'a "{name}" has {len(plain)} characters: {longest} are possible')
    return plain


def _on_one_line(text: str) -> str:
    """It keeps hashtags, which `clean` takes for marks of Markdown."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _faults(script: Script) -> Iterator[str]:
    for number, scene in enumerate(script.scenes, start=1):
        if not scene.narration:
            yield f'scene {number} has no "narration"'
        if not scene.title:
            yield f'scene {number} has no "title"'
    if (seconds := sum(scene.seconds for scene in script.scenes)) > LONGEST:
        yield f"it takes {seconds:.0f} seconds: {LONGEST} are possible"
