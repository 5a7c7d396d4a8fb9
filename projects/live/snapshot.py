"""What the database says to all viewers at once: a few cheap queries for any number of viewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects.jobs.health import workers
from projects.jobs.waiting import NOT_WAITING, Place, places_of
from projects.models.service_voice import voices_version
from projects.pages.listing import ROWS

from . import topics
from .callers import users_of
from .topics import VOICES, Row, Topic, View
from .viewers import Follower, HomePage, Viewer

NEWEST = 100  # how many projects a program that follows all of its user's gets at first


@dataclass(frozen=True)
class Snapshot:
    idle: bool  # no worker gives a sign of life
    ended: dict[Viewer, str]  # the viewers that may not watch any more, and why
    watched: list[Row]  # the projects that are watched by name, and those on home pages
    followed: list[Row]  # those that programs with all projects have got, and the newest ones
    gone: set[UUID]
    versions: dict[Topic, Any]  # of lists, trays, voices, and projects that are watched by name
    places: dict[Topic, Place]  # in the queue, of the projects that pages show


def take_snapshot(viewers: set[Viewer]) -> Snapshot:
    homes = {viewer.user_id for viewer in viewers if isinstance(viewer, HomePage)}
    programs = {viewer for viewer in viewers if isinstance(viewer, Follower)}
    named = {project for viewer in viewers for project in viewer.projects}
    heard_of = {project for program in programs for project in program.known}
    watched, known = topics.rows_of(named), topics.rows_of(heard_of)
    listed = topics.newest_rows(homes, ROWS) if homes else []
    newest = topics.newest_rows({p.user_id for p in programs}, NEWEST) if programs else []
    asked = {topic for viewer in viewers for topic in viewer.topics}
    revisions = {row.project: row.revision for row in watched}
    of_projects = {
        t: revisions[t.key] for t in asked if t.view.is_of_project and t.key in revisions
    }
    on_pages = {row.project for row in watched + listed}
    places = places_of(on_pages) if on_pages else {}
    return Snapshot(
        idle=not workers(),
        ended=_ended(viewers, {row.project: row.owner for row in watched}),
        watched=watched + listed,
        followed=known + newest,
        gone=(named | heard_of) - {row.project for row in watched + known},
        versions=of_projects
        | topics.versions_of_people(asked, listed)
        | ({VOICES: voices_version()} if VOICES in asked else {}),
        places={Topic(View.PLACE, pk): places.get(pk, NOT_WAITING) for pk in on_pages},
    )


def _ended(viewers: set[Viewer], owners: Mapping[UUID, int]) -> dict[Viewer, str]:
    users = users_of({viewer.caller for viewer in viewers})
    ended = {viewer: "signed-out" for viewer in viewers if viewer.caller not in users}
    for viewer in viewers - ended.keys():
        if not viewer.may_watch(users[viewer.caller], owners):
            ended[viewer] = "gone"
    return ended
