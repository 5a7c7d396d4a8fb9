"""What an administrator can do to projects: the verbs of their pages, for several at once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects import jobs
from projects.models import NotReady, Project
from projects.models.queries import ProjectQuerySet

from .readonly import ReadOnly


class Actions(ReadOnly, admin.ModelAdmin):
    """For the admin of projects. Each is said to the administrator, and kept in the admin's log."""

    actions = ["cancel", "retry", "requeue", "delete_with_files"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("projects.change_project")

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("projects.delete_project")

    @admin.action(description=gettext_lazy("Cancel the running step"), permissions=["act"])
    def cancel(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            if not project.running:
                raise NotReady(_("No step is running."))
            project.cancel()
            return _("Cancelled; what was finished is kept.")

        return self._act(request, queryset, verb)

    @admin.action(description=gettext_lazy("Try again, with what is missing"), permissions=["act"])
    def retry(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            jobs.start(project.retry)
            return _("Started again.")

        return self._act(request, queryset, verb)

    @admin.action(description=gettext_lazy("Requeue what is stuck"), permissions=["act"])
    def requeue(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            count = jobs.take_up(project.runs.all())
            if not count:
                raise NotReady(_("Nothing is stuck: its work is done, or in the queue."))
            words = ngettext("%(count)s Run was requeued.", "%(count)s Runs were requeued.", count)
            return words % {"count": count}

        return self._act(request, queryset, verb)

    @admin.action(description=gettext_lazy("Delete with all files"), permissions=["remove"])
    def delete_with_files(
        self, request: HttpRequest, queryset: ProjectQuerySet
    ) -> HttpResponse | None:
        if "sure" not in request.POST:
            return self._ask(request, queryset)

        def verb(project: Project) -> str:
            project.delete_with_files()
            return _("Deleted.")

        self._act(request, queryset, verb)
        return HttpResponseRedirect(reverse("admin:projects_project_changelist"))

    def _ask(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Delete with all files"),
            "opts": self.opts,
            "projects": queryset.select_related("owner"),
        }
        return TemplateResponse(request, "admin/projects/project/delete_with_files.html", context)

    def _act(
        self, request: HttpRequest, queryset: ProjectQuerySet, verb: Callable[[Project], str]
    ) -> HttpResponse | None:
        for project in queryset:
            name, pk = str(project), project.pk
            try:
                said, level = verb(project), messages.SUCCESS
            except NotReady as problem:
                said, level = str(problem), messages.WARNING
            except Project.DoesNotExist:
                said, level = _("It was deleted meanwhile."), messages.WARNING
            if level == messages.SUCCESS:
                project.pk = pk  # a deleted one has lost it
                self.log_change(request, project, said)
            self.message_user(request, f"{name}: {said}", level)
        return self._back(request)

    def _back(self, request: HttpRequest) -> HttpResponse | None:
        """To the project's own page where the click came from there; else to the list."""
        if not (pk := request.POST.get("page_of")):
            return None
        return HttpResponseRedirect(reverse("admin:projects_project_change", args=[pk]))


def buttons(model_admin: Actions, request: HttpRequest, project: Project) -> list[tuple[str, str]]:
    """The actions that make sense for this project now, and that its reader may do."""
    names = []
    if model_admin.has_act_permission(request):
        names += ["cancel", "requeue"] if project.running else []
        names += ["retry"] if project.interrupted and not project.running else []
    if model_admin.has_remove_permission(request):
        names.append("delete_with_files")
    return [(name, getattr(model_admin, name).short_description) for name in names]
