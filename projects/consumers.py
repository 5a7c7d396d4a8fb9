"""The socket of a page: say who, join the hub, show the state, then whatever changes."""

from __future__ import annotations

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils.translation import get_supported_language_variant

from projects.live import Viewer, hub
from projects.models import Project
from projects.regions import pulse

PULSE = 20.0  # seconds: a browser sees no pings, so the page hears this instead
# A server may send no code of its own below 3000.
SPOKEN_TO, SIGNED_OUT, GONE, TOO_MANY = 4400, 4401, 4404, 4429


class PageConsumer(AsyncWebsocketConsumer):
    """To turn someone away it accepts and closes with a code: a refused handshake looks like a
    lost network to the browser, which would then try again for ever."""

    # None of its own: the hub listens for all pages, and without a Redis each page would fail here.
    channel_layer_alias = "none"
    viewer: Viewer | None = None
    tasks: tuple[asyncio.Task, ...] = ()

    async def connect(self) -> None:
        user, project = self.scope["user"], self.scope["url_route"]["kwargs"].get("pk")
        if not user.is_authenticated:
            await self._turn_away(SIGNED_OUT)
            return
        if hub.is_full(user.pk):
            await self._turn_away(TOO_MANY)
            return
        if project and not await database_sync_to_async(_may_see)(user, project):
            await self._turn_away(GONE)
            return
        self.viewer = Viewer(
            user_id=user.pk,
            session=self.scope["session"].session_key,
            password=user.get_session_auth_hash(),
            language=_language(self.scope),
            project=project,
        )
        await self.accept()
        await self._begin(self.viewer)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Pages only listen."""
        await self.close(SPOKEN_TO)

    async def disconnect(self, code: int) -> None:
        if self.viewer:
            hub.leave(self.viewer)
        for task in self.tasks:
            task.cancel()

    async def _begin(self, viewer: Viewer) -> None:
        hub.join(viewer)
        self.tasks = (asyncio.create_task(self._write(viewer)), asyncio.create_task(self._pulse()))
        try:
            await hub.catch_up({viewer})
        except BaseException:
            # Channels does not call `disconnect` for a `connect` that failed: nobody else would.
            await self.disconnect(1011)
            raise

    async def _write(self, viewer: Viewer) -> None:
        await viewer.write_to(self.send)
        await self.close({"gone": GONE}.get(viewer.ended, SIGNED_OUT))

    async def _pulse(self) -> None:
        while True:
            await self.send(pulse())
            await asyncio.sleep(PULSE)

    async def _turn_away(self, code: int) -> None:
        await self.accept()
        await self.close(code)


class NobodyThere(AsyncWebsocketConsumer):
    """For an address without a page: closed at once, and no traceback for every knock."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.accept()
        await self.close(GONE)


def _may_see(user: Any, project: Any) -> bool:
    return Project.objects.visible_to(user).filter(pk=project).exists()


def _language(scope: dict[str, Any]) -> str:
    """The language the page was drawn in, which it names itself."""
    query = scope["query_string"].decode("latin-1")
    wanted = query.removeprefix("language=")[:20]
    try:
        return get_supported_language_variant(wanted)
    except LookupError:
        return "zh-hans"
