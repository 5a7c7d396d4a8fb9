"""A walk over every address, as everybody, by every method. tests/support/addresses.py says what
each one gives."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client

from projects.models import (
    HouseStyle,
    Notification,
    OwnMusic,
    Photo,
    Project,
    Sending,
    Shot,
    VoiceSample,
)
from tests.support.addresses import ADDRESSES, ADMIN
from tests.support.projects import store
from tests.support.receivers import add_receiver

pytestmark = [
    pytest.mark.by_turns,
    pytest.mark.usefixtures("collected_files"),
    pytest.mark.django_db,
]
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
MARKER = "Alicesownwords"
MARKUP = f"{MARKER}<i>"
CSRF = "a" * 32
RANDOM = str(uuid.UUID(int=7, version=4))
CHANGING = re.compile(r'[A-Za-z0-9]{64}|data-now="[^"]*"')
INNER = re.compile("scene>|scene_id>|number>|shot>|shot_id>|artifact>|<material_id>|:material>")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# What a look may write: what was refused and by whom, how often was asked, until when one is in.
LOGS = re.compile(
    r"projects_(audit|refusal|allowance|known|ratelimit|guess|signintry)\w*|django_session"
)
# What nobody may choose, under the names of the columns and of the API.
NOT_TO_CHOOSE = {
    "owner": "1",
    "owner_id": "1",
    "status": "completed",
    "run_no": "77",
    "revision": "7777",
    "progress": "100",
    "notified": "on",
    "cost": "0",
    "is_staff": "on",
    "is_superuser": "on",
}
PROJECT = "api/video-creation/projects/<project_id>"
# A right body, where an empty one would not get far.
BODIES: dict[str, dict[str, Any]] = {
    "POST ": {"topic": "A new film", "platform": "douyin", "video_type": "course", "style": "warm"}
    | {"duration": "short", "voice_style": "friendly_male", "token": "t"},
    "POST projects/<uuid:pk>/scenes/insert/": {"narration": "A."},
    "POST projects/<uuid:pk>/scenes/<int:scene>/move/": {"to": "2"},
    "POST api/video-creation/voices/sample": {"speaker": "offline", "language": "zh"}
    | {"voiceStyle": "friendly_male"},
    "POST projects/<uuid:pk>/voice/": {"voice_style": "friendly_male", "voice_speed": "1.1"},
    "POST projects/<uuid:pk>/captions/": {"caption_style": "box", "caption_position": "top"},
    "POST projects/<uuid:pk>/style/": {"style": "modern"},
    "POST projects/<uuid:pk>/finish/": {"transitions": "calm", "closing_card": "off"},
    "POST projects/<uuid:pk>/music/": {"music": "calm", "music_level": "14"},
    "POST login/": {"username": "alice", "password": "wrong"},
    "POST api/video-creation/house-styles": {"name": "A", "style": "modern"},
    "POST api/video-creation/receivers": {"name": "A", "address": "https://example.org/a"},
    "POST api/video-creation/projects": {"topic": "A", "platform": "douyin", "videoType": "course"},
    f"PUT {PROJECT}/script": {
        "version": "old",
        "scenes": [{"sceneTitle": "A", "narration": "A."}],
    },
    f"POST {PROJECT}/script/scenes": {"narration": "A."},
    f"POST {PROJECT}/script/scenes/<scene_id>/move": {"to": 2},
    f"POST {PROJECT}/script/scenes/<scene_id>/split": {"at": 3},
    f"PUT {PROJECT}/scenes/<number>/shots": {"shots": []},
    f"PUT {PROJECT}/scenes/<number>/material": {"material": []},
    f"PUT {PROJECT}/scenes/<number>/shots/<shot_id>": {"sound": "alone"},
    f"PUT {PROJECT}/scenes/<number>/fit": {"fit": "fill"},
    f"PUT {PROJECT}/scenes/<number>/stock": {"choice": ""},
    f"POST {PROJECT}/scenes/<number>/stock/lookup": {"words": "a garden"},
    f"POST {PROJECT}/scenes/<number>/stock/search": {"words": "a garden"},
    f"POST {PROJECT}/scenes/<number>/rewording": {"wish": "again"},
    f"POST {PROJECT}/scenes/<number>/rewording/take": {"offer": 0},
    f"POST {PROJECT}/script/cost": {
        "version": "old",
        "scenes": [{"sceneTitle": "A", "narration": "A."}],
    },
    f"PUT {PROJECT}/reference": {"material": None},
    f"PUT {PROJECT}/photos-may-leave": {"hosts": []},
    f"POST {PROJECT}/make-here": {"kind": "picture"},
    f"PUT {PROJECT}/title": {"title": "A"},
    f"PUT {PROJECT}/cover": {"words": None},
    f"PUT {PROJECT}/description": {"description": "A"},
    f"PUT {PROJECT}/posts/<platform>": {"text": "A"},
}


NAMED = "pk|project_id|scene|number|shot|shot_id|artifact|sending_id|material_id|material"
NAMED += "|style_id|receiver_id"


def methods_at(route: str) -> dict[str, int]:
    """The status that the owner gets, by method."""
    pairs = [word.split("=") for word in ADDRESSES[route].split() if "=" in word]
    return {method: int(status) for method, status in pairs}


def body(method: str, route: str) -> dict[str, Any]:
    return BODIES.get(f"{method} {route}", {})


def of_kind(*kinds: str) -> list[str]:
    return [route for route, line in ADDRESSES.items() if line.startswith(kinds)]


@pytest.fixture
def mine(written: Project, tmp_path: Path) -> dict[str, str]:
    """The ids of everything of Alice's, with her words in all of it."""
    scene = written.scenes.get(position=1)
    Project.objects.filter(pk=written.pk).update(topic=MARKUP, title=MARKUP)
    written.scenes.update(title=MARKUP, narration=f"{MARKUP}.", subtitle=f"{MARKUP}.")
    for kind in ("film", "cover"):
        store(written, kind, "hash", tmp_path)
    upload = {"project": written, "consent_by": written.owner, "original_name": MARKUP}
    upload["sha256"] = hashlib.sha256(b"RIFF").hexdigest()
    photo, music = Photo(**upload), OwnMusic(**upload)
    for each in (photo, music):
        each.file.save("", ContentFile(b"RIFF"))
    Project.objects.filter(pk=written.pk).update(own_music=music)
    shot = Shot.objects.create(scene=scene, position=1, photo=photo)
    notice = Notification.objects.create(
        project=written, user=written.owner, run_no=1, step="script", outcome="done"
    )
    sending = Sending.objects.create(
        owner=written.owner, project=written, consent_by=written.owner, name=MARKUP, length=9
    )
    voice = VoiceSample.objects.missing()[0]
    voice.sha256, voice.size = upload["sha256"], 4
    voice.file.save("", ContentFile(b"RIFF"))
    return {
        "pk": str(written.pk),
        "project_id": str(written.pk),
        "scene": str(scene.pk),
        "scene_id": str(scene.pk),
        "number": "1",
        "shot": str(shot.pk),
        "shot_id": str(shot.pk),
        "version": "of-a-page-from-before",
        "part": RANDOM,
        "artifact": str(written.artifacts.get(kind="cover").pk),
        "notice": str(notice.pk),
        "voice": str(voice.pk),
        "sending_id": str(sending.pk),
        "material_id": str(photo.pk),
        "material": str(photo.pk),
        "version_id": str(written.artifacts.get(kind="film").pk),
        "receiver_id": str(add_receiver(written.owner, "https://example.org/a", name=MARKUP).pk),
        "style_id": str(HouseStyle.objects.create(owner=written.owner, name=MARKUP).pk),
    }


