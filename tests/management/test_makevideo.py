"""A film from the shell: as a script would call it, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from projects.language import LANGUAGES
from projects.management.commands.makevideo import language_of_the_studio
from projects.media.probe import probe
from projects.models import Project
from tests.support import data_template
from tests.support.folders import open_folder
from tests.support.studio import MANAGE, unconfigured
from videostudio import embedded


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Without any studio running: the command brings what it needs."""
    with open_folder("makevideo") as base:
        yield base


def makevideo(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = unconfigured() | {"STUDIO_DATA": str(folder / "data")} | settings
    command = [*MANAGE, "makevideo", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(folder: Path) -> subprocess.CompletedProcess[str]:
    data_template.copy_to(folder / "data", os.environ)
    return makevideo(
        folder,
        *("--topic", "春季招生开放日", "--platform", "xiaohongshu", "--video-type", "enrollment"),
        *(
            "--seconds",
            "15",
            "--key-points",
            "小班教学；户外乐园",
            "--voice-style",
            "lively_female",
        ),
        *("--output", str(folder / "film.mp4"), "--json"),
    )


def test_the_command_makes_the_film_and_prints_one_json_object(
    made: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert (told["status"], told["progress"]) == ("completed", 100)
    assert told["film"] == str(folder / "film.mp4")
    film = probe(folder / "film.mp4")
    assert (film.width, film.height) == (1080, 1440)
    assert film.seconds == pytest.approx(sum(v["duration"] for v in told["audioData"]), abs=0.5)


def test_the_public_names_are_made_from_the_scenes(
    made: subprocess.CompletedProcess[str],
) -> None:
    told = json.loads(made.stdout)
    scenes = told["scriptData"]["scenes"]
    assert len(scenes) == len(told["audioData"]) == len(told["sceneVideos"])
    assert all(scene["subtitle"] == scene["narration"] for scene in scenes)
    assert {"小班教学", "户外乐园"} <= {p for p in ("小班教学", "户外乐园") if p in str(scenes)}
    assert [video["sceneIndex"] for video in told["sceneVideos"]] == list(range(len(scenes)))
    assert told["finalVideoUrl"].startswith("/projects/")
    assert {check["name"] for check in told["checks"] if check["level"] == "ok"} >= {
        *("length", "black", "speech", "loudness", "captions", "key_points", "ai_mark", "slideshow")
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--topic", "x" * 81], "80"),
        (["--topic", "x", "--seconds", "900"], "300"),
        (["--topic", "x", "--seconds", "0"], "5"),
        (["--topic", "x", "--owner", "nobody-here"], "nobody-here"),
        (["--topic", "x", "--platform", "cinema"], "cinema"),
        (["--topic", "x", "--voice-speed", "nan"], "--voice-speed"),
        (["--topic", "x", "--music-file", "song.mp3"], "--i-may-use-this-music"),
    ],
)
def test_a_wrong_wish_is_refused_in_words(
    db: None, tmp_path: Path, arguments: list[str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("makevideo", *arguments, "--output", str(tmp_path / "other.mp4"))
    assert not Project.objects.exists()


def test_a_brief_without_a_word_is_in_the_language_of_the_studio() -> None:
    with override("en"):  # as in a shell
        assert LANGUAGES[language_of_the_studio()].locale == settings.LANGUAGE_CODE


@pytest.mark.full("waits for three attempts")
def test_a_film_that_cannot_be_made_ends_with_the_reason(
    made: subprocess.CompletedProcess[str], folder: Path
) -> None:
    refused = makevideo(
        folder,
        *("--topic", "A day outside", "--seconds", "15", "--output", str(folder / "none.mp4")),
        STUDIO_FFMPEG=sys.executable,  # a program, but not this one
    )
    assert refused.returncode == 1
    assert refused.stderr.strip().splitlines()[-1].startswith("CommandError: ")
    assert not (folder / "none.mp4").exists()


def test_a_full_disk_is_said_and_leaves_no_project(
    made: subprocess.CompletedProcess[str], folder: Path
) -> None:
    wish = ("--topic", "No room", "--output", str(folder / "none.mp4"))
    refused = makevideo(folder, *wish, STUDIO_LEAST_ROOM="1000000000", LC_ALL="en_GB.UTF-8")
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: The storage is full.")
    with (
        embedded.running(folder / "data", database=True, redis=False),
        psycopg.connect(embedded.database_url(folder / "data")) as database,
    ):
        made_of_it = "SELECT id FROM projects_project WHERE topic = 'No room'"
        assert database.execute(made_of_it).fetchall() == []


def test_help_explains_every_option(folder: Path) -> None:
    text = makevideo(folder, "--help").stdout
    for option in ("--topic", "--platform", "--duration", "--voice-style", "--output", "--json"):
        assert option in text
