"""What is pushed is what the page itself would show, however little of it was drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from projects import events
from projects.live import topics
from projects.live.callers import callers_with_sessions
from projects.live.topics import Drawing, Topic, View
from projects.models import Project, Run
from projects.timeline import step_of
from tests.support.in_studio import sign_in
from tests.support.projects import fresh

LANGUAGE = "en"


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> Any:
    """Do something, and say of each hint that it gave whether it was a tick."""
    hints: list[dict[str, Any]] = []
    monkeypatch.setattr(events, "_send", hints.append)

    def of(deed: Callable[[], object]) -> list[bool]:
        hints.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        return [hint["ticked"] for hint in hints if hint["type"] == "project.changed"]

    return of


def drawn(project: Project) -> Drawing:
    key = Topic(View.TIMELINE, project.pk), LANGUAGE
    return topics.draw({key}, {})[key]


def drawn_on(before: Drawing, project: Project) -> Drawing:
    key = Topic(View.TIMELINE, project.pk), LANGUAGE
    return topics.draw({key}, {key: before}, ticked=before.version + 1)[key]


def shown(drawing: Drawing) -> dict[str, str]:
    return {name: str(region) for name, region in drawing.fragments.items()}


def test_a_page_that_is_drawn_on_from_a_tick_is_the_page_drawn_anew(
    written: Project, ticks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "seconds_left", 20.0)  # else it may be drawn a second later
    runs = list(written.start(step_of("narration")))
    first = Run.claim(runs[0].pk, worker="test")
    assert first
    first.report(5, "speaking")
    before = drawn(written)
    assert ticks(lambda: first.report(40, "speaking")) == [True]
    after = drawn_on(before, written)
    assert after.version == before.version + 1
    assert shown(after) == shown(drawn(written)) != shown(before)
    assert list(after.fragments)[0] == "state", "an older drawing is told by it, so it comes first"


def test_what_changes_more_than_the_bar_is_no_tick(written: Project, ticks: Any) -> None:
    runs = list(written.start(step_of("narration")))
    first, second = (Run.claim(run.pk, worker="test") for run in runs[:2])
    assert first
    assert second
    assert ticks(lambda: first.report(1, "speaking")) == [False], "other scenes are at work"
    assert ticks(lambda: second.report(1, "speaking")) == [True]
    assert ticks(lambda: first.report(30, "checking")) == [False], "other words"
    assert ticks(lambda: first.succeed(lambda: None)) == [False], "a file has come"
    assert ticks(lambda: second.fail({"code": "unexpected"}, "")) == [False]
    assert ticks(fresh(written).cancel) == [False]


def test_a_page_whose_project_has_moved_on_meanwhile_is_drawn_anew(written: Project) -> None:
    before = drawn(written)
    for title in ("One", "Two"):
        with written.locked():
            written.title = title
            written.touch()
    assert shown(drawn_on(before, written)) == shown(drawn(written))


def test_of_one_that_has_all_nothing_is_sent(written: Project) -> None:
    before = drawn(written)
    assert drawn(written).frame_after(before) == b""
    with written.locked():
        written.title = "Another title"
        written.touch()
    change = drawn(written).frame_after(before)
    assert b"Another title" in change
    assert len(change) < len(drawn(written).frame_after(None)) / 4


@pytest.fixture
def session(alice: User) -> str:
    return sign_in(alice.username)


def test_a_session_opens_a_socket_as_it_opens_a_page(session: str, alice: User) -> None:
    caller, user = callers_with_sessions([session, "nobodys", "", "a\0b"])[session]
    assert (caller.user_id, user) == (alice.pk, alice)


@pytest.mark.parametrize("ended", ["expired", "inactive", "password", "signed out", "deleted"])
def test_a_session_that_is_over_opens_nothing(session: str, alice: User, ended: str) -> None:
    match ended:
        case "expired":
            Session.objects.update(expire_date=timezone.now())
        case "inactive":
            User.objects.update(is_active=False)
        case "password":
            alice.set_password("another-long-secret")
            alice.save()
        case "signed out":
            Session.objects.all().delete()
        case "deleted":
            alice.delete()
    assert callers_with_sessions([session]) == {}


def test_a_session_of_a_way_to_sign_in_that_is_switched_off_opens_nothing(
    session: str, settings: Any
) -> None:
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
    assert callers_with_sessions([session]) == {}


def test_a_session_from_before_the_key_was_changed_goes_on(session: str, settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert session in callers_with_sessions([session])
