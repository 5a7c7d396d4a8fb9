from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError
from django.http import HttpRequest

from projects.models.paginator import TwoEndedPaginator


class Listing(ChangeList):
    """Redirects to the whole list if a URL filters by a value that PostgreSQL rejects: a NUL, or a
    word that its enumerations do not have."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (ValueError, DataError) as error:
            raise IncorrectLookupParameters from error


class ReadOnly:
    """For a ModelAdmin or an inline. Whoever has the permission may look, but change nothing."""

    paginator: ClassVar[type[Any]] = TwoEndedPaginator

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return Listing

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
