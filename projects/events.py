"""The only module that touches the channel layer. It sends hints after a commit.

A hint says only "project P of owner O is at revision N" or "the notices of person O have changed".
Whoever gets it reads the rows. Whoever misses it finds the change at the next reconcile. So a
failure here never fails a job.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from projects.crashpoints import Point, reach

GROUP = "projects"
# A frozen Redis blocks each call, and so the work. So a call is given up soon, and then nothing is
# published for a while. A lost hint makes a page five seconds late; a blocked one delays a step.
PATIENCE, BREAK = 0.3, 5.0  # seconds

log = logging.getLogger(__name__)
_silent_until = 0.0


def publish_on_commit(project: Any, *, ticked: bool = False) -> None:
    """`ticked`: nothing but the progress of a running step has changed in this revision."""
    hint = {
        "type": "project.changed",
        "project": str(project.pk),
        "owner": project.owner_id,
        "revision": project.revision,
        "ticked": ticked,
    }
    transaction.on_commit(lambda: _send(hint))


def publish_notices_on_commit(user_id: int) -> None:
    """A hint of its own, so that progress of a project does not cost a query for notices."""
    hint = {"type": "notices.changed", "owner": user_id}
    transaction.on_commit(lambda: _send(hint))


def _send(hint: dict[str, Any]) -> None:
    global _silent_until
    reach(Point.COMMITTED)
    if time.monotonic() < _silent_until:
        return
    try:
        async_to_sync(_group_send)(hint)
    except Exception as error:  # the layer's client may raise anything, but the work goes on
        _silent_until = time.monotonic() + BREAK
        log.warning("No hint could be sent, pages will be a few seconds late: %r", error)


async def _group_send(hint: dict[str, Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        await get_channel_layer().group_send(GROUP, hint)
