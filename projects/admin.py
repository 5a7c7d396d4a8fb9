"""Looking into projects. Nothing can be changed by hand: a hand would go past the verbs."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import ApiToken, Artifact, Notification, OwnClip, Photo, Project, Run, Scene


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SceneInline(ReadOnly, admin.TabularInline):
    model = Scene
    fields = ["position", "title", "narration", "photo"]
    extra = 0


class RunInline(ReadOnly, admin.TabularInline):
    model = Run
    fields = ["step", "scene", "state", "attempt", "worker", "started_at", "finished_at", "reason"]
    extra = 0


class ArtifactInline(ReadOnly, admin.TabularInline):
    model = Artifact
    fields = ["kind", "scene", "size", "seconds", "created_at"]
    extra = 0


class PhotoInline(ReadOnly, admin.TabularInline):
    model = Photo
    fields = ["original_name", "consent_by", "consent_at"]
    extra = 0


class OwnClipInline(PhotoInline):
    model = OwnClip  # type: ignore[assignment]  # the same columns


@admin.register(Project)
class ProjectAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "owner", "status", "step", "progress", "updated_at"]
    list_filter = ["status", "platform"]
    list_select_related = ["owner"]
    search_fields = ["topic", "title", "owner__username"]
    inlines = [SceneInline, RunInline, ArtifactInline, PhotoInline, OwnClipInline]


@admin.register(Notification)
class NotificationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["project", "user", "step", "outcome", "created_at", "shown_at", "read_at"]
    list_filter = ["outcome", "step"]
    list_select_related = ["project", "user"]
    search_fields = ["project__topic", "project__title", "user__username"]


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """Made and revoked, never changed; the secret is shown once, and stored nowhere."""

    fields = ["user", "name", "expires_at"]
    list_display = ["user", "name", "created_at", "used_at", "expires_at", "revoked_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "name"]
    actions = ["revoke"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def save_model(
        self, request: HttpRequest, obj: ApiToken, form: ModelForm, change: bool
    ) -> None:
        secret = obj.renew()
        super().save_model(request, obj, form, change)
        words = _("The token, shown this once: %(secret)s") % {"secret": secret}
        self.message_user(request, words, messages.WARNING)

    @admin.action(description=_("Revoke"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        count = ApiToken.objects.filter(pk__in=queryset).revoke()
        words = ngettext("%(count)s token was revoked.", "%(count)s tokens were revoked.", count)
        self.message_user(request, words % {"count": count})
