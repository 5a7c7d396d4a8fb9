"""Viewers: open pages and programs. Each knows what it has, and what it should get next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from projects.jobs.waiting import NOT_WAITING, Place
from projects.models.project.model import sees_all
from videostudio.server.frames import FrameWriter

from .callers import Caller
from .topics import VOICES, Drawing, Row, Topic, View, deleted


class Viewer:
    """One open socket: the topics it watches, and for some all projects of its user in one view.

    While its client does not read, it keeps the newest drawing of each topic, never a queue of
    frames. So a client that stops reading costs no memory, and delays nobody else.
    """

    follows: View | None = None  # the view in which it gets all projects of its user
    shows_places = False  # whether it shows where its projects stand in the queue

    def __init__(
        self,
        caller: Caller,
        writer: FrameWriter,
        language: str,
        topics: Iterable[Topic],
        on_end: Callable[[str], None],
    ) -> None:
        """`on_end` is called once, with the reason, when it may not watch any more."""
        self.caller, self.writer, self.language = caller, writer, language
        self.topics = frozenset(topics)
        self.versions: dict[Topic, Any] = {}  # of what was pushed to it, sent or still waiting
        self._shown: dict[Topic, Drawing] = {}
        self._waiting: dict[Topic, Drawing] = {}
        self._on_end: Callable[[str], None] | None = on_end
        writer.on_clear = self.write_waiting

    @property
    def user_id(self) -> int:
        return self.caller.user_id

    @property
    def projects(self) -> set[UUID]:
        """The projects that it watches by name."""
        return {topic.key for topic in self.topics if topic.view.is_of_project}

    @property
    def known(self) -> set[UUID]:
        """The projects that it has got because it follows all."""
        # A copy, because another thread asks this, and `push` may add a topic meanwhile.
        return {topic.key for topic in list(self.versions) if topic.view is self.follows}

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        """Whether all its projects belong to its user, or the user is a superuser. This is the same
        rule as `visible_to`."""
        foreign = any(owners.get(project, user.pk) != user.pk for project in self.projects)
        return user.is_superuser or not foreign

    def lacks(self, topic: Topic, version: Any) -> bool:
        return topic.is_older(self.versions.get(topic), than=version)

    def lacks_place(self, topic: Topic, place: Place) -> bool:
        """Whether it shows another place in the queue. At first it shows none."""
        return self.versions.get(topic, NOT_WAITING) != place

    @property
    def places(self) -> set[Topic]:
        """The places in the queue that it shows."""
        if not self.shows_places:
            return set()
        return {Topic(View.PLACE, project) for project in self.projects | self.known}

    def begin(self, rows: Iterable[Row]) -> None:
        """Take note of the projects that exist, before the first push."""

    def push(self, topic: Topic, drawing: Drawing) -> None:
        """Send this drawing, or keep it until the client has read what was sent before."""
        if self.has_ended:
            return
        self.versions[topic] = drawing.version
        if self.writer.is_clear and not self._waiting:
            self._write(topic, drawing)
        else:
            for part in drawing.parts:
                self._waiting.pop(part, None)  # this drawing contains a newer one
            self._waiting[topic] = drawing

    def write_waiting(self) -> None:
        """The client reads again: send the newest drawing of each topic that it has missed."""
        while self._waiting and self.writer.is_clear and not self.has_ended:
            topic = next(iter(self._waiting))
            self._write(topic, self._waiting.pop(topic))

    def lose(self, project: UUID, owner: int | None) -> None:
        """The project is gone. `owner` is None if it is not known any more."""
        if project in self.projects:
            self.end("gone")

    def end(self, reason: str) -> None:
        if self._on_end:
            on_end, self._on_end = self._on_end, None
            on_end(reason)

    @property
    def has_ended(self) -> bool:
        """Whether it may not watch any more. Its socket is about to be closed."""
        return self._on_end is None

    def _write(self, topic: Topic, drawing: Drawing) -> None:
        before = self._shown.get(topic)
        frames = [drawing.frame_after(before)]
        # Again: a list that has waited meanwhile may contain this topic at an older version.
        self.versions[topic], self._shown[topic] = drawing.version, drawing
        for part, drawn in drawing.parts.items():
            shown = self._shown.get(part)
            if before and shown and shown is not before.parts.get(part):
                # It was shown by itself since. If it is again as before, the whole may lack it.
                frames.append(drawn.frame_after(shown))
            self.versions[part], self._shown[part] = drawn.version, drawn
        for frame in filter(None, frames):
            self.writer.write(frame)


class Page(Viewer):
    """A page of the studio in a browser: of one project, or with its user's list."""

    shows_places = True

    @classmethod
    def topics_of(cls, user_id: int, project: UUID | None) -> tuple[Topic, ...]:
        shown = Topic(View.TIMELINE, project) if project else Topic(View.LIST, user_id)
        return shown, Topic(View.TRAY, user_id), VOICES


class HomePage(Page):
    follows = View.ROW

    @classmethod
    def topics_of(cls, user_id: int, project: UUID | None) -> tuple[Topic, ...]:
        return Topic(View.COUNTS, user_id), *super().topics_of(user_id, project)

    def misses(self, project: UUID) -> bool:
        """Whether it has a list, and has never got this project."""
        listed = self.versions.get(Topic(View.LIST, self.user_id))
        return listed is not None and Topic(View.ROW, project) not in self.versions

    def lists(self, project: UUID) -> bool:
        return project in (self.versions.get(Topic(View.LIST, self.user_id)) or ())


class AdminPage(Viewer):
    """A page of the admin. It shows the state of projects of any owner."""

    shows_places = True

    def may_watch(self, user: Any, owners: Mapping[UUID, int]) -> bool:
        return sees_all(user)

    def lose(self, project: UUID, owner: int | None) -> None:
        """Show that it is gone, and go on with the other projects."""
        topic = Topic(View.ADMIN, project)
        if topic in self.topics and self.versions.get(topic) is not DELETED:
            self.push(topic, deleted(topic, self.language))
            self.versions[topic] = DELETED


class Program(Viewer):
    """A program that follows one project."""

    def __init__(self, *args: Any, since: int = 0) -> None:
        super().__init__(*args)
        self.since = since

    def begin(self, rows: Iterable[Row]) -> None:
        """The program has the revision that it said (`since`)."""
        if self.since:
            self.versions |= dict.fromkeys(self.topics - self.versions.keys(), self.since)
        self.since = 0


class Follower(Program):
    """A program that follows all projects of its user."""

    follows = View.STATUS

    def begin(self, rows: Iterable[Row]) -> None:
        """The program has each project at the revision `since`, or at the present one if that is
        lower. Each project counts its own revisions: without this, the program would not hear of a
        new project until its revision is above `since`."""
        for row in rows if self.since else ():
            if row.owner == self.user_id:
                topic = Topic(View.STATUS, row.project)
                self.versions.setdefault(topic, min(row.revision, self.since))
        self.since = 0

    def lose(self, project: UUID, owner: int | None) -> None:
        topic = Topic(View.STATUS, project)
        if topic in self.versions or owner == self.user_id:
            self.push(topic, deleted(topic, self.language))
            self.versions.pop(topic, None)


DELETED = float("inf")
"""The version of a deleted project. No version is newer."""
