"""HTTP and sockets of the studio."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videostudio.settings")
http = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  Django must be set up first
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from projects.routing import sockets  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http,
        # OriginValidator, not AllowedHostsOriginValidator: that one ignores scheme and port.
        "websocket": OriginValidator(AuthMiddlewareStack(URLRouter(sockets)), settings.ORIGINS),
    }
)
