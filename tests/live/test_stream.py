"""What a program hears over its socket, from a running studio; and who is turned away, and how."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import psycopg
import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from projects.language import has_hanzi
from tests.support.people import make_person, make_token, spend_requests
from tests.support.programs import BASE, BRIEF
from tests.support.sockets import closing
from tests.support.sources import ROOT
from tests.support.studio import NO_REDIS, SecondWeb, Studio, running
from videostudio import embedded

pytestmark = pytest.mark.film
DOCS = (ROOT / "docs" / "api.md").read_text()
NOWHERE = "00000000-0000-4000-8000-000000000000"
Data = dict[str, Any]


# Secrets of an operator, which must be nowhere afterwards.
CANARIES = {"SECRET_KEY": f"canary-key-{'7' * 50}", "STUDIO_PROBE_TOKEN": "canary-of-the-probes"}


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with running(STUDIO_LOG_LEVEL="DEBUG", **CANARIES) as studio:
        yield studio


class Caller:
    """A program of a person of its own."""

    def __init__(self, studio: Studio | SecondWeb, name: str):
        person = make_person(studio, name)
        self.studio, self.name, self.session = studio, person["name"], person["session"]
        self.token = make_token(studio, self.name)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        url = f"{self.studio.address}{BASE}{path}"
        answer = requests.request(method, url, json=body, headers=self.headers(), timeout=20)
        assert answer.ok, answer.text
        return answer.json()["data"]

    def new_project(self) -> str:
        return str(self.ask("POST", "/projects", BRIEF)["projectId"])

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} | more

    def listen(self, path: str, **more: str) -> ClientConnection:
        return open_socket(self.studio, path, self.headers(**more))


@pytest.fixture(scope="module")
def alice(studio: Studio) -> Caller:
    return Caller(studio, "alice")


@pytest.fixture(scope="module")
def bob(studio: Studio) -> Caller:
    return Caller(studio, "bob")


def open_socket(
    studio: Studio | SecondWeb, path: str, headers: dict[str, str], origin: Any = None
) -> ClientConnection:
    url = f"ws://127.0.0.1:{studio.port}/ws/video-creation{path}"
    return connect(url, additional_headers=headers, origin=origin)


def hear(socket: ClientConnection) -> Data:
    return dict(json.loads(socket.recv(timeout=20)))


def hear_until(socket: ClientConnection, wanted: Callable[[Data], bool]) -> list[Data]:
    """All messages up to the first that is wanted."""
    heard = [hear(socket)]
    while not wanted(heard[-1]):
        heard.append(hear(socket))
    return heard


def has_script(now: Data) -> bool:
    return bool(now.get("scriptData"))


def test_a_program_hears_the_present_state_and_then_each_newer_one(alice: Caller) -> None:
    project = alice.new_project()
    with alice.listen(f"/projects/{project}/status") as socket:
        assert hear(socket) == alice.ask("GET", f"/projects/{project}/status")
        alice.ask("POST", f"/projects/{project}/script")
        heard = hear_until(socket, has_script)
        assert heard[-1]["status"] == "draft"
        revisions = [now["revision"] for now in heard]
        assert revisions == sorted(set(revisions)), "never an older one, never one twice"
        assert heard[-1] == alice.ask("GET", f"/projects/{project}/status")


def test_without_a_redis_it_hears_the_same_a_little_later(studio: Studio) -> None:
    """It listens at a web process that has none, and so gets no hint from the worker."""
    with SecondWeb(studio, **NO_REDIS) as web:
        caller = Caller(web, "zoe")
        project = caller.new_project()
        with (
            caller.listen(f"/projects/{project}/status") as one,
            caller.listen("/projects") as all_of_them,
        ):
            caller.ask("POST", f"/projects/{project}/script")
            heard = [
                hear_until(socket, lambda now: now["id"] == project and has_script(now))[-1]
                for socket in (one, all_of_them)
            ]
            assert heard == [caller.ask("GET", f"/projects/{project}/status")] * 2
            caller.ask("DELETE", f"/projects/{project}")
            assert closing(one)[0] == 4404
            assert hear(all_of_them) == {"id": project, "deleted": True}


def test_one_that_says_what_it_has_hears_only_what_is_newer(alice: Caller) -> None:
    project = alice.new_project()
    has = alice.ask("GET", f"/projects/{project}/status")["revision"]
    with alice.listen(f"/projects/{project}/status?since={has}") as socket:
        alice.ask("POST", f"/projects/{project}/script")
        assert hear(socket)["revision"] > has
    with alice.listen(f"/projects/{project}/status?since={has - 1}") as socket:
        assert hear(socket)["revision"] >= has


def test_one_that_follows_all_hears_of_its_own_user_s_projects_alone(
    alice: Caller, bob: Caller
) -> None:
    theirs, mine = bob.new_project(), alice.new_project()
    with alice.listen("/projects") as socket:
        first = hear_until(socket, lambda now: now["id"] == mine)
        new = alice.new_project()
        bob.ask("POST", f"/projects/{theirs}/script")
        alice.ask("POST", f"/projects/{new}/script")
        then = hear_until(socket, lambda now: now["id"] == new and has_script(now))
        assert then[-1] == alice.ask("GET", f"/projects/{new}/status")
        assert theirs not in {now["id"] for now in first + then}
        alice.ask("DELETE", f"/projects/{new}")
        gone = hear_until(socket, lambda now: now.get("deleted", False))
        assert gone[-1] == {"id": new, "deleted": True}


def test_one_that_follows_all_and_has_some_hears_of_the_rest_and_of_what_is_new(
    studio: Studio,
) -> None:
    lea = Caller(studio, "lea")
    known, other = lea.new_project(), lea.new_project()
    for _ in range(3):
        lea.ask("POST", f"/projects/{known}/script")
        lea.ask("POST", f"/projects/{known}/cancel")
    revision = lea.ask("GET", f"/projects/{known}/status")["revision"]
    with lea.listen(f"/projects?since={revision - 1}") as socket:
        assert hear(socket)["id"] == known
        new = lea.new_project()
        lea.ask("POST", f"/projects/{new}/script")
        heard = hear_until(socket, lambda now: now["id"] == new and has_script(now))
        assert {now["id"] for now in heard} == {new}, "the other is as it was"
        lea.ask("DELETE", f"/projects/{other}")
        gone = hear_until(socket, lambda now: now.get("deleted", False))
        assert gone[-1]["id"] == other


def test_the_client_in_the_documentation_follows_a_film_to_its_end(
    studio: Studio, alice: Caller, capsys: Any
) -> None:
    """Its second part has ten lines; both run as they stand there."""
    names = {"ADDRESS": studio.address, "TOKEN": alice.token}
    for program in re.findall("```python\n(.*?)```", DOCS, re.DOTALL):
        exec(compile(program, "docs/api.md", "exec"), names)  # noqa: S102 - it is ours
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("completed 100%")
    assert any(line.startswith("generating_audio") for line in lines)


def test_no_secret_is_left_in_logs_rows_jobs_files_answers_or_commands(
    studio: Studio, alice: Caller
) -> None:
    """A film was made before, by the program in the documentation, and all was logged."""
    shown = {"Authorization": f"Bearer {CANARIES['STUDIO_PROBE_TOKEN']}"}
    paths = ("/readyz", "/metrics", "/nowhere", "/login/", f"{BASE}/projects", "/admin/login/")
    answers = [requests.get(studio.address + path, headers=shown, timeout=20) for path in paths]
    left = [f"{answer.headers}{answer.text}" for answer in answers]
    left += [studio.printed(), every_row_of(studio), str(alice.ask("GET", "/projects"))]
    left += [str(each.cmdline()) for each in psutil.Process(studio.process.pid).children(True)]
    for folder in ("log", "files"):
        files = [path for path in (studio.data / folder).rglob("*") if path.is_file()]
        left += [path.read_bytes().decode("latin-1") for path in files]
    for secret in (*CANARIES.values(), alice.token):
        assert not [text[:80] for text in left if secret in text]


def every_row_of(studio: Studio) -> str:
    """All that the database has, also of jobs that were done: the same as in a dump of it."""
    tables = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(embedded.database_url(studio.data)) as database:
        names = [name for (name,) in database.execute(tables)]
        rows = [database.execute(f"SELECT t::text FROM {name} t").fetchall() for name in names]
    return str(rows)


def test_words_come_in_the_language_of_the_program(studio: Studio, alice: Caller) -> None:
    project = alice.new_project()
    path = f"/projects/{project}/status"
    with (
        alice.listen(path, **{"Accept-Language": "en"}) as english,
        alice.listen(path, **{"Accept-Language": "zh-CN"}) as chinese,
    ):
        studio.call("begin_script", project)
        running = [
            hear_until(socket, lambda now: bool(now["progressMessage"]))[-1]["progressMessage"]
            for socket in (english, chinese)
        ]
        assert [has_hanzi(words) for words in running] == [False, True]


def test_a_session_is_as_good_as_a_token_from_the_studio_s_own_pages(
    studio: Studio, alice: Caller
) -> None:
    cookie = {"Cookie": studio.cookies(session=alice.session)}
    with open_socket(studio, "/projects", cookie, studio.address) as socket:
        assert "revision" in hear(socket)


@pytest.mark.parametrize("origin", [None, "http://evil.example", "https://127.0.0.1", "null"])
def test_a_session_is_refused_from_anywhere_else(
    studio: Studio, alice: Caller, origin: str | None
) -> None:
    cookie = {"Cookie": studio.cookies(session=alice.session)}
    with pytest.raises(InvalidStatus):
        open_socket(studio, "/projects", cookie, origin)


@pytest.mark.parametrize("shown", ["Bearer vs_wrong", "Bearer", "Basic YTpi", "Bearer \u00fc"])
def test_a_wrong_token_is_not_made_up_for_by_a_session(
    studio: Studio, alice: Caller, shown: str
) -> None:
    headers = {"Authorization": shown, "Cookie": studio.cookies(session=alice.session)}
    with open_socket(studio, "/projects", headers, studio.address) as socket:
        assert closing(socket)[0] == 4401


def test_who_shows_nothing_is_turned_away_with_a_reason(studio: Studio) -> None:
    english = {"Accept-Language": "en"}
    with open_socket(studio, "/projects", english, studio.address) as socket:
        assert closing(socket) == (4401, "Not signed in, or not any more.")


def test_a_foreign_project_is_as_absent_as_one_that_never_was(alice: Caller, bob: Caller) -> None:
    theirs = bob.new_project()
    paths = [f"/projects/{theirs}/status", f"/projects/{NOWHERE}/status", "/projects/7/status"]
    answers = set()
    for path in [*paths, "/nothing", "/projects/"]:
        with alice.listen(path) as socket:
            answers.add(closing(socket))
    assert len(answers) == 1
    assert answers.pop()[0] == 4404


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "", "9" * 30, "\u0661", "1&cursor=2"])
def test_a_query_that_it_does_not_know_ends_it_with_a_reason(alice: Caller, since: str) -> None:
    with alice.listen(f"/projects?since={since}", **{"Accept-Language": "en"}) as socket:
        code, reason = closing(socket)
        assert (code, "since" in reason) == (4400, True)


def test_a_query_without_end_is_closed_as_cleanly(studio: Studio, alice: Caller) -> None:
    endless = "&".join(f"since={n}" for n in range(1_100))
    with alice.listen(f"/projects?{endless}") as socket:
        assert closing(socket)[0] == 4400
    with open_socket(studio, f"/projects?{endless}", {}, studio.address) as socket:
        assert closing(socket)[0] in (4400, 4401)


@pytest.mark.parametrize("message", ["hello", "{}", b"\0\1", "x" * 100_000])
def test_who_talks_is_cut_off_and_the_others_go_on(alice: Caller, message: Any) -> None:
    project = alice.new_project()
    path = f"/projects/{project}/status"
    with alice.listen(path) as quiet, alice.listen(path) as loud:
        loud.send(message)
        assert closing(loud)[0] == 4400
        hear(quiet)
        alice.ask("POST", f"/projects/{project}/script")
        assert hear(quiet)["id"] == project


def test_a_deleted_project_s_stream_ends(alice: Caller) -> None:
    project = alice.new_project()
    with alice.listen(f"/projects/{project}/status") as socket:
        hear(socket)
        alice.ask("DELETE", f"/projects/{project}")
        assert closing(socket)[0] == 4404


def test_a_revoked_token_s_streams_end(studio: Studio) -> None:
    dora = Caller(studio, "dora")
    project = dora.new_project()
    with dora.listen(f"/projects/{project}/status") as socket:
        hear(socket)
        studio.shell(
            "from projects.models import ApiToken\n"
            f"ApiToken.objects.filter(user__username='{dora.name}').revoke()"
        )
        assert closing(socket)[0] == 4401


def test_opening_too_often_is_refused_like_any_request(studio: Studio) -> None:
    erin = Caller(studio, "erin")
    spend_requests(studio, erin.name, 600)
    with erin.listen("/projects") as socket:
        assert closing(socket)[0] == 4429
