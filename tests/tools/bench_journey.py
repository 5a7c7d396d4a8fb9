"""A part of make bench: from 12 photos and 2 clips of a phone to their film.

    make bench ARGS=journey

The time from "make it all" to the film is told as a ratio to the film's own length, which is aimed
at on a machine with two idle cores. The time of sending the files is not counted.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

import requests

from tests.support import data_template, phone
from tests.support.people import make_person, make_token
from tests.support.studio import Studio, running, wait_until
from tests.tools.bench import completed

PHOTOS, CLIPS = 12, 2
SIZE = (4000, 3000)  # pixels of a photo
TARGET = 1.0
BASE = "/api/video-creation"  # tests.support.programs needs Django, which is not set up here
BRIEF = {
    "topic": "春季运动会",
    "keyPoints": ["全家一起跑接力", "孩子们跳绳", "每个孩子都有奖牌"],
    "platform": "douyin",
    "videoType": "activity",
}
SECONDS = """
p = Project.objects.get(pk="{pk}")
first = p.runs.order_by("pk").first()
film = p.artifacts.get(kind="film")
unused = len(p.unused_material)
print((p.completed_at - first.created_at).total_seconds(), film.seconds, unused)
"""


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=journey")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as name, running(STUDIO_VOICE="natural") as studio:
            folder = Path(name)
            files = [*phone.photos(folder, PHOTOS, SIZE), *phone.clips(folder, CLIPS, seconds=8)]
            found = [journey(studio, files) for _ in range(options.rounds)]
    finally:
        data_template.remove()
    print(
        f"journey of {PHOTOS} photos and {CLIPS} clips: {statistics.median(found):.2f} x the film's"
        f" length ({min(found):.2f} to {max(found):.2f}; target {TARGET})"
    )


def journey(studio: Studio, files: list[Path]) -> float:
    """The ratio of one film. All files must be in it."""
    name = make_person(studio, "anna")["name"]
    headers = {"Authorization": f"Bearer {make_token(studio, name)}"}

    def ask(path: str, **more: Any) -> Any:
        url = f"{studio.address}{BASE}{path}"
        answer = requests.post(url, headers=headers, timeout=120, **more)
        assert answer.ok, answer.text
        return answer.json()["data"]

    project = ask("/projects", json=BRIEF)["projectId"]
    for path in files:
        with path.open("rb") as file:
            ask(f"/projects/{project}/material", files={"file": file}, data={"consent": "true"})
    ask(f"/projects/{project}/make")
    wait_until(lambda: completed(studio, project), timeout=600)
    taken, length, unused = map(float, studio.shell(SECONDS.format(pk=project)).split())
    assert not unused, "all that was sent is in the film"
    return taken / length
