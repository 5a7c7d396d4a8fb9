"""What an open page hears, over real sockets from a running studio, and who may listen."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.addresses import SOCKETS
from tests.support.people import end_step, make_owner, make_person
from tests.support.sockets import closing
from tests.support.studio import NO_REDIS, SecondWeb, Studio

TOUCH = """
from projects.models import Project
project = Project.objects.get(pk="{pk}")
with project.locked():
    project.title = "{title}"
    project.touch()
"""

NEW = """
from projects.models import Project
from django.contrib.auth.models import User
project = Project.objects.create(owner=User.objects.get(username="{name}"), topic="Made elsewhere")
with project.locked():
    project.touch()
print(project.pk)
"""
ENQUEUE = """
from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from projects.timeline import step_of
project = Project.objects.get(pk="{pk}")
run_and_enqueue(lambda: project.start(step_of("narration")))
"""
CANCEL = """
from projects.models import Project
Project.objects.get(pk="{pk}").cancel()
"""
DELETE = """
from projects.models import Project
Project.objects.get(pk="{pk}").delete_with_files()
"""


HOW = ["with Redis", "without Redis"]
LATE = pytest.param(HOW[1], marks=pytest.mark.full("two tests see it each day"))
both_ways = pytest.mark.parametrize("studio", HOW, indirect=True, scope="module")


@pytest.fixture(scope="module", params=[HOW[0], LATE])
def studio(request: Any, idle_studio: Studio) -> Iterator[Studio | SecondWeb]:
    """With a web process that has no Redis, pages are late, and right all the same."""
    if request.param == "with Redis":
        yield idle_studio
    else:
        with SecondWeb(idle_studio, **NO_REDIS) as studio:
            yield studio


@pytest.fixture(scope="module")
def people(studio: Studio) -> Any:
    return {name: make_owner(studio, name) for name in ("alice", "bob")}


def listen(
    studio: Studio,
    path: str,
    session: str = "",
    origin: str | None = None,
) -> ClientConnection:
    return knock(studio, f"ws/projects/{path}?language=en", session, origin)


def knock(
    studio: Studio, address: str, session: str, origin: str | None = None
) -> ClientConnection:
    return connect(
        f"ws://127.0.0.1:{studio.port}/{address}",
        origin=origin or studio.address,  # type: ignore[arg-type]
        additional_headers={"Cookie": studio.cookies(session=session)},
    )


def hear(socket: ClientConnection, words: str) -> str:
    """The first frame with these words in it. A page also gets a pulse every three seconds."""
    until = time.monotonic() + 20
    while words not in (frame := str(socket.recv(timeout=until - time.monotonic()))):
        pass
    return frame


@both_ways
def test_a_page_gets_the_present_state_and_then_what_changes(studio: Studio, people: Any) -> None:
    alice = people["alice"]
    with listen(studio, f"{alice['project']}/", alice["session"]) as socket:
        first = hear(socket, 'id="headline"')
        assert len(re.findall('class="region', first)) > 10
        studio.shell(TOUCH.format(pk=alice["project"], title="A new title"))
        change = hear(socket, "A new title")
        assert len(re.findall('class="region', change)) < 5, "what has not changed is not sent"


def test_pages_hear_how_the_queue_moves_and_nothing_else_is_drawn(studio: Studio) -> None:
    kim = make_person(studio, "kim")
    before, project = kim["projects"]
    place = f'id="place-{project}"'
    for each in kim["projects"]:
        studio.shell(ENQUEUE.format(pk=each))
    with (
        listen(studio, f"{project}/", kim["session"]) as page,
        listen(studio, "", kim["session"]) as home,
    ):
        found = re.search(r"Queued, (\d+) jobs? ahead", hear(page, place))
        assert found and found[0] in hear(home, place)
        studio.shell(CANCEL.format(pk=before))
        frames = [hear(page, place), hear(home, place)]
    for frame in frames:
        assert f"Queued, {int(found[1]) - 1} job" in frame or "the next in line" in frame
        assert frame.count('class="region') == 1


def test_the_home_page_hears_of_all_own_projects_and_of_no_other(
    studio: Studio, people: Any
) -> None:
    with listen(studio, "", people["alice"]["session"]) as socket:
        studio.shell(TOUCH.format(pk=people["bob"]["project"], title="Bob's"))
        studio.shell(TOUCH.format(pk=people["alice"]["project"], title="Alice's"))
        frame = hear(socket, people["alice"]["project"])
        assert people["bob"]["project"] not in frame


ABSENT = "00000000-0000-4000-8000-000000000000"
ELSEWHERE = ["http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1", "null", "no address"]


def test_every_socket_is_for_its_own_people_alone(idle_studio: Studio) -> None:
    """tests/support/addresses.py says whose each one is."""
    alice, bob = (make_owner(idle_studio, name) for name in ("alice", "bob"))

    def turned_away(route: str, project: str, session: str) -> tuple[int, str]:
        with knock(idle_studio, route.replace("<uuid:pk>", project), session) as socket:
            return closing(socket)

    for route, whose in SOCKETS.items():
        for foreign in ELSEWHERE:
            with pytest.raises(InvalidStatus):
                address = route.replace("<uuid:pk>", alice["project"])
                knock(idle_studio, address, alice["session"], foreign)
        if whose != "nobody":
            assert turned_away(route, alice["project"], "")[0] == 4401, route
        if whose != "self":
            hers = turned_away(route, alice["project"], bob["session"])
            assert hers[0] == 4404, route
            assert hers == turned_away(route, ABSENT, bob["session"]), route
            assert turned_away(route, "no-id", bob["session"])[0] == 4404, route


def test_credentials_of_a_proxy_before_the_studio_do_not_matter(
    studio: Studio, people: Any
) -> None:
    alice = people["alice"]
    headers = {"Cookie": studio.cookies(session=alice["session"]), "Authorization": "Basic YTpi"}
    address = f"ws://127.0.0.1:{studio.port}/ws/projects/{alice['project']}/?language=en"
    with connect(address, origin=studio.address, additional_headers=headers) as socket:  # type: ignore[arg-type]
        hear(socket, 'id="headline"')


def test_of_many_pages_at_once_no_more_are_let_in_than_may_be_open(studio: Studio) -> None:
    kim = make_owner(studio, "kim")

    def is_let_in(_: int) -> bool:
        socket = opened.enter_context(listen(studio, f"{kim['project']}/", kim["session"]))
        try:
            return bool(hear(socket, 'id="headline"'))
        except ConnectionClosed as closed:
            assert closed.rcvd and closed.rcvd.code == 4429
            return False

    with ExitStack() as opened, ThreadPoolExecutor(60) as threads:
        assert sum(threads.map(is_let_in, range(60))) == 50


def test_a_page_that_speaks_is_cut_off_and_the_others_go_on(studio: Studio, people: Any) -> None:
    session = people["alice"]["session"]
    with listen(studio, "", session) as quiet, listen(studio, "", session) as loud:
        loud.send("hello")
        assert closing(loud)[0] == 4400
        studio.shell(TOUCH.format(pk=people["alice"]["project"], title="Still here"))
        assert hear(quiet, people["alice"]["project"])


def test_signing_out_ends_the_sockets_of_that_session(studio: Studio, people: Any) -> None:
    session = people["bob"]["session"]
    with listen(studio, f"{people['bob']['project']}/", session) as socket:
        hear(socket, 'id="headline"')
        studio.shell(
            "from django.contrib.sessions.models import Session\n"
            f"Session.objects.filter(session_key='{session}').delete()"
        )
        assert closing(socket)[0] == 4401


def test_another_password_or_a_closed_account_ends_the_sockets_that_were_open(
    studio: Studio, people: Any
) -> None:
    carol, dave = make_owner(studio, "carol"), make_owner(studio, "dave")
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(listen(studio, f"{each['project']}/", each["session"]))
            for each in (carol, dave)
        ]
        for socket in sockets:
            hear(socket, 'id="headline"')
        studio.shell(
            "from django.contrib.auth.models import User\n"
            f"u = User.objects.get(username='{carol['name']}')\n"
            "u.set_password('another-one'); u.save()\n"
            f"User.objects.filter(username='{dave['name']}').update(is_active=False)"
        )
        assert [closing(socket)[0] for socket in sockets] == [4401, 4401]


def test_a_deleted_project_s_page_is_told_that_it_is_gone(studio: Studio, people: Any) -> None:
    alice = people["alice"]
    with listen(studio, f"{alice['project']}/", alice["session"]) as socket:
        hear(socket, 'id="headline"')
        studio.shell(DELETE.format(pk=alice["project"]))
        assert closing(socket)[0] == 4404


def test_the_home_page_s_list_gains_what_is_new_and_loses_what_is_deleted(
    studio: Studio, people: Any
) -> None:
    dora = make_owner(studio, "dora")
    with listen(studio, "", dora["session"]) as socket:
        assert dora["project"] in hear(socket, 'id="rows-1"'), "an old page catches up"
        new = studio.shell(NEW.format(name=dora["name"]))
        assert new in hear(socket, 'id="rows-1"')
        studio.shell(TOUCH.format(pk=new, title="Its new name"))
        assert 'id="rows-1"' not in hear(socket, "Its new name"), "only the row is drawn again"
        studio.shell(DELETE.format(pk=new))
        assert new not in hear(socket, 'id="rows-1"')
        studio.shell(DELETE.format(pk=dora["project"]))
        assert 'class="row"' not in hear(socket, 'id="rows-1"')


@both_ways
def test_every_page_of_the_owner_hears_of_a_step_that_ends_and_no_page_of_anybody_else(
    studio: Studio, people: Any
) -> None:
    fay, gus = make_person(studio, "fay"), make_person(studio, "gus")
    hal = make_person(studio, "hal", superuser=True)
    first, second = fay["projects"]
    with (
        listen(studio, f"{second}/", fay["session"]) as elsewhere,
        listen(studio, "", fay["session"]) as home,
        listen(studio, "", gus["session"]) as other,
        listen(studio, f"{first}/", hal["session"]) as watching,
    ):
        for socket in (elsewhere, home, other, watching):
            assert "data-show" not in hear(socket, 'id="notices"')
        end_step(studio, first)
        for socket in (elsewhere, home):
            assert f'href="/projects/{first}/#step-narration"' in hear(socket, "data-show")
        end_step(studio, gus["projects"][0])
        assert first not in hear(other, "data-show")
        studio.shell(TOUCH.format(pk=first, title="Seen by those who may"))
        assert "data-show" not in "".join(frames_until(watching, "Seen by those who may"))


def frames_until(socket: ClientConnection, words: str) -> Iterator[str]:
    frame = ""
    while words not in frame:
        yield (frame := str(socket.recv(timeout=20)))


def test_of_a_long_list_the_newest_are_shown(studio: Studio, people: Any) -> None:
    eve = make_owner(studio, "eve")
    studio.shell(
        "from projects.models import Project\n"
        f"owner = Project.objects.get(pk='{eve['project']}').owner\n"
        "for number in range(20): Project.objects.create(owner=owner, topic=f'{number}')"
    )
    with listen(studio, "", eve["session"]) as socket:
        first = hear(socket, 'id="rows-1"')
        assert eve["project"] not in first
        assert "?page=2" in first
        studio.shell(TOUCH.format(pk=eve["project"], title="Back on top"))
        assert first_row(hear(socket, 'id="rows-1"')) == eve["project"]


def first_row(frame: str) -> str:
    found = re.search(r'id="row-([-\w]+)-about"', frame[frame.index('id="rows-1"') :])
    return found[1] if found else ""


def test_who_is_no_administrator_any_more_sees_what_is_others_no_more(
    studio: Studio, people: Any
) -> None:
    ida = make_person(studio, "ida", superuser=True)
    foreign, own = make_owner(studio, "jan")["project"], ida["projects"][0]
    desk = connect(
        f"ws://127.0.0.1:{studio.port}/ws/admin/projects/?id={foreign}",
        origin=studio.address,  # type: ignore[arg-type]
        additional_headers={"Cookie": studio.cookies(session=ida["session"])},
    )
    with (
        desk,
        listen(studio, f"{foreign}/", ida["session"]) as page,
        listen(studio, f"{own}/", ida["session"]) as other,
    ):
        hear(desk, f"admin-{foreign}-status")
        hear(page, 'id="headline"')
        studio.shell(
            "from django.contrib.auth.models import User\n"
            f"User.objects.filter(username='{ida['name']}').update(is_superuser=False)"
        )
        assert [closing(socket)[0] for socket in (desk, page)] == [4404, 4404]
        studio.shell(TOUCH.format(pk=own, title="Still hers"))
        hear(other, "Still hers")


def test_a_project_that_cannot_be_drawn_delays_nobody_else(studio: Studio) -> None:
    """Not even without a hint: each topic is drawn by itself when viewers catch up."""
    lea, moe = make_owner(studio, "lea"), make_owner(studio, "moe")
    with (
        listen(studio, f"{lea['project']}/", lea["session"]) as broken,
        listen(studio, "", moe["session"]) as home,
    ):
        hear(broken, 'id="headline"')
        hear(home, 'id="notices"')
        studio.shell(
            "from projects.models import Notification, Project\n"
            f"own = Project.objects.filter(pk='{lea['project']}')\n"
            "own.update(platform='vhs', revision=own.get().revision + 1)\n"
            f"other = Project.objects.get(pk='{moe['project']}')\n"
            "of = {'project': other, 'user': other.owner, 'step': 'script', 'outcome': 'done'}\n"
            "Notification.objects.create(run_no=7, **of)"
        )
        assert hear(home, "data-notice")
