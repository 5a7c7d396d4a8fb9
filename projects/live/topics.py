"""What can be watched: topics, the present versions of many of them, and how each is drawn.

A topic is drawn once for all its viewers in one language. A viewer gets the frame that leads from
the drawing that it has to the newest one. This frame is made once too, for all viewers that have
the same drawing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from itertools import count
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from projects.api import representation
from projects.jobs.waiting import NOT_WAITING, Place, Places, places_among
from projects.models import Notification, Project, VoiceSample
from projects.models.notification import NO_NOTICES
from projects.models.project.lists import Counts
from projects.models.service_voice import service_voices, version_of
from projects.pages import admin_columns, regions, rows
from projects.pages.listing import Listing, with_rows
from projects.pages.place import of_place
from videostudio.server.frames import encoded


class View(Enum):
    """What a topic shows of a project, of a person, or of the studio."""

    TIMELINE = "a project's page"
    ROW = "a project's line on the home page"
    ADMIN = "a project's columns in the admin"
    STATUS = "a project's public status, for programs"
    PLACE = "a project's place in the queue"
    LIST = "the first page of a person's projects"
    COUNTS = "how many projects a person has, by what they need"
    TRAY = "a person's notices"
    VOICES = "the samples of the voices"
    PULSE = "a sign of life, for every page"

    @property
    def is_of_project(self) -> bool:
        return self in (View.TIMELINE, View.ROW, View.ADMIN, View.STATUS)


class Topic(NamedTuple):
    view: View
    key: Any  # of a project: its UUID; of a person: the user's id; of the studio: None

    def is_older(self, version: Any, than: Any) -> bool:
        """Whether a viewer with `version` (None: nothing) lacks the version `than`.

        Revisions of a project can be compared. Other versions are only equal or not.
        """
        if version is None:
            return True
        return bool(version < than) if self.view.is_of_project else bool(version != than)


class Row(NamedTuple):
    """What the hub must know of a project's newest state."""

    project: UUID
    owner: int
    revision: int


COLUMNS = ("pk", "owner_id", "revision")  # of a Row


class Fragment(Protocol):
    """It is sent as a whole, and only if it has changed: a region of a page, or a status."""

    @property
    def id(self) -> str: ...
    @property
    def digest(self) -> str: ...


class Drawing:
    """A topic in one language, as it looks at one version."""

    _serials = count(1)

    def __init__(
        self,
        version: Any,
        fragments: Mapping[str, Fragment],
        parts: Mapping[Topic, Drawing] | None = None,
    ) -> None:
        """`parts`: drawings of other topics that this one contains, such as the rows of a list."""
        self.version, self.fragments, self.parts = version, fragments, parts or {}
        self.drawn_at = time.monotonic()
        self._serial = next(self._serials)
        self._frames: dict[int, bytes] = {}

    def frame_after(self, before: Drawing | None) -> bytes:
        """The frame for a viewer that has `before` (None: nothing), or b"" if nothing changed."""
        key = before._serial if before else 0
        if key not in self._frames:
            had = before.fragments if before else {}
            changed = [each for each in self.fragments.values() if not _is_same(each, had)]
            self._frames[key] = encoded(regions.message(changed)) if changed else b""
        return self._frames[key]


def _is_same(fragment: Fragment, had: Mapping[str, Fragment]) -> bool:
    """Whether the viewer has it. A fragment without a digest is sent whenever it is drawn."""
    before = had.get(fragment.id)
    return before is not None and before.digest == fragment.digest != ""


Key = tuple[Topic, str]  # and the language
Drawings = dict[Key, Drawing]


def rows_of(projects: Iterable[UUID]) -> list[Row]:
    """The rows of those that exist. Without any names there is no query."""
    found = Project.objects.filter(pk__in=projects).values_list(*COLUMNS)
    return [Row(*row) for row in found]


def newest_rows(owners: set[int], most: int) -> list[Row]:
    """The projects of each owner that changed last, at most `most`."""
    return [Row(*row) for row in Project.objects.newest_of(owners, most).values_list(*COLUMNS)]


VOICES = Topic(View.VOICES, None)


def versions_of_people(topics: Iterable[Topic], newest: Iterable[Row]) -> dict[Topic, Any]:
    """The present versions of lists and trays. `newest`: the rows on those lists."""
    counted = Project.objects.counts_of({t.key for t in topics if t.view is View.COUNTS})
    lists: dict[int, set[UUID]] = {t.key: set() for t in topics if t.view is View.LIST}
    for row in newest:
        if row.owner in lists:
            lists[row.owner].add(row.project)
    readers = {topic.key for topic in topics if topic.view is View.TRAY}
    marks = Notification.objects.filter(user__in=readers).marks() if readers else {}
    return (
        {Topic(View.LIST, owner): frozenset(projects) for owner, projects in lists.items()}
        | {Topic(View.TRAY, reader): marks.get(reader, NO_NOTICES) for reader in readers}
        | {t: counted.get(t.key, Counts()) for t in topics if t.view is View.COUNTS}
    )


