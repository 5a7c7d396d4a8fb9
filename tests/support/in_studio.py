"""Functions that use the models of a running studio. `Studio.call` runs them in the studio's shell,
because only that has the studio's settings: the tests' own process has others."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client

from projects.models import ApiToken, Artifact, Project, Run
from projects.timeline import step_of
from tests.support import crowded


def sign_in(name: str) -> str:
    """The key of a new session of this person, for a cookie."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return str(client.session.session_key)


def issue_token(name: str) -> str:
    """The secret of a new token of theirs."""
    return ApiToken.objects.issue(User.objects.get(username=name))[1]


def new_person(
    name: str, topics: list[str], scenes: int = 0, *, superuser: bool = False, password: str = ""
) -> dict[str, Any]:
    """Makes an account, and a project of so many scenes for each topic.

    Returns {"name", "session", "projects"}.
    """
    rights = {"is_staff": superuser, "is_superuser": superuser}
    # A cheaper hash would be replaced at the first sign-in, which ends all sessions of before.
    user = User.objects.create_user(name, password=password or None, **rights)
    projects = [_project(user, topic, scenes) for topic in topics]
    return {"name": name, "session": sign_in(name), "projects": projects}


def new_crowded(name: str) -> dict[str, Any]:
    """An administrator, who owns a project with endless words in every state.

    Returns {"name", "session", "projects": {state: id}}.
    """
    user = User.objects.create_superuser(name)
    return {"name": name, "session": sign_in(name), "projects": crowded.fill(user)}


def new_written(owner: str, scenes: int = 2, topic: str = "Open day") -> str:
    """A project of theirs with scenes of whose words a test can tell which are which."""
    project = Project.objects.create(owner=User.objects.get(username=owner), topic=topic)
    for position in range(1, scenes + 1):
        said = f"Words {position}."
        words = {"title": f"Scene {position}", "narration": said, "subtitle": said}
        project.scenes.create(position=position, seconds=5, **words)
    return str(project.pk)


def new_film(pk: str, size: int) -> str:
    """A film of so many bytes, which nobody can play. Returns the key of its artifact."""
    content = bytes(size)
    film = Artifact(project_id=pk, kind="film", input_hash="made up", size=size, seconds=1)
    film.sha256 = hashlib.sha256(content).hexdigest()
    film.file.save("film.mp4", ContentFile(content), save=False)
    film.save()
    return str(film.pk)


def begin_script(pk: str) -> None:
    """The script is being written; in one transaction, so that no worker comes between."""
    with transaction.atomic():
        (run,) = Project.objects.get(pk=pk).start(step_of("script"))
        claimed = Run.claim(run.pk, worker="test")
        assert claimed
        claimed.report(10, "writing")


def end_step(pk: str, reason: str) -> None:
    """End the narration of this project. One transaction does it all, so no worker can take it."""
    project = Project.objects.get(pk=pk)
    with transaction.atomic():
        for run in project.start(step_of("narration")):
            claimed = Run.claim(run.pk, worker="test")
            assert claimed
            if reason:
                claimed.fail({"code": reason, "scene": 1}, "")
            else:
                claimed.succeed(lambda: None)


def _project(owner: User, topic: str, scenes: int) -> str:
    project = Project.objects.create(owner=owner, topic=topic)
    for position in range(1, scenes + 1):
        words = {"title": "Hello", "narration": "Hello there."}
        project.scenes.create(position=position, seconds=3, **words)
    return str(project.pk)
