"""News and its receivers: administrators see what was sent and how that went, and send it again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from projects.models import Delivery, NotReady, Receiver

from .readonly import ReadOnly


class WhyOff(admin.ChoicesFieldListFilter):
    """The field has no name of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext("why it is off")


@admin.register(Receiver)
class ReceiverAdmin(ReadOnly, admin.ModelAdmin):
    """People add and delete them on a page of their own."""

    list_display = ["name", "user", "kind", "at", "made_at", "failing_since", "off_at"]
    list_filter = ["kind", ("off_reason", WhyOff)]
    list_select_related = ["user"]
    list_per_page = 50
    search_fields = ["name", "user__username"]
    exclude = ["address", "secret"]

    @admin.display(description=pgettext_lazy("receiver", "address"))
    def at(self, receiver: Receiver) -> str:
        return receiver.place


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "receiver", "told", "state", "tries", "why", "detail", "next_at"]
    list_filter = ["state", "receiver__kind"]
    list_select_related = ["receiver", "notification__project"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # they would count all rows
    search_fields = ["receiver__name", "receiver__user__username"]
    exclude = ["reason"]
    readonly_fields = ["why"]
    actions = ["send_again"]

    @admin.display(description=pgettext_lazy("delivery", "news"))
    def told(self, delivery: Delivery) -> str:
        return delivery.news_words

    @admin.display(description=gettext_lazy("reason"), ordering="reason")
    def why(self, delivery: Delivery) -> str:
        return delivery.reason_words or "–"

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whoever may only look sends nothing to people."""
        return request.user.has_perm("projects.change_delivery")

    @admin.action(description=gettext_lazy("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        sent = 0
        for delivery in queryset.select_related("receiver"):
            try:
                delivery.send_again()
                sent += 1
            except NotReady as problem:
                self.message_user(request, f"{delivery}: {problem}", messages.WARNING)
        words = ngettext("%(count)s is sent again.", "%(count)s are sent again.", sent)
        if sent:
            self.message_user(request, words % {"count": sent}, messages.SUCCESS)
