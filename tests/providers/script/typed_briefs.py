"""The briefs of briefs.toml, and the scripts that the offline writer makes of them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from projects import key_points
from projects.language import language_of
from projects.providers.base import Brief, Script
from projects.vocabulary import Duration
from tests.providers.script.writing import brief, write

TYPED = {
    one["name"]: one
    for one in tomllib.loads(Path(__file__).with_name("briefs.toml").read_text())["briefs"]
}


@cache
def wish(name: str) -> Brief:
    typed = TYPED[name]
    seconds = typed.get("seconds", 25)
    language = language_of(f"{typed['topic']}\n{typed['points']}", "zh").code
    fields = ("platform", "style", "audience", "organization", "phone", "address", "link")
    return brief(
        language,
        Duration.of(seconds),
        topic=typed["topic"],
        seconds=seconds,
        video_type=typed.get("type", "activity"),
        voice_style=typed.get("voice", "gentle_female"),
        key_points=key_points.read(typed["points"]),
        **{field: typed[field] for field in fields if field in typed},
    )


@cache
def script(name: str, seed: int) -> Script:
    return write(wish(name), seed)
