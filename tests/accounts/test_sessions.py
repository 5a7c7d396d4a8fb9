"""How long people stay signed in: until they do nothing for hours, and never without an end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.models import Project
from projects.timeline import SCRIPT
from videostudio.cookies import prefix_of
from videostudio.sessions import BEGAN, SessionStore

pytestmark = pytest.mark.usefixtures("collected_files")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOMEBODY = "00000000-0000-4000-8000-000000000000"


def sign_in(client: Client, **more: str) -> Any:
    form = {"username": "alice", "password": "a-long-secret"} | more
    return client.post("/login/", form).cookies[settings.SESSION_COOKIE_NAME]


def let_pass(time: timedelta) -> None:
    """As if the sessions had been used last so long ago."""
    for row in Session.objects.all():
        data = row.get_decoded()
        data[BEGAN] -= time.total_seconds()
        row.session_data, row.expire_date = SessionStore().encode(data), row.expire_date - time
        row.save()


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/notices/").status_code == 200)


def until() -> datetime:
    return Session.objects.get().expire_date


def test_who_does_nothing_for_eight_hours_is_signed_out(alice: User, client: Client) -> None:
    cookie = sign_in(client)
    assert not cookie["max-age"], "the browser forgets it when it is closed"
    let_pass(7 * HOUR)
    assert is_signed_in(client)
    let_pass(7 * HOUR)
    assert is_signed_in(client)
    let_pass(8 * HOUR)
    assert not is_signed_in(client)


def test_nobody_stays_signed_in_for_more_than_a_day(alice: User, client: Client) -> None:
    sign_in(client)
    for _ in range(3):
        let_pass(7 * HOUR)
        assert is_signed_in(client)
    let_pass(3 * HOUR)
    assert not is_signed_in(client)
    sign_in(client)
    assert is_signed_in(client), "a new sign-in is a new day"


def test_who_wants_to_stay_signed_in_does_so_for_weeks(alice: User, client: Client) -> None:
    cookie = sign_in(client, stays="on")
    assert timedelta(seconds=int(cookie["max-age"])) > 29 * DAY
    for _ in range(2):
        let_pass(13 * DAY)
        assert is_signed_in(client)
    let_pass(4 * DAY)
    assert not is_signed_in(client)
    sign_in(client, stays="on")
    let_pass(14 * DAY)
    assert not is_signed_in(client), "without any use it is two weeks"


def test_an_operator_can_do_without_staying_signed_in(
    alice: User, client: Client, settings: Any
) -> None:
    settings.STUDIO_STAY_LIFE = timedelta()
    assert 'name="stays"' not in client.get("/login/").content.decode()
    assert not sign_in(client, stays="on")["max-age"]


def test_what_an_open_page_does_by_itself_keeps_nobody_signed_in(
    carol: User, client: Client
) -> None:
    client.force_login(carol)
    project = Project.objects.create(owner=carol, topic="Open day")
    let_pass(HOUR)
    before = until()
    client.get(reverse("poll"))
    client.get(reverse("poll", args=[project.pk]))
    client.post(reverse("show", args=[SOMEBODY]))
    client.post(reverse("shown", args=[SOMEBODY]))
    client.post(reverse("read", args=[project.pk]))
    client.get(reverse("health"), headers={"HX-Request": "true"})
    client.get(reverse("artifact", args=[project.pk, SOMEBODY]))
    assert until() == before
    client.post(reverse("start", args=[project.pk, SCRIPT.name]))
    assert until() > before


def test_a_page_writes_the_session_once_in_a_few_minutes(alice: User, client: Client) -> None:
    sign_in(client)
    let_pass(10 * timedelta(minutes=1))
    assert is_signed_in(client)
    moved = until()
    let_pass(timedelta(minutes=2))
    assert is_signed_in(client)
    assert until() == moved - timedelta(minutes=2)


def test_a_session_that_was_ended_does_not_come_back(alice: User, client: Client) -> None:
    sign_in(client)
    let_pass(HOUR)
    of_another_request = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert BEGAN in of_another_request
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = str(of_another_request.session_key)
    assert is_signed_in(stolen)
    client.post("/logout/")
    of_another_request.touch()
    assert not Session.objects.exists()
    assert not is_signed_in(stolen)


def test_a_key_that_was_planted_is_not_the_key_of_the_session(alice: User, client: Client) -> None:
    planted = SessionStore()
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(planted.session_key)
    assert sign_in(client).value != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()


@pytest.mark.parametrize("left", [3 * DAY, HOUR])
def test_a_session_of_before_these_limits_ends_when_it_was_to_end(
    left: timedelta, alice: User, client: Client
) -> None:
    client.force_login(alice)
    row = Session.objects.get()
    old = row.get_decoded()
    del old[BEGAN]
    row.session_data, row.expire_date = SessionStore().encode(old), timezone.now() + left
    row.save()
    assert is_signed_in(client)
    assert until() == row.expire_date


def test_no_page_of_another_host_can_set_a_cookie_of_a_studio_behind_tls() -> None:
    database = {"HOST": "", "NAME": "studio"}
    name = prefix_of("secret", database, https=True)
    assert name == f"__Host-{prefix_of('secret', database)}"
