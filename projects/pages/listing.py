"""What a home page lists: whose projects, in which tab, found by which words, in which order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Prefetch
from django.http import HttpRequest, QueryDict

from projects.models import Artifact, Project
from projects.models.paginator import TwoEndedPaginator
from projects.models.project.lists import Counts, Sort, Tab
from projects.models.project.model import ProjectQuerySet
from projects.timeline import Kind

ROWS = 20  # on a page
LONGEST = 80  # characters of the words that are looked for


@dataclass(frozen=True)
class Listing:
    """`reader`: the id of the person who looks. `everybody`: the projects of all people."""

    reader: int
    everybody: bool = False
    tab: Tab = Tab.ALL
    sort: Sort = Sort.CHANGED
    words: str = ""
    number: Any = 1  # of the page; what is none is the first or the last one

    @classmethod
    def of(cls, request: HttpRequest) -> Listing:
        """What the address asks for. What makes no sense there is left out."""
        asked: QueryDict = request.GET
        return cls(
            reader=request.user.pk or 0,
            everybody=asked.get("who") == "everybody" and request.user.is_superuser,
            tab=_choice(Tab, asked.get("tab")) or Tab.ALL,
            sort=_choice(Sort, asked.get("sort")) or Sort.CHANGED,
            words=" ".join(asked.get("q", "").replace("\0", "").split())[:LONGEST],
            number=asked.get("page", 1),
        )

    @property
    def query(self) -> str:
        """The part of the address that asks for this, without the page; "" for the usual list."""
        said = {
            "who": "everybody" if self.everybody else "",
            "tab": "" if self.tab is Tab.ALL else self.tab.value,
            "sort": "" if self.sort is Sort.CHANGED else self.sort.value,
            "q": self.words,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def frame(self) -> str:
        """The id of the frame, without the page. That of the usual list is pushed; the others are
        only polled for, because each page may have another one."""
        digest = hashlib.sha256(self.query.encode()).hexdigest()[:8]
        return f"rows-{digest}" if self.query else "rows"

    def but(self, **others: Any) -> Listing:
        """The first page of another list."""
        return replace(self, number=1, **others)

    @property
    def of_all(self) -> ProjectQuerySet:
        """Those that the tabs count."""
        return (
            Project.objects.all() if self.everybody else Project.objects.filter(owner=self.reader)
        )

    @property
    def counts(self) -> Counts:
        return self.of_all.counts()

    @property
    def projects(self) -> ProjectQuerySet:
        found = self.of_all.in_tab(self.tab).found_by(self.words, by_owner=self.everybody)
        if self.sort is Sort.CHANGED:
            return found.newest_first()
        return found.in_order(self.sort)

    def page(self) -> Page:
        """With all that its rows show."""
        return TwoEndedPaginator(with_rows(self.projects), ROWS).get_page(self.number)


def with_rows(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Projects with all that a row shows of each."""
    seen = Artifact.objects.filter(kind__in=(Kind.COVER, Kind.FILM))
    return projects.select_related("owner").prefetch_related(Prefetch("artifacts", seen))


def _choice(choices: Any, asked: str | None) -> Any:
    return choices(asked) if asked in choices.values else None
