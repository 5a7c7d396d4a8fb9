"""Before a large body is read, its sender is found as the views will find them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as studio
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import override

from projects.live.senders import who_send
from projects.models import ApiToken, Project
from projects.timeline import Kind
from tests.support.in_studio import sign_in
from videostudio.senders import Coming, Refused
from videostudio.upload_limits import MB

PAGE, API = "/projects/", "/api/video-creation/projects"


def coming(path: str, session: str = "", secret: str | None = None, size: int = MB) -> Coming:
    request = HttpRequest()
    request.path = path
    if session:
        request.COOKIES = {studio.SESSION_COOKIE_NAME: session}
    if secret is not None:
        request.META["HTTP_AUTHORIZATION"] = secret
    return Coming(request, size)


def answers(*bodies: Coming) -> list[Any]:
    """Keys of users, and the statuses of refusals."""
    return [each.code if isinstance(each, Refused) else each for each in who_send(bodies)]


def test_a_page_asks_for_a_session_and_the_api_for_either(alice: User) -> None:
    session, token = sign_in(alice.username), f"Bearer {ApiToken.objects.issue(alice)[1]}"
    for shown, page, program in (
        ({"session": session}, alice.pk, alice.pk),
        ({"secret": token}, 401, alice.pk),
        ({"secret": token.lower().replace("vs_", "VS_")}, 401, 401),
        ({"session": "nobodys"}, 401, 401),
        ({"session": "\0"}, 401, 401),
        ({"session": session, "secret": "Bearer nobodys"}, alice.pk, 401),
        ({"session": session, "secret": "Basic YTpi"}, alice.pk, 401),
        ({"session": "nobodys", "secret": token}, 401, alice.pk),
    ):
        assert answers(coming(PAGE, **shown), coming(API, **shown)) == [page, program], shown


def change_password(user: User) -> None:
    user.set_password("another-long-secret")
    user.save()


def leave(user: User) -> None:
    user.is_active = False
    user.save()


def expire(user: User) -> None:
    user.api_tokens.update(expires_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("happens", "by_session", "by_token"),
    [
        (change_password, False, True),
        (leave, False, False),
        (expire, True, False),
        (lambda user: user.api_tokens.revoke(), True, False),
    ],
)
def test_who_has_lost_the_right_is_nobody(
    alice: User, happens: Callable[[User], None], by_session: bool, by_token: bool
) -> None:
    session, secret = sign_in(alice.username), ApiToken.objects.issue(alice)[1]
    happens(alice)
    found = answers(coming(API, session), coming(API, secret=f"Bearer {secret}"))
    assert found == [alice.pk if right else 401 for right in (by_session, by_token)]


def test_many_are_found_with_few_queries(
    alice: User, bob: User, django_assert_max_num_queries: Any
) -> None:
    sessions = [sign_in(each.username) for each in (alice, bob, alice)]
    secret = f"Bearer {ApiToken.objects.issue(bob)[1]}"
    bodies = [*(coming(PAGE, each) for each in sessions), coming(API, secret=secret)]
    with django_assert_max_num_queries(3 + len(bodies)):  # one for each counts its bytes
        assert answers(*bodies) == [alice.pk, bob.pk, alice.pk, bob.pk]


def test_who_has_met_a_limit_is_told_before_sending(
    alice: User, project: Project, settings: Any
) -> None:
    session = sign_in(alice.username)
    settings.STUDIO_SENT_AN_HOUR = settings.STUDIO_STORED = 3
    file = {"kind": Kind.FILM, "input_hash": "x", "file": "projects/film", "size": 3 * MB}
    project.artifacts.create(**file)
    photo = coming(f"{API}/{project.pk}/scenes/1/photo", session)
    stranger = coming(f"{API}/{uuid.uuid4()}/scenes/1/photo", session)
    assert answers(photo, stranger) == [429, alice.pk], "the view says that it is not there"
    (told,) = who_send([coming(PAGE, session, size=3 * MB)])
    assert isinstance(told, Refused)
    assert told.words
    with override("zh-hans"):
        assert (told.code, str(told.words.title)) == (429, "你在这一小时内上传的内容过多")
    assert 3500 < int(told.headers["Retry-After"]) <= 3600
