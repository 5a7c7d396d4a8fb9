"""The hub: one for a web process. It hears that a project changed, draws it once, and hands the
drawing to every page that watches.

A page is never waited for: each viewer keeps the newest drawing in a slot and has a writer of its
own, so one that stops reading cannot hold up the rest. What a hint missed, the reconcile finds.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from projects import regions
from projects.events import GROUP
from projects.models import Notification, Project
from projects.models.notification import NO_NOTICES, Mark

RECONCILE = 5.0  # seconds
MOST_PAGES = 50  # open ones of one person, in one process
log = logging.getLogger(__name__)


class Viewer:
    """One open page: what it watches, what it has, and what it should get next."""

    def __init__(
        self, *, user_id: int, session: str, password: str, language: str, project: UUID | None
    ):
        self.user_id, self.session, self.language = user_id, session, language
        self.password = password  # the hash that a session is bound to: another one ends it
        self.project = project  # None: the home page, which watches all projects of its user
        self.revisions: dict[UUID, int] = {}
        self.listed: set[UUID] | None = None  # the projects on the home page, once they were sent
        self.mark: Mark | None = None  # which state of its user's notices it has; None: unknown
        self.ended = ""  # why the page is turned away, once it is
        self._sent: dict[str, str] = {}
        self._slot: regions.Regions = {}
        self._wake = asyncio.Event()

    def push(self, project: UUID, revision: int, drawn: regions.Regions) -> None:
        """Leave the newest drawing for the writer. Older ones than it has are dropped."""
        if revision <= self.revisions.get(project, 0):
            return
        self.revisions[project] = revision
        self._leave(drawn)

    def push_notices(self, mark: Mark, drawn: regions.Regions) -> None:
        self.mark = mark
        self._leave(drawn)

    def _leave(self, drawn: regions.Regions) -> None:
        self._slot |= drawn
        self._wake.set()

    def push_list(self, revisions: dict[UUID, int], drawn: regions.Regions) -> None:
        """The list as a whole, for a home page: its rows come in it, so they are not newer."""
        self.listed = set(revisions)
        self.revisions |= revisions
        for name in drawn:
            self._slot.pop(name, None)  # what is sent in one go must begin with the frame
        self._slot |= drawn
        self._wake.set()

    def misses(self, project: UUID) -> bool:
        """Whether this is a home page that has never heard of the project."""
        return self.listed is not None and project not in self.listed | self.revisions.keys()

    def end(self, reason: str) -> None:
        self.ended = reason
        self._wake.set()

    async def write_to(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what changed, for as long as the page is open; returns when it is turned away."""
        while not self.ended:
            await self._wake.wait()
            self._wake.clear()
            if changed := self._take():
                await send(regions.frame(changed))

    def _take(self) -> list[regions.Region]:
        slot, self._slot = self._slot, {}
        changed = [r for r in slot.values() if self._sent.get(r.id) != r.digest]
        self._sent |= {region.id: region.digest for region in changed}
        return changed


