"""The hub: one for a web process. It hears that a project changed, draws it once, and hands the
drawing to every page and program that watches.

Nobody is waited for: each viewer keeps the newest drawing in a slot and has a writer of its own, so
one that stops reading cannot hold up the rest. What a hint missed, the reconcile finds.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from projects.api import representation
from projects.events import GROUP
from projects.jobs.health import workers
from projects.models import Notification, Project
from projects.models.notification import NO_NOTICES, Mark
from projects.pages import regions

from .viewers import COLUMNS, Form, Look, Page, Piece, Program, Row, Viewer, users_of

RECONCILE = 5.0  # seconds
MOST_SOCKETS = 50  # open ones of one person, in one process
NEWEST = 100  # projects of one person whose state a program that follows them all is sent at first
Drawings = dict[Look, Mapping[str, Piece]]
log = logging.getLogger(__name__)


class Hub:
    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
        self.idle = False  # whether no worker lives, as far as is known
        self._tasks: list[asyncio.Task] = []
        self._drawing: dict[UUID | int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._telling = asyncio.Lock()

    def join(self, viewer: Viewer) -> None:
        """Must not await: forty pages that join at once would start forty hubs."""
        self.viewers.add(viewer)
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(_for_ever(self._listen)),
                asyncio.create_task(_for_ever(self._reconcile)),
            ]

    def is_full(self, user_id: int) -> bool:
        return sum(viewer.user_id == user_id for viewer in self.viewers) >= MOST_SOCKETS

    @property
    def pages(self) -> int:
        """How many pages of people are open. Asked by other threads: a set that grows meanwhile
        cannot be gone through."""
        return len(_pages(self.viewers.copy()))

    def leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)
        others = (other.projects or frozenset() for other in self.viewers)
        for project in (viewer.projects or frozenset()).difference(*others):
            self._drawing.pop(project, None)
        if not self.viewers:
            self._drawing.clear()

    async def show(self, project_id: UUID, owner: int, watching: set[Viewer]) -> None:
        """Draw the project once for each language and form of these, and hand it out."""
        async with self._drawing[project_id]:
            looks = {viewer.look for viewer in watching}
            found = await database_sync_to_async(_draw)(project_id, looks)
            if found is None:
                self._lose(project_id, owner)
                changed = {v for v in _homes(watching) if v.lists(project_id)}
            else:
                revision, drawn = found
                changed = {v for v in _homes(watching) if v.misses(project_id)}
                for viewer in watching:
                    viewer.push(project_id, revision, drawn[viewer.look])
        await self.show_lists(changed)

    async def show_lists(self, homes: set[Page]) -> None:
        """Draw the first page of the list once for each owner and language of these home pages."""
        for owner, look in {(home.user_id, home.look) for home in homes}:
            async with self._drawing[owner]:
                drawn = await database_sync_to_async(_draw_list)(owner, look.language)
                for home in homes:
                    if (home.user_id, home.look) == (owner, look):
                        home.push_list(*drawn)

    async def tell(self, user_id: int) -> None:
        """Draw a person's notices once for each language, for every page of theirs."""
        async with self._telling:  # one after the other: what is read later is pushed later
            pages = {page for page in _pages(self.viewers) if page.user_id == user_id}
            if not pages:
                return
            languages = {page.look.language for page in pages}
            mark, drawn = await database_sync_to_async(_draw_notices)(user_id, languages)
            for page in pages:
                page.push_notices(mark, drawn[page.look.language])

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        while True:
            hint = await layer.receive(channel)
            if hint["type"] == "notices.changed":
                await self._hear_of_notices(hint["owner"])
            else:
                row = UUID(hint["project"]), hint["owner"], hint["revision"]
                await self._hear(row, self.viewers)

    async def _hear(self, row: Row, viewers: set[Viewer]) -> None:
        project, owner, revision = row
        watching = {viewer for viewer in viewers if viewer.watches(project, owner)}
        try:
            if not all(viewer.has(project, revision) for viewer in watching):
                await self.show(project, owner, watching)
        except Exception as error:  # one that cannot be drawn must not hold up the others
            log.warning("Project %s could not be shown: %s", project, error)

    async def _hear_of_notices(self, user_id: int) -> None:
        try:
            await self.tell(user_id)
        except Exception as error:  # told at the next look
            log.warning("Notices of %s could not be shown: %s", user_id, error)

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(RECONCILE)
            if self.viewers:
                await self.catch_up(set(self.viewers))

    async def catch_up(self, viewers: set[Viewer]) -> None:
        """Push what these have missed, and turn away whose session, token or right is over."""
        seen = await database_sync_to_async(_look)(viewers)
        self.idle = seen.idle
        for viewer, reason in seen.ended.items():
            viewer.end(reason)
        alive = {viewer for viewer in viewers if not viewer.ended}
        for viewer in viewers:
            viewer.begin(seen.shown + seen.followed)
        for gone in seen.gone:
            self._lose(gone)
        await self.show_lists({h for h in _homes(alive) if h.listed != seen.firsts[h.user_id]})
        for row in seen.shown:
            await self._hear(row, self.viewers)
        for row in seen.followed:
            await self._hear(row, _followers(self.viewers))
        behind = {p for p in _pages(alive) if p.mark != seen.marks.get(p.user_id, NO_NOTICES)}
        for user_id in {page.user_id for page in behind}:
            await self._hear_of_notices(user_id)

    def _lose(self, project: UUID, owner: int | None = None) -> None:
        self._drawing.pop(project, None)
        for viewer in self.viewers:
            viewer.lose(project, owner)