def draw(wanted: set[Key], latest: Drawings, ticked: int | None = None) -> Drawings:
    """These topics as they are now. A topic is left out if its project is gone.

    `latest`: the last drawings. `ticked`: the revision in which only the progress has changed. If
    the last drawing of a page is of the revision before, only the progress is drawn again.
    """
    drawn: Drawings = {}
    projects = {topic.key for topic, _ in wanted if topic.view.is_of_project}
    for pk in projects:
        keys = {key for key in wanted if key[0].view.is_of_project and key[0].key == pk}
        drawn |= _ticked(keys, latest, ticked) if ticked else {}
        drawn |= _projects(keys - drawn.keys())
    for topic, language in wanted:
        if topic.view is View.LIST:
            drawn[topic, language] = _list(topic.key, language)
        elif topic.view is View.VOICES:
            samples = list(VoiceSample.objects.present())
            voices = service_voices()
            version = version_of(samples, voices)
            drawn[topic, language] = Drawing(version, regions.of_voices(language, samples, voices))
    counted = Project.objects.counts_of({t.key for t, _ in wanted if t.view is View.COUNTS})
    for topic, language in wanted:
        if topic.view is View.COUNTS:
            counts = counted.get(topic.key, Counts())
            drawn[topic, language] = Drawing(counts, rows.of_counts(counts))
    trays = {key for key in wanted if key[0].view is View.TRAY}
    for reader in {topic.key for topic, _ in trays}:
        tray = Notification.objects.tray(reader)
        for topic, language in trays:
            if topic.key == reader:
                drawn[topic, language] = Drawing(tray.mark, regions.of_notices(tray, language))
    return drawn


def draw_places(wanted: set[Key], places: Mapping[Topic, Place]) -> Drawings:
    """These places in the queue. They need nothing from the database."""
    return {
        (topic, language): _place(topic.key, places[topic], language) for topic, language in wanted
    }


def deleted(topic: Topic, language: str) -> Drawing:
    """A drawing that says that a project is gone, for viewers that go on without it."""
    if topic.view is View.ADMIN:
        return Drawing(None, admin_columns.of_gone(topic.key, language))
    return Drawing(None, representation.of_deleted(topic.key))


_DRAW: dict[View, Callable[[Project, str, Places], Mapping[str, Fragment]]] = {
    View.TIMELINE: regions.of_timeline,
    View.ROW: rows.of_row,
    View.ADMIN: admin_columns.of_admin_columns,
    View.STATUS: representation.of_status,
}


def _projects(keys: set[Key]) -> Drawings:
    """All these views of one project, which is read only once."""
    if not keys:
        return {}
    views = {topic.view for topic, _ in keys}
    if views & {View.TIMELINE, View.STATUS}:
        found = Project.objects.with_parts()
    else:
        found = with_rows(Project.objects.all())
    project = found.filter(pk=next(iter(keys))[0].key).first()
    if project is None:
        return {}
    places = places_among([project])
    return {
        (topic, language): Drawing(
            project.revision,
            _DRAW[topic.view](project, language, places),
            _place_in(project.pk, places, language),
        )
        for topic, language in keys
    }


def _ticked(keys: set[Key], latest: Drawings, revision: int) -> Drawings:
    """The pages whose last drawing is of the revision before: only their progress is drawn."""
    before = {
        key: latest[key]
        for key in keys
        if key[0].view is View.TIMELINE and key in latest and latest[key].version == revision - 1
    }
    if not before:
        return {}
    project = Project.objects.filter(pk=next(iter(before))[0].key, revision=revision).first()
    if project is None:  # it has a newer revision: more than its progress may have changed
        return {}
    return {
        key: Drawing(
            revision,
            regions.with_progress(drawing.fragments, project, key[1]),  # type: ignore[arg-type]
            _place_in(project.pk, {}, key[1]),
        )
        for key, drawing in before.items()
    }


def _list(owner: int, language: str) -> Drawing:
    listing = Listing(owner)
    page = listing.page()
    places = places_among(page)
    drawn = rows.of_list(listing, page, language, places)
    parts = {
        Topic(View.ROW, project.pk): Drawing(
            project.revision, {name: drawn[name] for name in rows.row_names(project.pk)}
        )
        for project in page
    }
    for project in page:
        parts |= _place_in(project.pk, places, language)
    return Drawing(frozenset(project.pk for project in page), drawn, parts)


def _place_in(project: UUID, places: Places, language: str) -> dict[Topic, Drawing]:
    """The place in the queue, as a part of a drawing that shows it."""
    place = places.get(project, NOT_WAITING)
    return {Topic(View.PLACE, project): _place(project, place, language)}


def _place(project: UUID, place: Place, language: str) -> Drawing:
    return Drawing(place, of_place(project, place, language))
