"""The web server: Daphne, with the studio's limits.

`python -m videostudio.web` takes Daphne's own options. They replace those below.
"""

import logging
import sys
from typing import Any

# Daphne must be imported first, because it chooses Twisted's reactor. If Twisted were imported
# before, it would choose another one.
from daphne import cli, http_protocol, server, ws_protocol  # type: ignore[import-untyped]
from twisted.internet import reactor, task
from twisted.web import http

from videostudio.server.bodies import Request
from videostudio.server.channel import Channel
from videostudio.server.connections import connections
from videostudio.server.descriptors import raise_limit
from videostudio.server.frames import EXTENSION
from videostudio.server.pieces import Application, in_pieces
from videostudio.server.pulse import EVERY, Pulse
from videostudio.server.sockets import Socket

CHECK_EVERY = 2.0  # seconds
# How many connections wait at the system until we take them. Twisted's own 50 are few: whoever
# comes when they are full waits a second or more.
BACKLOG = ":backlog=1024"
log = logging.getLogger(__name__)

OPTIONS = [
    *("--verbosity", "0", "--no-server-name"),
    *("--ping-interval", "20", "--ping-timeout", "30"),
    # A socket may stay open for ever. Daphne's own limit is a day. It closes the socket in such a
    # way that the page does not connect again.
    *("--websocket_timeout", "-1"),
    # Bytes that a client may send in a message, which the studio reads only to refuse it.
    *("--websocket-max-message-size", "131072"),
    # Seconds: longer than any view takes. Daphne's own ten seconds are a danger: after that time it
    # cancels a view whose client has left. The view's thread cannot be cancelled and goes on, but
    # Django never finishes the request, and its database connection never returns to the pool.
    *("--application-close-timeout", "3600"),
]


class Server(server.Server):
    def __init__(self, application: Application, endpoints: list[str], **options: Any) -> None:
        endpoints = [each + BACKLOG if each.startswith("tcp:") else each for each in endpoints]
        super().__init__(in_pieces(application), endpoints, **options)
        # The loop that serves the pages calls this.
        task.LoopingCall(Pulse().beat).start(EVERY)

    def timeout_checker(self) -> None:
        """Daphne would check no connection any more, and ping no socket, if one check failed. Its
        own are of requests and sockets; ours are of connections."""
        checks = [each.check_timeouts for each in self.connections]
        checks += [each.check_times for each in connections]
        for check in checks:
            try:
                check()
            except Exception:  # whatever it is: the other connections must be checked
                log.exception("The times of a connection could not be checked")
        reactor.callLater(CHECK_EVERY, self.timeout_checker)  # type: ignore[arg-type]

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """Also waits until the client reads. Otherwise all of a film would be in memory for it."""
        await super().handle_reply(protocol, message)
        if message.get("more_body") and protocol.channel:
            await protocol.channel.all_read()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "http":
            scope["body"] = protocol.take_body()
        else:
            scope["extensions"] = {EXTENSION: protocol.frames}
        return super().create_application(protocol, scope)


class CommandLine(cli.CommandLineInterface):
    server_class = Server


def main() -> None:
    if any(word.startswith("ssl:") for word in sys.argv):
        # Frames go straight to the socket (frames.py), past the encryption.
        sys.exit("The web server has no TLS. Put a proxy before it: see docs/operating.md.")
    raise_limit()
    # Daphne has no option for these classes: it and Twisted take them from their modules.
    http.HTTPChannel = Channel  # type: ignore[misc]
    http_protocol.WebRequest = Request
    ws_protocol.WebSocketFactory.protocol = Socket
    CommandLine().run([*OPTIONS, *sys.argv[1:]])