hub = Hub()


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """The hub never dies: what fails is said and begun again."""
    while True:
        try:
            await work()
        except Exception as error:  # a lost Redis or database, for a while
            log.warning("Live pages: %s: %s", type(error).__name__, error)
            await asyncio.sleep(1)


def _pages(viewers: set[Viewer]) -> set[Page]:
    return {viewer for viewer in viewers if isinstance(viewer, Page)}


def _homes(viewers: set[Viewer]) -> set[Page]:
    return {page for page in _pages(viewers) if page.projects is None}


def _followers(viewers: set[Viewer]) -> set[Viewer]:
    """The programs that follow all projects of their user."""
    return {v for v in viewers if isinstance(v, Program) and v.projects is None}


DRAW: dict[Form, Callable[[Project, str], Mapping[str, Piece]]] = {
    Form.TIMELINE: regions.of_timeline,
    Form.ROW: regions.of_row,
    Form.STANDING: regions.of_admin_columns,
    Form.STATUS: representation.of_status,
}


def _draw(project_id: UUID, looks: set[Look]) -> tuple[int, Drawings] | None:
    whole = any(look.form in (Form.TIMELINE, Form.STATUS) for look in looks)
    rows = (
        Project.objects.with_parts()
        if whole
        else Project.objects.prefetch_related(regions.covers())
    )
    project = rows.filter(pk=project_id).first()
    if project is None:
        return None
    drawn = {look: DRAW[look.form](project, look.language) for look in looks}
    return project.revision, drawn


def _draw_list(owner: int, language: str) -> tuple[dict[UUID, int], regions.Regions]:
    page = regions.list_page(owner)
    return {project.pk: project.revision for project in page}, regions.of_list(page, language)


def _draw_notices(user_id: int, languages: set[str]) -> tuple[Mark, dict[str, regions.Regions]]:
    tray = Notification.objects.tray(user_id)
    return tray.mark, {language: regions.of_notices(tray, language) for language in languages}


@dataclass(frozen=True)
class _Seen:
    """What the database says to all viewers at once."""

    idle: bool  # no worker gives a sign of life
    ended: dict[Viewer, str]  # who is turned away, and why
    shown: list[Row]  # what pages show, and programs that follow one project
    followed: list[Row]  # what programs that follow all projects have heard of, and the newest
    gone: set[UUID]
    firsts: dict[int, set[UUID]]  # what stands on each owner's home page
    marks: dict[int, Mark]  # the state of everybody's notices


def _look(viewers: set[Viewer]) -> _Seen:
    """A handful of cheap queries, however many watch."""
    homes, followers = _homes(viewers), _followers(viewers)
    watched = {project for viewer in viewers for project in viewer.projects or ()}
    heard_of = {project for follower in followers for project in list(follower.revisions)}
    shown, followed = _rows(watched), _rows(heard_of)
    first_rows = _newest_rows({home.user_id for home in homes}, regions.ROWS)
    firsts: dict[int, set[UUID]] = {home.user_id: set() for home in homes}
    for project, owner, _revision in first_rows:
        firsts[owner].add(project)
    marks = Notification.objects.filter(user__in={p.user_id for p in _pages(viewers)}).marks()
    return _Seen(
        idle=not workers(),
        ended=_ended(viewers, {project: owner for project, owner, _revision in shown}),
        shown=shown + first_rows,
        followed=followed + _newest_rows({f.user_id for f in followers}, NEWEST),
        gone=(watched | heard_of) - {project for project, *_ in shown + followed},
        firsts=firsts,
        marks=marks,
    )


def _ended(viewers: set[Viewer], owners: Mapping[UUID, int]) -> dict[Viewer, str]:
    users = users_of({viewer.caller for viewer in viewers})
    ended = {viewer: "signed-out" for viewer in viewers if viewer.caller not in users}
    for viewer in viewers - ended.keys():
        if not viewer.may_watch(users[viewer.caller], owners):
            ended[viewer] = "gone"
    return ended


def _rows(projects: set[UUID]) -> list[Row]:
    """Django asks nothing of the database where the set is empty."""
    return list(Project.objects.filter(pk__in=projects).values_list(*COLUMNS))


def _newest_rows(owners: set[int], count: int) -> list[Row]:
    return list(Project.objects.newest_of(owners, count).values_list(*COLUMNS))
