"""The ledger: what services were asked, and what it has cost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models import PaidCall
from projects.pages.makers import money_words
from projects.status_text import cause_words

from .readonly import ReadOnly

COLUMNS = (
    *("sent_at", "owner", "project", "step", "kind", "scene", "provider", "model", "state"),
    *("units", "price", "reason", "detail", "seconds"),
)


@admin.register(PaidCall)
class PaidCallAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["sent_at", "owner", "project", "kind", "provider", "outcome", "cost"]
    list_filter = ["state", "kind", "provider", "step"]
    list_select_related = ["owner", "project"]
    list_per_page = 50
    date_hierarchy = "sent_at"
    show_facets = admin.ShowFacets.NEVER  # they would count all rows
    search_fields = ["owner__username", "provider", "model"]
    exclude = ["body", "price", "reason"]
    readonly_fields = ["cost", "why"]
    actions = ["as_csv"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaidCall]:
        return PaidCall.objects.without_answers()

    @admin.display(description=_("price"), ordering="price")
    def cost(self, call: PaidCall) -> str:
        return "–" if call.price is None else money_words(call.price)

    @admin.display(description=_("state"), ordering="state")
    def outcome(self, call: PaidCall) -> str:
        words = call.get_state_display()
        if not call.reason:
            return words
        return gettext("{state}: {reason}").format(state=words, reason=self.why(call))

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, call: PaidCall) -> str:
        return cause_words({"code": call.reason}) if call.reason else "–"

    @admin.action(description=_("Download as CSV"), permissions=["view"])
    def as_csv(self, request: HttpRequest, queryset: QuerySet[PaidCall]) -> StreamingHttpResponse:
        """All that are chosen: a month, for example, by the dates above the list."""
        answer = StreamingHttpResponse(_lines(queryset), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="calls.csv"'
        return answer


def _lines(calls: QuerySet[PaidCall]) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)  # without it Excel takes it for another encoding
    for call in calls.order_by("pk").iterator():
        yield _line(map(_plain, _values(call)))


def _values(call: PaidCall) -> Iterable[Any]:
    units = " ".join(f"{name}={count}" for name, count in call.units.items())
    return (
        *(localtime(call.sent_at).isoformat(" ", "seconds"), call.owner, call.project_id),
        *(call.step, call.kind, call.scene, call.provider, call.model, call.state),
        *(units, call.price, call.reason, call.detail, call.seconds),
    )


def _plain(value: Any) -> str:
    """A spreadsheet must not take the name of a person for a formula."""
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t", "\r")) else said


def _line(values: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
