"""The hub, one in each web process. It hears that a project has changed, draws it once, and gives
the drawing to every page and program that watches it.

It never waits for a socket: if a client does not read, its viewer keeps only the newest drawings,
and the others are not delayed. The reconcile finds what a hint has missed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings

from projects.events import GROUP
from projects.jobs.waiting import Place
from projects.pages import pulse, regions

from . import topics
from .admission import Admission, Newcomer
from .closing import TOO_MANY, Refused
from .snapshot import take_snapshot
from .topics import Drawing, Drawings, Key, Row, Topic, View
from .viewers import Follower, HomePage, Page, Viewer

RECONCILE = 5.0  # seconds
PULSE = 3.0  # seconds: a browser sees no pings. A page that hears nothing for 8 s says so
OF_PROJECT = [view for view in View if view.is_of_project]
log = logging.getLogger(__name__)


class Hub:
    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
        self._watching: dict[Topic, set[Viewer]] = defaultdict(set)
        self._following: dict[int, set[Viewer]] = defaultdict(set)  # by the id of their user
        self._open: Counter[int] = Counter()  # open sockets, by the id of their user
        self._latest: Drawings = {}  # of the topics that are watched
        self._drawing = asyncio.Lock()
        self._idle = False  # whether no worker was alive at the last look
        self._admission = Admission(self._let_in)
        self._tasks: list[asyncio.Task] = []

    @property
    def pages(self) -> int:
        """How many pages of people are open. Other threads ask this, so it counts a copy of the
        set: iterating over a set that changes is an error."""
        return sum(isinstance(viewer, Page) for viewer in self.viewers.copy())

    # Coming and going

    def admit(self, newcomer: Newcomer) -> None:
        """Find out whose socket this is. Then admit it, or close it with the reason."""
        self._admission.ask(newcomer)

    def leave(self, newcomer: Newcomer) -> None:
        self._admission.forget(newcomer)
        if viewer := newcomer.viewer:
            newcomer.viewer = None
            self._leave(viewer)

    async def _let_in(self, newcomers: dict[Newcomer, Viewer]) -> None:
        joined = set()
        for newcomer, viewer in newcomers.items():
            if self._open[viewer.user_id] >= settings.STUDIO_SOCKETS_A_PERSON:
                newcomer.refuse(Refused(TOO_MANY))
                continue
            newcomer.viewer = viewer
            self._join(viewer)
            joined.add(viewer)
        await self.catch_up(joined)

    def _join(self, viewer: Viewer) -> None:
        self.viewers.add(viewer)
        self._open[viewer.user_id] += 1
        for topic in viewer.topics:
            self._watching[topic].add(viewer)
        if viewer.follows:
            self._following[viewer.user_id].add(viewer)
        if isinstance(viewer, Page):
            viewer.push(PULSE_TOPIC, _pulse(self._idle))
        if not self._tasks:
            work = (self._listen, self._reconcile, self._beat)
            self._tasks = [asyncio.create_task(_for_ever(each)) for each in work]

    def _leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)
        self._open[viewer.user_id] -= 1
        _remove(self._following, viewer.user_id, viewer)
        for topic in viewer.topics:
            if _remove(self._watching, topic, viewer):
                for language, _ in settings.LANGUAGES:
                    self._latest.pop((topic, language), None)

    def _lose(self, project: UUID, owner: int | None = None) -> None:
        for viewer in list(self.viewers):
            viewer.lose(project, owner)

    # Hearing

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        while True:
            hint = await layer.receive(channel)
            await self._try(self._take(hint), hint)

    async def _take(self, hint: Mapping[str, Any]) -> None:
        if hint["type"] == "notices.changed":
            tray = Topic(View.TRAY, hint["owner"])
            await self._show({tray: self._watching.get(tray, set())})
        else:
            row = Row(UUID(hint["project"]), hint["owner"], hint["revision"])
            ticked = row.revision if hint.get("ticked") else None
            await self._hear(row, self._following.get(row.owner, set()), ticked)

    async def _hear(self, row: Row, followers: set[Viewer], ticked: int | None = None) -> None:
        """A project is at this revision: show it to the viewers that watch it and lack that."""
        wanted: dict[Topic, set[Viewer]] = defaultdict(set)
        named = [Topic(view, row.project) for view in OF_PROJECT]
        pairs = [(topic, viewer) for topic in named for viewer in self._watching.get(topic, ())]
        pairs += [(Topic(v.follows, row.project), v) for v in followers if v.follows]
        for topic, viewer in pairs:
            if viewer.lacks(topic, row.revision):
                wanted[topic].add(viewer)
        homes = {viewer for viewer in followers if isinstance(viewer, HomePage)}
        changed: set[Viewer] = {home for home in homes if home.misses(row.project)}
        if wanted and await self._show(wanted, ticked=ticked):
            self._lose(row.project, row.owner)
            changed = {home for home in homes if home.lists(row.project)}
        counted: set[Viewer] = {*homes} if wanted and not ticked else set()
        lists = {Topic(View.LIST, row.owner): changed, Topic(View.COUNTS, row.owner): counted}
        await self._show(lists)

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(RECONCILE)
            await self.catch_up(set(self.viewers))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(PULSE)
            pulse = _pulse(self._idle)
            for viewer in list(self.viewers):
                if isinstance(viewer, Page):
                    viewer.push(PULSE_TOPIC, pulse)

    async def catch_up(self, viewers: set[Viewer]) -> None:
        """Show these viewers what they lack, and end those that may not watch any more."""
        if not viewers:
            return
        seen = await database_sync_to_async(take_snapshot)(viewers)
        self._idle = seen.idle
        for viewer, reason in seen.ended.items():
            viewer.end(reason)
        alive = viewers - seen.ended.keys()
        rows = [*seen.watched, *seen.followed]
        for viewer in alive:
            viewer.begin(rows)
        for gone in seen.gone:
            self._lose(gone)
        for topic, behind in _behind(alive, seen.versions).items():
            await self._try(self._show({topic: behind}, seen.versions), topic)
        for rows, kind in ((seen.watched, HomePage), (seen.followed, Follower)):
            for row in rows:
                followers: set[Viewer] = {
                    viewer
                    for viewer in self._following.get(row.owner, ())
                    if isinstance(viewer, kind)
                }
                await self._try(self._hear(row, followers), row.project)
        self._show_places(alive, seen.places)

    def _show_places(self, viewers: set[Viewer], places: Mapping[Topic, Place]) -> None:
        """The queue has moved: show it to all pages with another place. Nothing else is drawn."""
        wanted = {
            viewer: [
                topic
                for topic in viewer.places & places.keys()
                if viewer.lacks_place(topic, places[topic])
            ]
            for viewer in viewers
        }
        keys = {(topic, viewer.language) for viewer, shown in wanted.items() for topic in shown}
        drawn = topics.draw_places(keys, places)
        for viewer, shown in wanted.items():
            for topic in shown:
                viewer.push(topic, drawn[topic, viewer.language])

    async def _try(self, work: Awaitable[Any], what: object) -> None:
        """Do the work, and log its failure: one topic that fails must not stop the others."""
        try:
            await work
        except Exception as error:
            log.warning("%s could not be shown: %s", what, error)

    # Showing

    async def _show(
        self,
        wanted: Mapping[Topic, set[Viewer]],
        versions: Mapping[Topic, Any] | None = None,
        ticked: int | None = None,
    ) -> bool:
        """Draw these topics once for each language of their viewers, and push the drawings.

        `versions`: the present versions, if known. Returns whether a project is gone.
        """
        keys = {(topic, v.language) for topic, viewers in wanted.items() for v in viewers}
        if not keys:
            return False
        async with self._drawing:
            drawn = {key: self._latest[key] for key in keys if self._is_fresh(key, versions or {})}
            asked = keys - drawn.keys()
            drawn |= await database_sync_to_async(topics.draw)(asked, dict(self._latest), ticked)
            self._latest |= {key: drawn[key] for key in drawn if self._watching.get(key[0])}
        for topic, viewers in wanted.items():
            for viewer in viewers:
                drawing = drawn.get((topic, viewer.language))
                if drawing and viewer.lacks(topic, drawing.version):
                    viewer.push(topic, drawing)
        return any(topic.view.is_of_project for topic, _ in keys - drawn.keys())

    def _is_fresh(self, key: Key, versions: Mapping[Topic, Any]) -> bool:
        """Whether the latest drawing is of the present version and not too old to be shared."""
        latest = self._latest.get(key)
        if latest is None or latest.version != versions.get(key[0]):
            return False
        return time.monotonic() - latest.drawn_at < regions.FRESH


hub = Hub()
PULSE_TOPIC = Topic(View.PULSE, None)


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Do this work for ever. If it fails, log why and begin again: the hub must never end."""
    while True:
        try:
            await work()
        except Exception as error:  # Redis or the database may be away for a while
            log.warning("Live pages: %s: %s", type(error).__name__, error)
            await asyncio.sleep(1)


def _pulse(idle: bool) -> Drawing:
    return Drawing(None, {"pulse": pulse.Pulse(idle)})


def _remove(index: dict[Any, set[Viewer]], key: Any, viewer: Viewer) -> bool:
    """Remove the viewer. Returns whether it was the last one with this key."""
    index[key].discard(viewer)
    if not index[key]:
        del index[key]
        return True
    return False


def _behind(viewers: Iterable[Viewer], versions: Mapping[Topic, Any]) -> dict[Topic, set[Viewer]]:
    wanted: dict[Topic, set[Viewer]] = defaultdict(set)
    for viewer in viewers:
        for topic in viewer.topics & versions.keys():
            if viewer.lacks(topic, versions[topic]):
                wanted[topic].add(viewer)
    return wanted
