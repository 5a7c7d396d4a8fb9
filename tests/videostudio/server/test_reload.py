"""`make dev`: what a developer saves is seen. A real studio runs in a copy of the project."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.support.folders import open_folder
from tests.support.sources import ROOT
from tests.support.studio import Studio, free_port, wait_until

COPIED = ("projects", "videostudio", "templates", "static")
WORK = """
from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from django.contrib.auth.models import User
owner = User.objects.create_user("alice")
project = Project.objects.create(owner=owner, topic="Open day", seconds=180)
run_and_enqueue(project.make_rest)
"""
AT_WORK = "print(Run.objects.filter(step='scenes', state='running').exists())"
HANDED_BACK = "print(Run.objects.filter(hand_backs__gt=0, attempt__gt=1).exists())"


class Developed(Studio):
    """A studio whose files are changed while it runs."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.argv = [sys.executable, str(tree / "manage.py"), "studio"]
        super().__init__(tree.with_name("data"), free_port(), STUDIO_RELOAD="yes")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.tree / path).read_text()
        assert old in text
        (self.tree / path).write_text(text.replace(old, new))

    def read(self, path: str) -> str:
        return self.open(path).read().decode()

    def open(self, path: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse()

    def says(self, path: str, words: str) -> bool:
        try:
            return words in self.read(path)
        except OSError:  # just being started again
            return False

    @property
    def web(self) -> int | None:
        return self.child("videostudio.web")


@pytest.fixture(scope="module")
def studio() -> Iterator[Developed]:
    with open_folder("developed") as base:
        for name in COPIED:
            shutil.copytree(ROOT / name, base / "tree" / name)
        shutil.copy2(ROOT / "manage.py", base / "tree")
        studio = Developed(base / "tree")
        yield studio
        studio.interrupt()


def test_a_template_is_seen_at_the_next_load_without_a_restart(studio: Developed) -> None:
    before = studio.web
    studio.replace("templates/registration/login.html", "door-title", "new-title")
    assert 'id="new-title"' in studio.read("/login/")
    assert studio.web == before


def test_a_style_is_seen_at_the_next_load_under_its_plain_name(studio: Developed) -> None:
    assert "/static/css/base.css" in studio.read("/login/")
    studio.replace("static/css/base.css", "@layer", "/* mine */ @layer")
    answer = studio.open("/static/css/base.css")
    assert b"/* mine */" in answer.read()
    assert "max-age=0" in (answer.getheader("Cache-Control") or "")


def test_open_pages_hear_that_they_are_out_of_date(studio: Developed) -> None:
    def version() -> str:
        return studio.read("/login/").partition('data-asset-version="')[2][:12]

    before = version()
    studio.replace("static/js/copy.js", "//", "// mine")
    assert version() != before


def test_pages_have_the_headers_that_they_have_in_production(studio: Developed) -> None:
    assert "default-src 'self'" in (
        studio.open("/login/").getheader("Content-Security-Policy") or ""
    )


def test_code_is_seen_when_it_is_saved_in_the_web_server_and_in_the_worker(
    studio: Developed,
) -> None:
    worker = studio.child("worker")
    studio.replace("projects/monitoring/probes.py", '"status": "ok"', '"status": "mine"')
    wait_until(lambda: studio.says("/healthz", "mine"))
    wait_until(lambda: studio.child("worker") not in (None, worker))


@pytest.mark.full("waits for a film")
def test_what_was_being_made_goes_on_with_the_new_code(studio: Developed) -> None:
    studio.shell(WORK)
    wait_until(lambda: studio.shell(AT_WORK) == "True")
    (studio.tree / "projects/steps/scenes.py").touch()
    wait_until(lambda: studio.shell(HANDED_BACK) == "True")


@pytest.mark.full("starts the studio once more")
def test_a_file_that_cannot_be_compiled_is_named_and_what_runs_goes_on(studio: Developed) -> None:
    before = studio.web
    studio.replace("projects/monitoring/probes.py", "async def healthz", "async dfe healthz")
    wait_until(lambda: "projects/monitoring/probes.py: invalid syntax" in studio.printed())
    assert studio.says("/healthz", "mine")
    assert studio.web == before
    studio.replace("projects/monitoring/probes.py", "async dfe healthz", "async def healthz")
    wait_until(lambda: studio.web not in (None, before))


@pytest.mark.full("starts the studio over and over")
def test_code_that_fails_at_its_start_waits_for_the_next_save(studio: Developed) -> None:
    with (studio.tree / "videostudio/headers.py").open("a") as file:
        file.write("\nnot_there\n")
    wait_until(lambda: "web: ended (code 1) and waits for a change" in studio.printed())
    assert "NameError: name 'not_there' is not defined" in studio.printed()
    studio.replace("videostudio/headers.py", "\nnot_there\n", "")
    wait_until(lambda: studio.says("/healthz", "mine"))