def address(route: str, ids: dict[str, str]) -> str:
    """The route with these ids, and with words that fit in the other places."""
    values = {"app_label": "auth", "url": "nowhere"}
    values |= {"kind": "film" if "/download/" in route else "narration", "step": "narration"}
    values |= {"size": "row", "token": "spent", "mood": "none", "style": "none", "what": "none"}
    values |= {"choice": "none", "platform": "douyin"}
    values |= {"shape": "none", "film": RANDOM, "tenths": "10"}
    values |= {"content_type_id": "1", "object_id": "1", "id": "1"} | ids
    others = {"notices/": "notice", "voices/": "voice", "styles/": "style_id"}
    for prefix, of in (others | {"receivers/": "receiver_id"}).items():
        if route.startswith(prefix):
            values["pk"] = ids[of]
    if route.startswith("admin/projects/project/"):
        values["object_id"] = ids["pk"]
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: values[name[1]], route)


class Walker:
    """Somebody's browser, with the right token. What a request changes is taken back afterwards."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        if user:
            self.client.force_login(user)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
        self._cookies = deepcopy(self.client.cookies)
        self.wrote: set[str] = set()  # the tables that the last request has written to
        self.look: Any = None  # is called after each request, before it is taken back

    def __call__(
        self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str
    ) -> Any:
        self.client.cookies = deepcopy(self._cookies)
        content = {"content_type": "application/json"} if path.startswith("/api/") else {}
        sent = {"x-csrftoken": CSRF} | headers
        with taken_back() as self.wrote:
            if method in UNSAFE:
                call = getattr(self.client, method.lower())
                answer = call(path, body or {}, headers=sent, **content)
            else:
                answer = self.client.generic(method, path, headers=sent)
            if self.look:
                self.look()
        return answer


@contextmanager
def taken_back() -> Iterator[set[str]]:
    """Undo what happens within. Yields the tables that were written to, without the LOGS."""
    wrote: set[str] = set()

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        found = WRITES.match(sql)
        if found and not LOGS.match(found[1]):
            wrote.add(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch), transaction.atomic():
        yield wrote
        transaction.set_rollback(True)


def plain(answer: Any) -> str:
    """The words, without their own address, and without the tokens, which always change."""
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    return CHANGING.sub("", text.replace(answer.request["PATH_INFO"], ""))


def test_who_is_not_signed_in_sees_no_more_than_the_doors(mine: dict[str, str]) -> None:
    nobody = Walker(None)
    for route, line in ADDRESSES.items():
        path, methods = address(route, mine), methods_at(route)
        for method in methods.keys() | {"GET"}:
            answer = nobody(method, path, body(method, route))
            assert MARKER not in plain(answer), (method, path)
            assert not nobody.wrote, (method, path)
            if method not in methods:
                assert answer.status_code in (200, 204, 302, 401, 404, 405), (method, path)
            elif line.startswith("open"):
                assert answer.status_code == methods[method], (method, path)
            elif line.startswith("api"):
                assert answer.status_code == 401, (method, path)
            else:
                assert answer["Location"].startswith("/login/?next=/"), (method, path)


@pytest.mark.parametrize("is_staff", [False, True])
def test_what_is_somebody_elses_is_as_absent_as_what_never_was(
    mine: dict[str, str], written: Project, is_staff: bool
) -> None:
    """Of no address do strangers learn anything, nor staff without a permission. An id of Alice's
    under one's own project leads nowhere either."""
    bob = User.objects.create_user("bob", is_staff=is_staff)
    own = dict.fromkeys(("pk", "project_id"), str(Project.objects.create(owner=bob, topic="B").pk))
    nothing = dict.fromkeys(mine, RANDOM) | {"scene": "987654", "number": "1"}
    walker = Walker(bob)
    absent = {
        kind: plain(walker("GET", address(route, nothing)))
        for kind, route in (("mine", "projects/<uuid:pk>/"), ("api mine", PROJECT))
    }
    for route, line in ADDRESSES.items():
        for method in methods_at(route).keys() & ({"GET"} if is_staff else {"GET", *UNSAFE}):
            path, sent = address(route, mine), body(method, route)
            answer = walker(method, path, sent)
            said = plain(answer)
            assert MARKER not in said, (method, path)
            if "mine" not in line:
                continue
            assert not walker.wrote, (method, path)
            if methods_at(route)[method] != 400:  # a body without its file is refused at once
                expected = (404, absent["api mine" if "api" in line else "mine"])
                assert (answer.status_code, said) == expected, (method, path)
            if INNER.search(route) and not is_staff:
                both = [walker(method, address(route, of | own), sent) for of in (mine, nothing)]
                hers, none = ((each.status_code, plain(each)) for each in both)
                assert hers == none, (method, path)
                assert not walker.wrote, (method, path)


