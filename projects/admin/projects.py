from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects.models import Project
from projects.models.project.model import ProjectQuerySet
from projects.pages import admin_columns
from projects.pages.film_price import film_spent_words
from projects.pages.makers import (
    filmed_words,
    painters_words,
    spoken_words,
    stock_words,
    written_words,
)
from projects.templatetags.pages import ago

from .actions import Actions, buttons
from .inlines import (
    ArtifactInline,
    NotificationInline,
    OwnClipInline,
    OwnMusicInline,
    PhotoInline,
    RunInline,
    SceneInline,
)


class StuckFilter(admin.SimpleListFilter):
    title, parameter_name = _("stuck"), "stuck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Running, and silent for a minute"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.stuck() if self.value() == "yes" else queryset


class BinFilter(admin.SimpleListFilter):
    title, parameter_name = _("bin"), "bin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("In the bin")), ("no", _("Not in the bin"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted = {"yes": False, "no": True}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(binned_at__isnull=wanted)


class OwnerFilter(admin.SimpleListFilter):
    """Filters by the owner. It offers those who changed something last: a list of all owners could
    be far too long. Each row has a link for its own owner, who is then offered too."""

    title, parameter_name = _("owner"), "owner"
    most = 12

    def value(self) -> str:
        return (super().value() or "").replace("\0", "")  # PostgreSQL rejects a NUL

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        owners = User.objects.filter(projects__isnull=False).annotate(
            at=Max("projects__updated_at")
        )
        names = owners.order_by("-at").values_list("username", flat=True)
        offered = dict.fromkeys([*filter(None, [self.value()]), *names[: self.most]])
        return [(name, name) for name in offered]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(owner__username=self.value()) if self.value() else queryset


@admin.register(Project)
class ProjectAdmin(Actions):
    list_display = ["named", "by", "at_status", "at_step", "bar_or_error", "age"]
    list_filter = ["status", "platform", StuckFilter, BinFilter, OwnerFilter]
    list_select_related = ["owner"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["topic", "title", "owner__username", "id__startswith"]
    ordering = ["-updated_at"]
    fieldsets = [
        (None, {"fields": [("at_status", "at_step"), "bar", "error_text", "by", "makers"]}),
        (
            _("Brief"),
            {
                "fields": [
                    ("topic", "title"),
                    ("platform", "video_type", "style"),
                    ("seconds", "voice_style", "voice_speed", "target_audience"),
                    "readings",
                    ("music", "music_level"),
                    ("caption_style", "caption_position", "caption_size"),
                    ("transitions", "closing_card", "named_logo", "show_logo"),
                    "key_points",
                    ("organization", "phone"),
                    ("address", "link"),
                    "make_all",
                ]
            },
        ),
        (
            _("Times"),
            {
                "classes": ["collapse"],
                "fields": ["created_at", "started_at", "updated_at", "completed_at", "notified"],
            },
        ),
    ]
    inlines = [
        SceneInline,
        RunInline,
        NotificationInline,
        ArtifactInline,
        PhotoInline,
        OwnClipInline,
        OwnMusicInline,
    ]
    change_form_template = "admin/projects/project/change_form.html"
    change_list_template = "admin/projects/project/change_list.html"

    def get_queryset(self, request: HttpRequest) -> ProjectQuerySet:
        return Project.everything.order_by(*self.ordering)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Project | None:
        try:
            return Project.everything.with_files().filter(pk=UUID(object_id)).first()
        except ValueError:
            return None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        project = context["original"]
        context |= {"offered": buttons(self, request, project), "watched": [project]}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("name"), ordering="topic")
    def named(self, project: Project) -> str:
        return project.name

    @admin.display(description=_("owner"), ordering="owner__username")
    def by(self, project: Project) -> SafeString:
        where = reverse(
            "admin:projects_project_changelist", query={"owner": project.owner.username}
        )
        return format_html('<a href="{}">{}</a>', where, project.owner.username)

    @admin.display(description=_("status"), ordering="status")
    def at_status(self, project: Project) -> SafeString:
        return _live(project, "status") + (_binned(project) if project.binned_at else SafeString())

    @admin.display(description=_("step"), ordering="step")
    def at_step(self, project: Project) -> SafeString:
        return _live(project, "step")

    @admin.display(description=_("progress"), ordering="progress")
    def bar(self, project: Project) -> SafeString:
        return _live(project, "bar")

    @admin.display(description=_("progress or last error"), ordering="progress")
    def bar_or_error(self, project: Project) -> SafeString:
        """A project that runs has no error, so one column is enough for both."""
        return _live(project, "bar") + _live(project, "error")

    @admin.display(description=_("last error"))
    def error_text(self, project: Project) -> SafeString:
        return _live(project, "error")

    @admin.display(description=_("logo"))
    def named_logo(self, project: Project) -> str:
        return str(project.logo) if project.logo else "–"

    @admin.display(description=_("made by"))
    def makers(self, project: Project) -> str:
        """What has made it besides the studio itself, what could not, and what it has cost."""
        said = [written_words(project), spoken_words(project), *filmed_words(project)]
        said += [painters_words(project), stock_words(project), film_spent_words(project)]
        return " · ".join(filter(None, said)) or "–"

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, project: Project) -> SafeString:
        made = project.created_at
        return format_html('<time datetime="{}">{}</time>', made.isoformat(), ago(made))


def _binned(project: Project) -> SafeString:
    words = ngettext(
        "In the bin, %(count)s day left", "In the bin, %(count)s days left", project.days_left
    )
    return format_html('<p class="quiet">{}</p>', words % {"count": project.days_left})


def _live(project: Project, name: str) -> SafeString:
    """A column, drawn in the same way as when it is pushed later."""
    return mark_safe(str(admin_columns.column(project, name)))  # noqa: S308  a template has escaped it