class Hub:
    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
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
        return sum(viewer.user_id == user_id for viewer in self.viewers) >= MOST_PAGES

    def leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)
        if viewer.project and not any(v.project == viewer.project for v in self.viewers):
            self._drawing.pop(viewer.project, None)
        if not self.viewers:
            self._drawing.clear()

    async def show(self, project_id: UUID) -> None:
        """Draw the project once for each language and kind of page, and hand it out."""
        async with self._drawing[project_id]:
            watching = {v for v in self.viewers if v.project in (None, project_id)}
            drawings = {(v.language, v.project is not None) for v in watching}
            if not drawings:
                return
            found = await database_sync_to_async(_draw)(project_id, drawings)
            if found is None:
                self._turn_away(project_id)
                changed = {v for v in watching if v.listed and project_id in v.listed}
            else:
                owner, revision, drawn = found
                watching = {v for v in watching if v.project or v.user_id == owner}
                changed = {v for v in watching if v.misses(project_id)}
                for viewer in watching:
                    key = (viewer.language, viewer.project is not None)
                    viewer.push(project_id, revision, drawn[key])
        await self.show_lists(changed)

    async def show_lists(self, viewers: set[Viewer]) -> None:
        """Draw the first page of the list once for each owner and language of these home pages."""
        for owner, language in {(viewer.user_id, viewer.language) for viewer in viewers}:
            async with self._drawing[owner]:
                drawn = await database_sync_to_async(_draw_list)(owner, language)
                for viewer in viewers:
                    if (viewer.user_id, viewer.language) == (owner, language):
                        viewer.push_list(*drawn)

    async def tell(self, user_id: int) -> None:
        """Draw a person's notices once for each language, for every page of theirs."""
        async with self._telling:  # one after the other: what is read later is pushed later
            watching = {v for v in self.viewers if v.user_id == user_id}
            if not watching:
                return
            languages = {viewer.language for viewer in watching}
            mark, drawn = await database_sync_to_async(_draw_notices)(user_id, languages)
            for viewer in watching:
                viewer.push_notices(mark, drawn[viewer.language])

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        while True:
            hint = await layer.receive(channel)
            if hint["type"] == "notices.changed":
                await self._hear_of_notices(hint["owner"])
            else:
                await self._hear(UUID(hint["project"]), hint["owner"], hint["revision"])

    async def _hear(self, project: UUID, owner: int, revision: int) -> None:
        behind = any(
            viewer.revisions.get(project, 0) < revision
            for viewer in self.viewers
            if viewer.project == project or (viewer.project is None and viewer.user_id == owner)
        )
        try:
            if behind:
                await self.show(project)
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
        """Push what these pages have missed, and turn away whose session is over."""
        watched = {viewer.project for viewer in viewers if viewer.project}
        owners = {viewer.user_id for viewer in viewers if not viewer.project}
        alive, rows, firsts, marks = await database_sync_to_async(_look)(viewers, watched, owners)
        for viewer in viewers - alive:
            viewer.end("signed-out")
        for gone in watched - {project for project, *_ in rows}:
            self._turn_away(gone)
        homes = {viewer for viewer in alive if not viewer.project}
        await self.show_lists({v for v in homes if v.listed != firsts[v.user_id]})
        for project, owner, revision in rows:
            await self._hear(project, owner, revision)
        for user_id in {v.user_id for v in alive if v.mark != marks.get(v.user_id, NO_NOTICES)}:
            await self._hear_of_notices(user_id)

    def _turn_away(self, project: UUID) -> None:
        self._drawing.pop(project, None)
        for viewer in self.viewers:
            if viewer.project == project:
                viewer.end("gone")


hub = Hub()


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """The hub never dies: what fails is said and begun again."""
    while True:
        try:
            await work()
        except Exception as error:  # a lost Redis or database, for a while
            log.warning("Live pages: %s: %s", type(error).__name__, error)
            await asyncio.sleep(1)


def _draw(
    project_id: UUID, drawings: set[tuple[str, bool]]
) -> tuple[int, int, dict[tuple[str, bool], regions.Regions]] | None:
    whole_page = any(whole for _language, whole in drawings)
    rows = (
        Project.objects.with_parts()
        if whole_page
        else Project.objects.prefetch_related(regions.covers())
    )
    project = rows.filter(pk=project_id).first()
    if project is None:
        return None
    drawn = {
        (language, whole): (regions.of_timeline if whole else regions.of_row)(project, language)
        for language, whole in drawings
    }
    return project.owner_id, project.revision, drawn


def _draw_list(owner: int, language: str) -> tuple[dict[UUID, int], regions.Regions]:
    page = regions.list_page(owner)
    return {project.pk: project.revision for project in page}, regions.of_list(page, language)


def _draw_notices(user_id: int, languages: set[str]) -> tuple[Mark, dict[str, regions.Regions]]:
    tray = Notification.objects.tray(user_id)
    return tray.mark, {language: regions.of_notices(tray, language) for language in languages}


def _look(
    viewers: set[Viewer], watched: set[UUID], owners: set[int]
) -> tuple[set[Viewer], list[tuple[UUID, int, int]], dict[int, set[UUID]], dict[int, Mark]]:
    """Who is still signed in, the revisions of all that is watched, what stands on each owner's
    first page, and the state of everybody's notices: five cheap queries."""
    columns = ("pk", "owner_id", "revision")
    pages = list(Project.objects.filter(pk__in=watched).values_list(*columns))
    rows = list(Project.objects.newest_of(owners, regions.ROWS).values_list(*columns))
    firsts: dict[int, set[UUID]] = {owner: set() for owner in owners}
    for project, owner, _revision in rows:
        firsts[owner].add(project)
    marks = Notification.objects.filter(user__in={v.user_id for v in viewers}).marks()
    return _signed_in(viewers), pages + rows, firsts, marks


def _signed_in(viewers: set[Viewer]) -> set[Viewer]:
    """Those whose session, account and password are still what they were."""
    keys = {viewer.session for viewer in viewers}
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive = set(sessions.values_list("session_key", flat=True))
    users = get_user_model().objects.filter(pk__in={v.user_id for v in viewers}, is_active=True)
    passwords = {(user.pk, user.get_session_auth_hash()) for user in users}
    return {v for v in viewers if v.session in alive and (v.user_id, v.password) in passwords}
