from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.models import ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Tokens are made and revoked, never changed. The secret is shown once, and stored nowhere."""

    fields = ["user", "name", "expires_at"]
    autocomplete_fields = ["user"]
    list_display = ["user", "name", "created_at", "used_at", "expires_at", "revoked_at"]
    list_select_related = ["user"]
    list_per_page = 50
    search_fields = ["user__username", "name"]
    actions = ["revoke"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """People make tokens for themselves. A token opens everything of its user, so only
        superusers may make one for somebody else."""
        if not request.user.is_superuser:
            themselves = get_user_model().objects.filter(username=request.user.get_username())
            kwargs["queryset"] = themselves
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django shows words beside the two fields of a time, but screen readers hear none."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "expires_at":
            for part, words in zip(field.widget.widgets, (_("Date"), _("Time")), strict=True):
                part.attrs["aria-label"] = f"{db_field.verbose_name}: {words}"
        return field

    def save_model(
        self, request: HttpRequest, obj: ApiToken, form: ModelForm, change: bool
    ) -> None:
        secret = obj.renew()
        super().save_model(request, obj, form, change)
        words = _("The token, shown this once: %(secret)s") % {"secret": secret}
        self.message_user(request, words, messages.WARNING)

    @admin.action(description=gettext_lazy("Revoke"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        count = ApiToken.objects.filter(pk__in=queryset).revoke()
        words = ngettext("%(count)s token was revoked.", "%(count)s tokens were revoked.", count)
        self.message_user(request, words % {"count": count})
