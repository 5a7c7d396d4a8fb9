"""Shows the audit log: who did what, and what was refused. It can be read, never changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.models import AuditEntry
from projects.models.paginator import NewestPaginator
from projects.timeline import Kind, StepName

from .readonly import ReadOnly

LATEST = 500  # entries whose people the filter offers
DETAILS: dict[str, Any] = {each.value: each.label for each in (*Kind, *StepName)}


class WhoFilter(admin.SimpleListFilter):
    """Filters by an account. It offers those of the latest entries, and the one that was chosen."""

    title, parameter_name = pgettext_lazy("audit", "who"), "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        latest = AuditEntry.objects.order_by("-pk").values("user_id", "user_name")[:LATEST]
        names = {str(each["user_id"] or 0): each["user_name"] for each in reversed(latest)}
        if (chosen := self.value()) and chosen not in names:
            names[chosen] = f"#{chosen}"
        return sorted((number, name or _("Nobody")) for number, name in names.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if (chosen := self.value()) is None:
            return queryset
        is_number = chosen.isdecimal() and len(chosen) < 19  # what the column can have
        return queryset.filter(user_id=int(chosen) or None) if is_number else queryset


@admin.register(AuditEntry)
class AuditAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["time", "who", "action", "outcome", "what", "more", "place", "by", "count"]
    list_display_links = None
    list_filter = ["at", "outcome", WhoFilter, "way", "action"]
    list_per_page = 50
    paginator = NewestPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they would count all rows
    search_fields = ["project_id"]  # what is typed there: see `get_search_results`
    search_help_text = _(
        "The number of a project, an account, an address, or the beginning of a token"
    )
    sortable_by = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By an index, where there is one: Django would compare a part of each row's text."""
        term = search_term.strip().replace("\0", "")
        if not term:
            return queryset, False
        try:
            return queryset.filter(project_id=UUID(term)), False
        except ValueError:
            words = Q(user_name=term) | Q(place=term) | Q(token_prefix=term)
            return queryset.filter(words), False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("time"))
    def time(self, entry: AuditEntry) -> str:
        return localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")

    @admin.display(description=pgettext_lazy("audit", "who"))
    def who(self, entry: AuditEntry) -> SafeString | str:
        if entry.user_id is None:
            return ""
        return self._only(f"who={entry.user_id}", entry.user_name or f"#{entry.user_id}")

    @admin.display(description=pgettext_lazy("audit", "object"))
    def what(self, entry: AuditEntry) -> SafeString | str:
        if entry.project_id and entry.kind in ("", "project"):
            return self._only(f"q={entry.project_id}", f"{_kind('project')} {entry.project_id}")
        if not entry.kind:
            return ""
        short = f"{_kind(entry.kind)} {entry.object_id}"
        return self._only(f"q={entry.project_id}", short) if entry.project_id else short

    @admin.display(description=pgettext_lazy("audit", "detail"))
    def more(self, entry: AuditEntry) -> str:
        return str(DETAILS.get(entry.detail, entry.detail))

    @admin.display(description=pgettext_lazy("audit", "way"))
    def by(self, entry: AuditEntry) -> str:
        token = f" {entry.token_prefix}… (#{entry.token_id})" if entry.token_id else ""
        return f"{entry.get_way_display()}{token}"

    def _only(self, query: str, words: str) -> SafeString:
        """A link to the entries with this person, or about this project, alone."""
        where = reverse("admin:projects_auditentry_changelist")
        return format_html('<a href="{}?{}">{}</a>', where, query, words)


def _kind(name: str) -> str:
    """The words for a kind of object, in the reader's language."""
    for app in ("projects", "auth"):
        if model := apps.all_models[app].get(name):
            return capfirst(str(model._meta.verbose_name))
    return name
