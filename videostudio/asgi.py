"""The studio's HTTP and WebSockets."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

from videostudio.loading import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
with loading():
    http = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  Django is set up first
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from projects.live.routing import pages, programs  # noqa: E402
from videostudio.patience import Connection  # noqa: E402

Connection.limit = settings.STUDIO_DATABASE_WAIT
FOR_PROGRAMS = "/ws/video-creation/"
by_token = URLRouter(programs)
# OriginValidator, not AllowedHostsOriginValidator: that one ignores scheme and port.
by_session = OriginValidator(URLRouter(pages), settings.ORIGINS)


async def sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A browser sends a session whatever page asks, so that page's origin must be ours.

    It never sends a token by itself, so a token needs no such check. But a token counts only at the
    address for programs: elsewhere a page may send credentials for a proxy before the studio.
    """
    shows_token = scope["path"].startswith(FOR_PROGRAMS) and any(
        name == b"authorization" for name, _ in scope["headers"]
    )
    await (by_token if shows_token else by_session)(scope, receive, send)


application = ProtocolTypeRouter({"http": http, "websocket": sockets})
