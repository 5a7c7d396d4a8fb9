"""Who watches: an open page or a program. What each has, and what it should get next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from projects.models.project.model import sees_all
from videostudio.server.frames import FrameWriter

from .callers import Caller
from .topics import Drawing, Row, Topic, View, deleted


class Viewer:
    """One open socket: the topics it watches, and perhaps every project of its user in one view.

    What its client has not read yet is kept as the newest drawing of each topic, never as a queue
    of frames: a client that stops reading costs no memory, and holds up nobody.
    """

    follows: View | None = None  # the view in which it is shown all projects of its user

    def __init__(
        self,
        caller: Caller,
        writer: FrameWriter,
        language: str,
        topics: Iterable[Topic],
        on_end: Callable[[str], None],
    ) -> None:
        """`on_end` is called once, with the reason, when it must not watch any more."""
        self.caller, self.writer, self.language = caller, writer, language
        self.topics = frozenset(topics)
        self.versions: dict[Topic, Any] = {}  # what it has been given, sent or still waiting
        self._shown: dict[Topic, Drawing] = {}
        self._waiting: dict[Topic, Drawing] = {}
        self._on_end: Callable[[str], None] | None = on_end
        writer.on_clear = self.write_waiting

    @property
    def user_id(self) -> int:
        return self.caller.user_id

    @property
    def projects(self) -> set[UUID]:
        """Those that it watches by name."""
        return {topic.key for topic in self.topics if topic.view.is_of_project}

    @property
    def known(self) -> set[UUID]:
        """Those that it has been given in the view in which it follows all."""
        return {topic.key for topic in self.versions if topic.view is self.follows}

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        """Whether what `visible_to` let it see is still its own, or its user an administrator."""
        foreign = any(owners.get(project, user.pk) != user.pk for project in self.projects)
        return user.is_superuser or not foreign

    def lacks(self, topic: Topic, version: Any) -> bool:
        return topic.is_older(self.versions.get(topic), than=version)

    def begin(self, rows: Iterable[Row]) -> None:
        """What there is, before any of it is pushed."""

    def push(self, topic: Topic, drawing: Drawing) -> None:
        """Send this drawing, or keep it until the client has read what was sent before."""
        self.versions[topic] = drawing.version
        if self.writer.is_clear and not self._waiting:
            self._write(topic, drawing)
        else:
            for part in drawing.parts:
                self._waiting.pop(part, None)  # the whole comes with a newer one
            self._waiting[topic] = drawing

    def write_waiting(self) -> None:
        """The client reads again: send the newest of each topic that it has missed."""
        while self._waiting and self.writer.is_clear:
            topic = next(iter(self._waiting))
            self._write(topic, self._waiting.pop(topic))

    def lose(self, project: UUID, owner: int | None) -> None:
        """The project is gone; whose it was is not always known any more."""
        if project in self.projects:
            self.end("gone")

    def end(self, reason: str) -> None:
        if self._on_end:
            on_end, self._on_end = self._on_end, None
            on_end(reason)

    @property
    def has_ended(self) -> bool:
        return self._on_end is None

    def _write(self, topic: Topic, drawing: Drawing) -> None:
        frame = drawing.frame_after(self._shown.get(topic))
        self._shown[topic] = drawing
        for part, drawn in drawing.parts.items():
            self.versions[part], self._shown[part] = drawn.version, drawn
        if frame:
            self.writer.write(frame)


class Page(Viewer):
    """A page of the studio in a browser: of one project, or with the list of its user's."""

    @classmethod
    def topics_of(cls, user_id: int, project: UUID | None) -> tuple[Topic, ...]:
        shown = Topic(View.TIMELINE, project) if project else Topic(View.LIST, user_id)
        return shown, Topic(View.TRAY, user_id)


class HomePage(Page):
    follows = View.ROW

    def misses(self, project: UUID) -> bool:
        """Whether it has a list, and has never heard of this project."""
        listed = self.versions.get(Topic(View.LIST, self.user_id))
        return listed is not None and Topic(View.ROW, project) not in self.versions

    def lists(self, project: UUID) -> bool:
        return project in (self.versions.get(Topic(View.LIST, self.user_id)) or ())


class AdminPage(Viewer):
    """A page of the admin: how the projects on it stand, whosever they are."""

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        return sees_all(user)

    def lose(self, project: UUID, owner: int | None) -> None:
        """The others are still watched."""
        topic = Topic(View.ADMIN, project)
        if topic in self.topics and self.versions.get(topic) is not GONE:
            self.push(topic, deleted(topic, self.language))
            self.versions[topic] = GONE


class Program(Viewer):
    """A program that follows one project."""

    def __init__(self, *args: Any, since: int = 0) -> None:
        super().__init__(*args)
        self.since = since

    def begin(self, rows: Iterable[Row]) -> None:
        """It has the revision that it says."""
        for row in rows:
            if self.since and (topic := Topic(View.STATUS, row.project)) in self.topics:
                self.versions.setdefault(topic, self.since)
        self.since = 0


class Follower(Program):
    """A program that follows all projects of its user."""

    follows = View.STATUS

    def begin(self, rows: Iterable[Row]) -> None:
        """It has what is there now, where that is not newer than it says: revisions count for each
        project, and it would not hear of a new one for long."""
        for row in rows:
            if self.since and row.owner == self.user_id:
                topic = Topic(View.STATUS, row.project)
                self.versions.setdefault(topic, min(row.revision, self.since))
        self.since = 0

    def lose(self, project: UUID, owner: int | None) -> None:
        topic = Topic(View.STATUS, project)
        if topic in self.versions or owner == self.user_id:
            self.push(topic, deleted(topic, self.language))
            self.versions.pop(topic)


GONE = float("inf")
"""The version of a project that was deleted: none is newer."""
