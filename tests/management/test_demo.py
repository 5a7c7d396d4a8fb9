"""`manage.py demo`: projects in every state, made for real, and nobody else's touched."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from projects.language import LANGUAGES, language_of
from projects.management.commands import demo
from projects.management.demo.briefs import BRIEFS
from projects.management.demo.states import STATES
from projects.models import Project
from projects.steps import script
from projects.timeline import Status
from projects.vocabulary import Platform
from tests.support import data_template
from tests.support.folders import open_folder
from tests.support.projects import script as short_script
from tests.support.shell import Shell
from tests.support.studio import MANAGE, unconfigured

FOUND = """
import json
print(json.dumps({
    project.idempotency_key: [
        str(project.pk), project.status, project.note.get("code", ""),
        project.scene_count, sum(scene.clip is not None for scene in project.scene_list),
    ]
    for project in Project.objects.with_parts()
}))
"""
BY_A_WORKER = ("brief", "script", "cancelled", "running")
QUICK = BY_A_WORKER[:2]  # without a film; the others are made at full counts


class Made:
    """What one call of the command printed, and all projects after it."""

    def __init__(self, env: dict[str, str], shell: Shell, *arguments: str) -> None:
        argv = [*MANAGE, "demo", *arguments]
        self.printed = subprocess.run(
            argv, env=env, stdout=subprocess.PIPE, text=True, check=True
        ).stdout
        self.projects: dict[str, list[Any]] = json.loads(shell(FOUND))


@pytest.fixture(scope="module")
def beside() -> Iterator[tuple[dict[str, str], Shell]]:
    """A data folder in which no studio runs, and Python on it."""
    with open_folder("demo") as base:
        env = unconfigured()
        data_template.copy_to(base / "data", env)
        env["STUDIO_DATA"] = str(base / "data")
        shell = Shell(MANAGE, env)
        yield env, shell
        shell.close()


@pytest.fixture(scope="module")
def names(pytestconfig: pytest.Config) -> tuple[str, ...]:
    return BY_A_WORKER if pytestconfig.getoption("faults") == "full" else QUICK


@pytest.fixture(scope="module")
def first(beside: tuple[dict[str, str], Shell], names: tuple[str, ...]) -> Made:
    return Made(*beside, "--only", *names)


def test_each_project_is_in_its_state_and_one_is_being_made(
    first: Made, names: tuple[str, ...]
) -> None:
    told = {key.removeprefix("demo-"): facts[1:] for key, facts in first.projects.items()}
    assert told["brief"] == ["draft", "", 0, 0]
    assert told["script"] == ["draft", "", 3, 0]
    assert first.printed.count("http://") == len(names)
    assert "waits for `make run`" in first.printed
    if names == BY_A_WORKER:
        status, note, scenes, clips = told["cancelled"]
        assert (status, note) == ("draft", "cancelled")
        assert 0 < clips < scenes
        assert told["running"][0] == "generating_video"


def test_the_account_that_is_made_can_be_signed_in_to(
    first: Made, beside: tuple[dict[str, str], Shell]
) -> None:
    password = re.search(r"Sign in as demo with (\S+)", first.printed)
    assert password
    check = f"print(User.objects.get(username='demo').check_password('{password[1]}'))"
    assert beside[1]("from django.contrib.auth.models import User\n" + check) == "True"


def test_run_again_it_replaces_what_it_makes_anew_and_keeps_the_password(
    first: Made, beside: tuple[dict[str, str], Shell]
) -> None:
    again = Made(*beside, "--only", "brief")
    changed = {key for key, facts in again.projects.items() if facts[0] != first.projects[key][0]}
    assert changed == {"demo-brief"}
    assert len(again.projects) == len(first.projects)
    assert "changepassword" in again.printed


class WorkHere:
    """In place of a worker process, which would work on another database than the tests'."""

    process = None

    def __init__(self, work: Callable[[], None]) -> None:
        self.ensure = work

    def __enter__(self) -> WorkHere:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class ShortWriter:
    def write(self, *_: Any, **__: Any) -> Any:
        return short_script(scenes=2)


@pytest.fixture
def filled(
    alice: User,
    project: Project,
    bob: User,
    work: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Project]:
    """Alice's account, who had a project before; and so had Bob, with a mark like ours."""
    Project.objects.create(owner=bob, topic="Mine", idempotency_key="demo-lost")
    monkeypatch.setattr(demo, "OwnWorker", lambda: WorkHere(work))
    monkeypatch.setattr(script, "script_writer", ShortWriter)
    names = [name for name in STATES if name not in BY_A_WORKER]
    call_command("demo", "--user", "alice", "--only", *names, stdout=StringIO())
    found = Project.objects.with_parts().filter(owner=alice).exclude(idempotency_key="")
    return {each.idempotency_key.removeprefix("demo-"): each for each in found}


@pytest.mark.full("makes films for 40 s")
def test_the_other_states_are_what_they_are_called(
    filled: dict[str, Project], project: Project
) -> None:
    assert filled.keys() | set(BY_A_WORKER) == STATES.keys() == BRIEFS.keys()
    assert filled["completed"].status == Status.COMPLETED
    assert filled["completed"].film
    first, second = filled["completed"].scene_list
    assert first.shot_list[0].photo
    assert second.shot_list[0].own_clip
    assert filled["lost"].note["lost"] == {"edit": ["film"]}
    assert filled["failed"].error["code"] == "photo_missing"
    assert [scene.clip is None for scene in filled["scenes"].scene_list] == [False, True]
    assert [scene.audio is None for scene in filled["narration"].scene_list] == [True, False]
    assert filled["narration"].scene_list[0].stale_audio
    notices = filled["completed"].owner.notifications
    assert notices.filter(read_at=None).count() == 2
    assert notices.exclude(read_at=None).exists()
    assert Project.objects.filter(pk=project.pk, idempotency_key="").exists()
    assert Project.objects.get(owner__username="bob").topic == "Mine"


def test_they_are_for_every_platform_in_both_languages() -> None:
    topics = [brief["topic"] for brief in BRIEFS.values()]
    assert {brief["platform"] for brief in BRIEFS.values()} == set(Platform.values)
    assert {language_of(topic).code for topic in topics} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en_GB.UTF-8", "There is no account nobody"), ("zh_CN.UTF-8", "没有名为 nobody 的账号")],
)
def test_an_account_that_is_not_there_is_named(
    db: None, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(CommandError, match=said):
        call_command("demo", "--user", "nobody", "--only", "brief")