def test_an_id_that_is_none_is_as_absent(mine: dict[str, str], alice: User) -> None:
    """Django's URLs take no other than a UUID. In the API each operation looks at it by itself."""
    owner = Walker(alice)
    for route in ["projects/<uuid:pk>/", *of_kind("api mine")]:
        for name in re.findall(rf"<(?:\w+:)?({NAMED})>", route):
            wrong = mine | {name: "nothing", "notice": "nothing"}
            for method in methods_at(route):
                assert owner(method, address(route, wrong)).status_code == 404, (method, route)


def test_its_owner_gets_what_the_table_says_and_chooses_no_more_than_the_form_offers(
    mine: dict[str, str], alice: User
) -> None:
    owner = Walker(alice)
    owner.look = lambda: chose_nothing(alice)
    for route in of_kind("self", "mine", "api"):
        path = address(route, mine)
        for method, status in methods_at(route).items():
            sent = body(method, route)
            more = {} if path.startswith("/api/") else NOT_TO_CHOOSE
            answer = owner(method, path, sent | more)
            assert answer.status_code == status, (method, path, plain(answer)[:300])
            if method == "GET":
                assert not owner.wrote, (path, owner.wrote)
                if answer["Content-Type"].startswith("text/html"):
                    assert MARKUP not in plain(answer), f"{path} takes her words for markup"
                assert_head_is_like(answer, owner("HEAD", path), path)
            elif path.startswith("/api/"):
                refused = owner(method, path, sent | NOT_TO_CHOOSE)
                assert refused.status_code in (status, 422), (method, path)


