"""Signing in: whoever guesses passwords gets few tries, and keeps nobody else out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.test import Client, RequestFactory

from projects.accounts.known_device import COOKIE
from projects.models import KnownPlace, LoginThrottle, SignInTry
from projects.models.known_place import MOST_KNOWN
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


def sign_in(
    page: str, account: str, password: str, place: str = "192.0.2.1", device: str = ""
) -> Any:
    client = Client(REMOTE_ADDR=place, headers={"accept-language": "en"})
    client.cookies[COOKIE] = device
    return client.post(page, {"username": account, "password": password})


def gets_in(page: str, place: str = "192.0.2.1", device: str = "") -> bool:
    return bool(sign_in(page, "dora", PASSWORD, place, device).status_code == 302)


def use_up_the_tries_of(account: str) -> None:
    for number in range(LoginThrottle.MOST_EVERYWHERE):
        LoginThrottle.count(SignInTry(account, f"198.51.100.{number + 1}/32"))


def guess_from_everywhere(account: str, tries: int, device: str = "") -> Any:
    """Wrong passwords for one account, each from another address. The last answer."""
    for number in range(tries):
        answer = sign_in("/login/", account, f"guess {number}", f"198.51.100.{number}", device)
    return answer


@pytest.mark.parametrize("page", PAGES)
def test_of_many_guesses_few_are_looked_at_and_no_other_place_is_shut_out(
    dora: User, looked_at: list[str], page: str
) -> None:
    for number in range(LoginThrottle.MOST + 5):
        sign_in(page, "dora" if number % 2 else "Dora", f"guess {number}")
    assert len(looked_at) == LoginThrottle.MOST
    answer = sign_in(page, "dora", PASSWORD)
    assert "Too many tries. Wait 15 minutes" in answer.content.decode()
    assert gets_in(page, "192.0.2.2")
    LoginThrottle.objects.update(since="2020-01-01T00:00Z")
    assert gets_in(page)


@pytest.mark.parametrize(
    ("places", "most"),
    [(["192.0.2.1"], LoginThrottle.MOST), (range(24), LoginThrottle.MOST_EVERYWHERE)],
)
def test_many_guesses_at_once_do_not_pass_each_other(
    transactional_db: None, looked_at: list[str], places: Any, most: int
) -> None:
    def guess(place: object) -> None:
        sign_in("/login/", "dora", "a guess", f"198.51.100.{place}")
        connection.close()

    with ThreadPoolExecutor(8) as guessers:
        list(guessers.map(guess, [place for place, _ in zip(cycle(places), range(20))]))
    assert len(looked_at) == most


@pytest.mark.parametrize("account", ["dora", "nobody"])
def test_an_account_is_guessed_at_from_many_places_and_its_owner_gets_in(
    dora: User, looked_at: list[str], account: str
) -> None:
    device = sign_in("/login/", "dora", PASSWORD, "192.0.2.1").cookies[COOKIE].value
    answer = guess_from_everywhere(account, 24)
    assert len(looked_at) <= settings.STUDIO_TRIES_AN_ACCOUNT
    words = "Too many tries for this account. Wait 15 minutes, or sign in where you have"
    assert words in answer.content.decode(), "no matter whether it exists"
    assert LoginThrottle.objects.filter(who__startswith="there").count() <= len(looked_at)
    assert gets_in("/login/", "203.0.113.9", device), "on the same device, anywhere"
    assert gets_in("/login/", "192.0.2.1"), "at the same place, on any device"
    if account == "dora":
        assert not gets_in("/login/", "203.0.113.77"), "right or wrong is not told to strangers"


def test_some_tries_are_kept_for_the_places_of_an_account(dora: User, looked_at: list[str]) -> None:
    assert gets_in("/login/", "198.51.100.0")
    use_up_the_tries_of("dora")
    for number in range(LoginThrottle.MOST):
        sign_in("/login/", "dora", f"guess {number}", "198.51.100.0")
    assert len(looked_at) == LoginThrottle.KEPT
    assert not gets_in("/login/", "198.51.100.0")


def test_a_stolen_device_helps_little(dora: User, looked_at: list[str]) -> None:
    device = sign_in("/login/", "dora", PASSWORD).cookies[COOKIE].value
    guess_from_everywhere("dora", LoginThrottle.MOST + 3, device)
    assert len(looked_at) == LoginThrottle.MOST
    User.objects.create_user("erin", password=PASSWORD)
    use_up_the_tries_of("erin")
    answer = sign_in("/login/", "erin", PASSWORD, "203.0.113.9", device)
    assert answer.status_code == 200, "it is of no use for another account"


def test_signing_out_keeps_the_device_and_a_new_password_ends_it(
    dora: User, client: Client
) -> None:
    client.post("/login/", {"username": "dora", "password": PASSWORD})
    client.post("/logout/")
    old = client.cookies[COOKIE].value
    use_up_the_tries_of("dora")
    assert gets_in("/login/", "203.0.113.9", old)
    client.force_login(dora)
    client.cookies[COOKIE] = old
    new_password = {"new_password1": PASSWORD * 2, "new_password2": PASSWORD * 2}
    form = {"old_password": PASSWORD} | new_password
    assert client.post("/admin/password_change/", form).status_code == 302
    new = client.cookies[COOKIE].value

    def gets_in_with(device: str) -> bool:
        answer = sign_in("/login/", "dora", PASSWORD * 2, "203.0.113.10", device)
        return bool(answer.status_code == 302)

    assert not gets_in_with(old)
    assert gets_in_with(new), "who has changed it is not locked out"


def test_a_device_remembers_the_last_accounts_and_no_script_reads_them(
    db: None, client: Client
) -> None:
    for number in range(7):
        User.objects.create_user(f"maker {number}", password=PASSWORD)
        client.post("/login/", {"username": f"maker {number}", "password": PASSWORD})
        client.post("/logout/")
    cookie = client.cookies[COOKIE]
    assert len(cookie.value.split("|")) == 5
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    use_up_the_tries_of("maker 6")
    answer = client.post("/login/", {"username": "maker 6", "password": PASSWORD})
    assert answer.status_code == 302


def test_an_account_has_few_known_places(dora: User) -> None:
    for number in range(2 * MOST_KNOWN):
        KnownPlace.objects.remember(dora, f"192.0.2.{number}")
    assert KnownPlace.objects.count() == MOST_KNOWN
    assert KnownPlace.objects.is_known("dora", "192.0.2.19")
    KnownPlace.objects.update(used_at="2020-01-01T00:00Z")
    assert not KnownPlace.objects.is_known("dora", "192.0.2.19")
    KnownPlace.objects.forget_old()
    assert not KnownPlace.objects.exists()


def test_who_finds_an_open_session_cannot_guess_its_password(dora: User, client: Client) -> None:
    client.force_login(dora)
    new_password = {"new_password1": PASSWORD * 2, "new_password2": PASSWORD * 2}
    for number in range(LoginThrottle.MOST):
        client.post("/admin/password_change/", {"old_password": f"{number}"} | new_password)
    answer = client.post("/admin/password_change/", {"old_password": PASSWORD} | new_password)
    assert "15 分钟" in answer.content.decode()
    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)


def test_strangers_cannot_fill_the_table_of_guesses(db: None, looked_at: list[str]) -> None:
    sign_in("/login/", "anybody", "")
    assert not LoginThrottle.objects.exists(), "nothing is to be looked at without a password"
    sign_in("/login/", "x" * 150, "a guess")
    counts = LoginThrottle.objects.values_list("who", flat=True)
    assert all(len(who.split()[1]) == 5 for who in counts), "a million rows of each kind at most"


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
