"""Who watches: an open page or a program. What each has, and what it should get next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from projects.api import representation
from projects.models import ApiToken
from projects.models.notification import Mark
from projects.models.project.model import sees_all
from projects.pages import regions


class Form(Enum):
    """How a project is drawn."""

    TIMELINE = "the whole page of a project"
    ROW = "its line on the home page"
    STANDING = "how it stands, in the admin"
    STATUS = "its public status, for a program"


class Look(NamedTuple):
    """One drawing, which all who watch in this form and language share."""

    form: Form
    language: str


Row = tuple[UUID, int, int]
COLUMNS = ("pk", "owner_id", "revision")  # of a Row


class Piece(Protocol):
    """What is sent as a whole, and only where it has changed: a region of a page, a status."""

    @property
    def id(self) -> str: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True)
class Caller:
    """Who watches, and what says so: a session and the password it is bound to, or a token."""

    user_id: int
    session: str = ""
    password: str = ""
    token: int | None = None


class Viewer:
    """One open socket. It watches these projects; None: all of its user."""

    form: Form

    def __init__(self, caller: Caller, *, language: str, projects: Iterable[UUID] | None):
        self.caller = caller
        self.projects = None if projects is None else frozenset(projects)
        self.look = Look(self.form, language)
        self.revisions: dict[UUID, int] = {}
        self.ended = ""  # why it is turned away, once it is
        self._sent: dict[str, str] = {}
        self._slot: dict[str, Piece] = {}
        self._wake = asyncio.Event()

    @property
    def user_id(self) -> int:
        return self.caller.user_id

    def watches(self, project: UUID, owner: int) -> bool:
        return owner == self.user_id if self.projects is None else project in self.projects

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        """Whether what `visible_to` let it see is still its own, or its user an administrator."""
        foreign = (owners.get(project, user.pk) != user.pk for project in self.projects or ())
        return user.is_superuser or not any(foreign)

    def has(self, project: UUID, revision: int) -> bool:
        return revision <= self.revisions.get(project, 0)

    def push(self, project: UUID, revision: int, drawn: Mapping[str, Piece]) -> None:
        """Leave the newest drawing for the writer. Older ones than it has are dropped."""
        if not self.has(project, revision):
            self.revisions[project] = revision
            self._leave(drawn)

    def begin(self, rows: Iterable[Row]) -> None:
        """What there is, before any of it is pushed."""

    def lose(self, project: UUID, owner: int | None) -> None:
        """The project is gone; whose it was is not always known any more."""
        if self.projects and project in self.projects:
            self.end("gone")

    def end(self, reason: str) -> None:
        self.ended = reason
        self._wake.set()

    async def write_to(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what changed, for as long as the socket is open; returns when it is turned away."""
        while not self.ended:
            await self._wake.wait()
            self._wake.clear()
            for message in self._messages(self._take()):
                await send(message)

    def _messages(self, changed: list[Piece]) -> Iterable[str]:
        return map(str, changed)

    def _leave(self, drawn: Mapping[str, Piece]) -> None:
        self._slot |= drawn
        self._wake.set()

    def _take(self) -> list[Piece]:
        slot, self._slot = self._slot, {}
        changed = [piece for piece in slot.values() if self._sent.get(piece.id) != piece.digest]
        self._sent |= {piece.id: piece.digest for piece in changed}
        return changed


class Page(Viewer):
    """A page of the studio in a browser, which shows its user's notices too."""

    def __init__(self, caller: Caller, *, language: str, projects: Iterable[UUID] | None):
        self.form = Form.ROW if projects is None else Form.TIMELINE
        super().__init__(caller, language=language, projects=projects)
        self.listed: set[UUID] | None = None  # the projects on the home page, once they were sent
        self.mark: Mark | None = None  # which state of its user's notices it has; None: unknown

    def push_notices(self, mark: Mark, drawn: Mapping[str, Piece]) -> None:
        self.mark = mark
        self._leave(drawn)

    def push_list(self, revisions: dict[UUID, int], drawn: Mapping[str, Piece]) -> None:
        """The list as a whole, for a home page: its rows come in it, so they are not newer."""
        self.listed = set(revisions)
        self.revisions |= revisions
        for name in drawn:
            self._slot.pop(name, None)  # what is sent in one go must begin with the frame
        self._leave(drawn)

    def misses(self, project: UUID) -> bool:
        """Whether this is a home page that has never heard of the project."""
        return self.listed is not None and project not in self.listed | self.revisions.keys()

    def lists(self, project: UUID) -> bool:
        return self.listed is not None and project in self.listed

    def _messages(self, changed: list[Piece]) -> Iterable[str]:
        """All in one: the page must not be seen half drawn."""
        return [regions.message(changed)] if changed else []


class Desk(Viewer):
    """A page of the admin: how the projects on it stand, whosever they are."""

    form = Form.STANDING

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        return sees_all(user)

    def lose(self, project: UUID, owner: int | None) -> None:
        """The others are still looked at."""
        if self.projects and project in self.projects:
            self._leave(regions.of_gone(project, self.look.language))


class Program(Viewer):
    """A program that follows one project or all of its user, a message for each change."""

    form = Form.STATUS

    def __init__(
        self, caller: Caller, *, language: str, projects: Iterable[UUID] | None, since: int
    ):
        super().__init__(caller, language=language, projects=projects)
        self.since = since

    def begin(self, rows: Iterable[Row]) -> None:
        """It has what it says. One that follows all has what is there now, where it is not newer:
        revisions count for each project, and it would not hear of a new one for long."""
        if not self.since:
            return
        for project, owner, revision in rows:
            if self.watches(project, owner):
                had = self.since if self.projects else min(revision, self.since)
                self.revisions.setdefault(project, had)
        self.since = 0

    def lose(self, project: UUID, owner: int | None) -> None:
        super().lose(project, owner)
        if self.projects is None and (project in self.revisions or owner == self.user_id):
            self.revisions.pop(project, None)
            self._leave(representation.of_deleted(project))


def users_of(callers: set[Caller]) -> dict[Caller, Any]:
    """The user of each whose session, account and password, or token, are what they were."""
    return _by_session({c for c in callers if c.token is None}) | _by_token(
        {c for c in callers if c.token is not None}
    )


def _by_session(callers: set[Caller]) -> dict[Caller, Any]:
    if not callers:
        return {}
    keys = {caller.session for caller in callers}
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive = set(sessions.values_list("session_key", flat=True))
    found = get_user_model().objects.filter(pk__in={c.user_id for c in callers}, is_active=True)
    users = {(user.pk, user.get_session_auth_hash()): user for user in found}
    return {
        caller: users[caller.user_id, caller.password]
        for caller in callers
        if caller.session in alive and (caller.user_id, caller.password) in users
    }


def _by_token(callers: set[Caller]) -> dict[Caller, Any]:
    if not callers:
        return {}
    valid = ApiToken.objects.valid().filter(pk__in={caller.token for caller in callers})
    users = {token.pk: token.user for token in valid.select_related("user")}
    return {caller: users[caller.token] for caller in callers if caller.token in users}
