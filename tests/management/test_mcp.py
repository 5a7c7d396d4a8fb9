"""An agent makes a film with the tools of `manage.py mcp`, over its own protocol."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from pytest_django.live_server_helper import LiveServer

from projects.models import ApiToken, Project
from projects.timeline import Status
from tests.support.projects import write
from tests.support.sources import ROOT

if TYPE_CHECKING:  # the library takes a second, and all processes of a run collect this file
    from mcp.client import Client

pytestmark = pytest.mark.usefixtures("collected_files")
Telling = Callable[["Client"], Coroutine[Any, Any, Any]]


@pytest.fixture
def token(committed: None, alice: User) -> str:
    return ApiToken.objects.issue(alice)[1]


def with_tools(address: str, token: str, tell: Telling) -> Any:
    from mcp.client import Client

    from projects.management.agents.asking import Studio
    from projects.management.agents.tools import server_of

    async def talk() -> Any:
        async with Client(server_of(Studio(address, token, "en"))) as agent:
            return await tell(agent)

    return asyncio.run(talk())


async def asked(agent: Client, tool: str, **given: Any) -> dict[str, Any]:
    answer = await agent.call_tool(tool, given)
    assert not answer.is_error, answer.content
    assert answer.structured_content is not None
    return answer.structured_content


async def refused(agent: Client, tool: str, **given: Any) -> str:
    answer = await agent.call_tool(tool, given)
    assert answer.is_error
    return str(answer.content[0].text)


def test_an_agent_has_a_film_made_and_its_script_changed(
    live_server: LiveServer, token: str, brief: dict[str, Any], alice: User
) -> None:
    waiting = write(Project.objects.create(owner=alice, **brief))

    async def tell(agent: Client) -> None:
        tools = {tool.name for tool in (await agent.list_tools()).tools}
        assert tools == {
            *("make_film", "list_films", "follow_film", "read_script", "change_script"),
            *("go_on", "retry_film", "stop_film", "download_film"),
        }
        await makes_one(agent)
        await changes_a_script(agent, str(waiting.pk))
        nowhere = "00000000-0000-0000-0000-000000000000"
        assert "no such thing" in await refused(agent, "follow_film", project_id=nowhere)

    with_tools(live_server.url, token, tell)
    waiting.refresh_from_db()
    assert waiting.status == Status.GENERATING_AUDIO


async def makes_one(agent: Client) -> None:
    about = {"topic": "Open day", "platform": "douyin", "video_type": "enrollment"}
    made = await asked(
        agent, "make_film", **about, key_points=["Saturday at 10"], wait_for_approval=True
    )
    assert made["working"]
    film = made["projectId"]
    seen: list[float] = []

    async def progress(done: float, *_more: Any) -> None:
        seen.append(done)

    now = await agent.call_tool(
        "follow_film", {"project_id": film, "wait_seconds": 0}, progress_callback=progress
    )
    assert now.structured_content is not None
    assert now.structured_content["status"] == "generating_script"
    assert seen == [0]
    found = await asked(agent, "list_films", tab="running")
    assert [each["projectId"] for each in found["films"]] == [film]
    assert "no finished film" in await refused(agent, "download_film", project_id=film)
    assert not (await asked(agent, "stop_film", project_id=film))["working"]
    assert (await asked(agent, "retry_film", project_id=film))["working"]
    wrong = await refused(agent, "make_film", **about | {"topic": " "}, wait_for_approval=True)
    assert "topic" in wrong


async def changes_a_script(agent: Client, film: str) -> None:
    script = await asked(agent, "read_script", project_id=film)
    first, second, *_rest = script["scenes"]
    change = {"version": script["version"], "scenes": [{"id": first["id"], "narration": "Hello."}]}
    changed = await asked(agent, "change_script", project_id=film, **change)
    assert changed["scenes"][0]["narration"] == "Hello."
    assert changed["scenes"][1] == second
    assert "meanwhile" in await refused(agent, "change_script", project_id=film, **change)
    change |= {"version": changed["version"], "scenes": [{"id": 10**6}]}
    assert "no scene" in await refused(agent, "change_script", project_id=film, **change)
    assert (await asked(agent, "go_on", project_id=film))["working"]


@pytest.mark.parametrize(
    ("token", "said"), [("vs_wrong", "valid token"), ("vs_wrong", "cannot be asked")]
)
def test_what_is_wrong_is_said_in_words(
    live_server: LiveServer, committed: None, token: str, said: str
) -> None:
    address = live_server.url if said == "valid token" else "http://127.0.0.1:1"

    async def tell(agent: Client) -> str:
        return await refused(agent, "list_films")

    words = with_tools(address, token, tell)
    assert said in words
    assert token not in words


def test_the_command_serves_it_without_a_database(
    live_server: LiveServer, token: str, tmp_path: Any
) -> None:
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters

    env = {"STUDIO_TOKEN": token, "STUDIO_ADDRESS": live_server.url, "STUDIO_DATA": str(tmp_path)}
    command = StdioServerParameters(
        command=sys.executable, args=[str(ROOT / "manage.py"), "mcp"], env=env
    )

    async def talk() -> Any:
        async with Client(command) as agent:
            return await asked(agent, "list_films")

    assert asyncio.run(talk())["films"] == []
    assert {path.name for path in tmp_path.iterdir()} <= {"secret_key"}
