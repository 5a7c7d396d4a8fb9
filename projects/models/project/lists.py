"""Lists of projects: which are in a tab, which words find them, and their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import (
    BinaryField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.timeline import RUNNING, Kind, Status


class Tab(TextChoices):
    """Projects by what they need."""

    ALL = "all", pgettext_lazy("projects", "All")
    NEEDS_YOU = "needs_you", pgettext_lazy("projects", "Need you")
    RUNNING = "running", pgettext_lazy("projects", "Running")
    DONE = "done", pgettext_lazy("projects", "Done")

    @property
    def statuses(self) -> frozenset[str]:
        return _STATUSES[self]


_STATUSES: dict[Tab, frozenset[str]] = {
    Tab.ALL: frozenset(Status.values),
    Tab.NEEDS_YOU: frozenset({Status.DRAFT, Status.FAILED}),
    Tab.RUNNING: frozenset(status for status in RUNNING if status),
    Tab.DONE: frozenset({Status.COMPLETED}),
}


class Sort(TextChoices):
    CHANGED = "changed", _("Last changed")
    NEWEST = "newest", _("Newest")
    NAME = "name", _("Name")
    LENGTH = "length", _("Longest")


class Counts(NamedTuple):
    """How many projects a person has in each tab."""

    all: int = 0
    needs_you: int = 0
    running: int = 0
    done: int = 0


class AsInADirectory(Func):
    """Sorts names as a directory does. In GB 18030, letters come first, and the hanzi of everyday
    use are in the order of their pinyin. The databases that come with the studio know no other
    order of hanzi: they are built without ICU."""

    function = "convert_to"
    template = "%(function)s(lower(%(expressions)s), 'GB18030')"
    output_field = BinaryField()


class Lists(QuerySet[Any]):
    def in_tab(self, tab: Tab) -> Any:
        return self if tab is Tab.ALL else self.filter(status__in=tab.statuses)

    def found_by(self, words: str, *, by_owner: bool = False) -> Any:
        """Each of the words must be in the topic, the title or, if `by_owner`, its owner's name."""
        found = self
        for word in words.split():
            there = Q(topic__icontains=word) | Q(title__icontains=word)
            found = found.filter(there | Q(owner__username__icontains=word) if by_owner else there)
        return found

    def in_order(self, sort: Sort) -> Any:
        """A total order, so that no project is on two pages of a list."""
        return self.order_by(*_ORDERS[sort](self), "pk")

    def counts_of(self, owners: Iterable[int]) -> dict[int, Counts]:
        """Of each owner who has projects, in one query."""
        rows = self.filter(owner__in=owners).order_by().values_list("owner", "status")
        found: dict[int, dict[str, int]] = {}
        for owner, status, count in rows.annotate(Count("pk")):
            found.setdefault(owner, {})[status] = count
        return {owner: _counts(of_statuses) for owner, of_statuses in found.items()}

    def counts(self) -> Counts:
        return _counts(dict(self.order_by().values_list("status").annotate(Count("pk"))))


def _counts(of_statuses: dict[str, int]) -> Counts:
    return Counts(*(sum(of_statuses.get(each, 0) for each in tab.statuses) for tab in Tab))


def _length(projects: QuerySet[Any]) -> Coalesce:
    """Of the newest film, or what the brief asks for while there is none."""
    artifacts: Any = projects.model._meta.get_field("artifacts").related_model
    films = artifacts.objects.filter(project=OuterRef("pk"), kind=Kind.FILM).order_by("-created_at")
    return Coalesce(Subquery(films.values("seconds")[:1]), F("seconds") * 1.0)


_ORDERS: dict[Sort, Any] = {
    Sort.CHANGED: lambda projects: ["-updated_at"],
    Sort.NEWEST: lambda projects: ["-created_at"],
    Sort.NAME: lambda projects: [AsInADirectory(Coalesce(NullIf("title", Value("")), "topic"))],
    Sort.LENGTH: lambda projects: [_length(projects).desc()],
}