def chose_nothing(alice: User) -> None:
    chosen = Project.objects.filter(run_no__gt=1) | Project.objects.filter(revision__gt=100)
    chosen |= Project.objects.exclude(owner=alice) | Project.objects.filter(status="completed")
    assert not chosen.exists()


def assert_head_is_like(answer: Any, head: Any, path: str) -> None:
    own = dict.fromkeys(("Date", "X-Request-ID", "Expires"), "")
    assert (head.status_code, head.content) == (answer.status_code, b""), path
    assert {**head.headers, **own} == {**answer.headers, **own}, path


def test_an_address_takes_no_other_method_and_names_those_that_it_takes(
    mine: dict[str, str], alice: User
) -> None:
    owner = Walker(alice)
    for route in of_kind("self", "mine", "api"):
        path, methods = address(route, mine), set(methods_at(route))
        allowed = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
        for method in {"OPTIONS", "PATCH", "TRACE", "BREW", "GET"} - methods:
            answer = owner(method, path)
            assert answer.status_code == (204 if method == "OPTIONS" else 405), (method, path)
            assert set(answer["Allow"].split(", ")) == allowed, path
            assert not owner.wrote, (method, path)


def test_another_site_and_a_page_without_a_token_change_nothing(
    mine: dict[str, str], alice: User
) -> None:
    owner = Walker(alice)
    for route in ADDRESSES:
        for method in UNSAFE & methods_at(route).keys():
            path, sent = address(route, mine), body(method, route)
            for headers in ({"x-csrftoken": ""}, {"origin": "https://evil.example"}):
                assert owner(method, path, sent, **headers).status_code == 403, (method, path)
                assert not owner.wrote, (method, path)


@pytest.mark.parametrize(("who", "expected"), [("nobody", 302), ("person", 302), ("staff", 403)])
def test_the_admin_is_for_those_who_have_the_permission(
    mine: dict[str, str], who: str, expected: int
) -> None:
    walker = Walker(
        None if who == "nobody" else User.objects.create_user("bob", is_staff=who == "staff")
    )
    for route, line in ADMIN.items():
        methods = ["GET", "POST"] if who == "staff" else ["GET"]
        for method in methods:
            answer = walker(method, address(route, mine), NOT_TO_CHOOSE)
            # Django leads away from a row that is absent before it looks at the permission.
            absent = {302} if "object_id" in route else set()
            allowed = {200, 302, 403, 404, 405} if line == "desk" else {expected, 405} | absent
            assert answer.status_code in allowed, (method, route)
            assert MARKER not in plain(answer), (method, route)
            assert not walker.wrote - {"auth_user"}, (method, route)
