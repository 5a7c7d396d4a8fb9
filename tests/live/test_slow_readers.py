"""A client that does not read holds up nobody, and finds the newest state when it reads again."""

from __future__ import annotations

import socket

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.support.people import make_owner
from tests.support.studio import Studio

# Together far more than Linux keeps for a client on the side of the sender.
CHANGES, SCENES, LAST = 40, 10, "The last words of all."
WRITE = f"""
from projects.models import Project
project = Project.objects.get(pk="{{pk}}")
for position in range(1, {SCENES} + 1):
    project.scenes.create(position=position, title="Scene", narration="Words.", seconds=3)
"""
CHANGE_ALL = """
from projects.models import Project
project = Project.objects.get(pk="{pk}")
with project.locked():
    project.scenes.update(narration="{words}", subtitle="{words}", visual_description="{words}")
    project.touch()
"""


@pytest.fixture(scope="module")
def studio(idle_studio: Studio) -> Studio:
    return idle_studio


def listen(studio: Studio, owner: dict[str, str], client: socket.socket) -> ClientConnection:
    client.connect(("127.0.0.1", studio.port))
    return connect(
        f"ws://127.0.0.1:{studio.port}/ws/projects/{owner['project']}/?language=en",
        sock=client,
        origin=studio.address,  # type: ignore[arg-type]
        additional_headers={"Cookie": studio.cookies(session=owner["session"])},
        compression=None,
        max_queue=1,
        ping_interval=None,
    )


def slow_socket() -> socket.socket:
    """One that takes little: what is not read soon waits on the side of the server."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return client


def read_until(page: ClientConnection, words: str) -> list[str]:
    frames = [str(page.recv(timeout=60))]
    while words not in frames[-1]:
        frames.append(str(page.recv(timeout=60)))
    return frames


def test_a_page_that_does_not_read_holds_up_nobody_and_finds_the_newest_state(
    studio: Studio,
) -> None:
    owner = make_owner(studio, "kim")
    studio.shell(WRITE.format(pk=owner["project"]))
    with (
        listen(studio, owner, slow_socket()) as slow,
        listen(studio, owner, socket.socket()) as fast,
    ):
        assert 'id="pulse"' in str(slow.recv(timeout=20))
        read = []
        for words in [*(f"{number} {'字' * 590}" for number in range(CHANGES)), LAST]:
            studio.shell(CHANGE_ALL.format(pk=owner["project"], words=words))
            read += read_until(fast, words)
        found = read_until(slow, LAST)
        assert sum(map(len, found)) < sum(map(len, read)) / 2, "no queue of old states is kept"
