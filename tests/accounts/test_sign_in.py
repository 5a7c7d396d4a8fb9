"""Signing in: whoever guesses passwords gets few tries, and keeps nobody else out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.test import Client, RequestFactory

from projects.models import LoginThrottle
from videostudio.callers import address_of, place_at, place_of

pytestmark = pytest.mark.usefixtures("collected_files")
PASSWORD = "open-sesame-4711"  # noqa: S105 - of nobody
PAGES = ["/login/", "/admin/login/"]


@pytest.fixture
def dora(db: None) -> User:
    return User.objects.create_superuser("dora", password=PASSWORD)


@pytest.fixture
def looked_at() -> Iterator[list[str]]:
    """The accounts whose password was looked at, and was wrong."""
    seen: list[str] = []

    def note(credentials: dict[str, Any], **_: object) -> None:
        seen.append(credentials["username"])

    user_login_failed.connect(note)
    yield seen
    user_login_failed.disconnect(note)


def sign_in(page: str, account: str, password: str, place: str = "192.0.2.1") -> Any:
    client = Client(REMOTE_ADDR=place, headers={"accept-language": "en"})
    return client.post(page, {"username": account, "password": password})


def gets_in(page: str, place: str = "192.0.2.1") -> bool:
    return bool(sign_in(page, "dora", PASSWORD, place).status_code == 302)


@pytest.mark.parametrize("page", PAGES)
def test_of_many_guesses_few_are_looked_at_and_no_other_place_is_shut_out(
    dora: User, looked_at: list[str], page: str
) -> None:
    for number in range(3 * LoginThrottle.MOST):
        sign_in(page, "dora" if number % 2 else "Dora", f"guess {number}")
    assert len(looked_at) == LoginThrottle.MOST
    answer = sign_in(page, "dora", PASSWORD)
    assert "Too many tries. Wait 15 minutes" in answer.content.decode()
    assert gets_in(page, "192.0.2.2")
    LoginThrottle.objects.update(since="2020-01-01T00:00Z")
    assert gets_in(page)


def test_many_guesses_at_once_do_not_pass_each_other(
    transactional_db: None, looked_at: list[str]
) -> None:
    def guess(number: int) -> None:
        sign_in("/login/", "dora", f"guess {number}")
        connection.close()

    with ThreadPoolExecutor(8) as guessers:
        list(guessers.map(guess, range(24)))
    assert len(looked_at) == LoginThrottle.MOST


def test_one_password_for_all_accounts_gets_few_tries_as_well(
    dora: User, looked_at: list[str]
) -> None:
    for number in range(LoginThrottle.MOST_OF_ALL + 10):
        sign_in("/login/", f"account {number}", "123456")
        if number == 20:
            assert gets_in("/login/"), "who knows theirs is not counted, nor forgives the others"
    assert len(looked_at) == LoginThrottle.MOST_OF_ALL


def test_who_remembers_in_time_begins_anew(dora: User) -> None:
    for _ in range(3):
        for _ in range(LoginThrottle.MOST - 1):
            sign_in("/login/", "dora", "forgotten")
        assert gets_in("/login/")


def test_no_account_is_kept_with_its_guesses(db: None) -> None:
    sign_in("/login/", "my password, typed in the wrong field", "x")
    assert "password" not in str(LoginThrottle.objects.values_list())


@pytest.mark.parametrize(
    ("https", "said", "place"),
    [
        (False, "198.51.100.7", "192.0.2.1/32"),
        (True, "198.51.100.7", "198.51.100.7/32"),
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7/32"),
        (True, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (True, "", "192.0.2.1/32"),
        (True, "nonsense", ""),
    ],
)
def test_a_place_is_what_the_proxy_says_and_nobody_else(
    https: bool, said: str, place: str, settings: Any
) -> None:
    settings.HTTPS = https
    headers = {"x-forwarded-for": said} if said else {}
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers=headers)
    assert place_of(request) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("::ffff:203.0.113.9", "203.0.113.9/32"),
        ("0:0:0:0:0:FFFF:CB00:7109", "203.0.113.9/32"),
        ("[::ffff:203.0.113.9]:4711", "203.0.113.9/32"),
        ("64:ff9b::203.0.113.9", "203.0.113.9/32"),
        ("64:ff9b:1::cb00:7109", "203.0.113.9/32"),
        ("::ffff:0:203.0.113.9", "203.0.113.9/32"),
        ("2002:cb00:7109:1::1", "203.0.113.9/32"),
        ("2001:0:4136:e378:8000:63bf:34ff:8ef6", "203.0.113.9/32"),
        ("203.0.113.9:4711", "203.0.113.9/32"),
        ('"[2001:db8:1:2::3]:4711"', "2001:db8:1:2::/64"),
        ("2001:db8:1:2::3%eth0", "2001:db8:1:2::/64"),
        ("fe80::1%en0", "fe80::/64"),
        ("::1", "::/64"),
        ("::ffff:", ""),
        ("[", ""),
        ("203.0.113.9.9", ""),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_who_has_ipv4_is_one_place_by_whichever_way_it_comes(
    written: str, place: str, settings: Any
) -> None:
    settings.HTTPS = True
    assert place_at(written) == place_at("192.0.2.1", f"198.51.100.7, {written or '?'}") == place


def test_an_address_from_outside_is_never_this_machine() -> None:
    request = RequestFactory(REMOTE_ADDR="2002:7f00:1::1").get("/")
    assert (address := address_of(request)) and not address.is_loopback
