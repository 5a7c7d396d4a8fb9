"""What an administrator can do to projects: the verbs of their pages, for several at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.jobs.queue import run_and_enqueue
from projects.jobs.sweeper import take_up
from projects.models import NotReady, Project
from projects.models.audit import Action, record
from projects.models.project.model import ProjectQuerySet
from projects.timeline import State, Status

from .readonly import ReadOnly

MOST_DELETED = 500  # each is a field of the confirmation form, and Django accepts 1000
Verb = Callable[[Project], str]
"""Does something to a project, and returns a message. Raises NotReady if it makes no sense."""
log = logging.getLogger(__name__)


class Actions(ReadOnly, admin.ModelAdmin):
    """Actions for the admin of projects. The administrator sees each result, and the log has it."""

    actions = ["cancel", "retry", "requeue", "put_back", "delete_with_files"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("projects.change_project")

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("projects.delete_project")

    @admin.action(description=gettext_lazy("Cancel the running step"), permissions=["act"])
    def cancel(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            if not project.cancel():
                raise NotReady(_("No step is running."))
            return _("Cancelled; what was finished is kept.")

        return self._change(request, queryset, verb)

    @admin.action(description=gettext_lazy("Try again, with what is missing"), permissions=["act"])
    def retry(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            run_and_enqueue(project.retry)
            return _("Started again.")

        return self._change(request, queryset, verb)

    @admin.action(description=gettext_lazy("Requeue what is stuck"), permissions=["act"])
    def requeue(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        return self._change(request, queryset, _requeue)

    @admin.action(description=gettext_lazy("Put back from the bin"), permissions=["act"])
    def put_back(self, request: HttpRequest, queryset: ProjectQuerySet) -> HttpResponse | None:
        def verb(project: Project) -> str:
            if not project.leave_bin():
                raise NotReady(_("It is not in the bin."))
            return _("Put back.")

        return self._change(request, queryset, verb)

    @admin.action(description=gettext_lazy("Delete with all files"), permissions=["remove"])
    def delete_with_files(
        self, request: HttpRequest, queryset: ProjectQuerySet
    ) -> HttpResponse | None:
        if queryset.count() > MOST_DELETED:
            words = _("At most %(count)s projects are deleted at once. Choose fewer.")
            self.message_user(request, words % {"count": MOST_DELETED}, messages.ERROR)
            return None
        if "sure" not in request.POST:
            return self._ask(request, queryset)

        def verb(project: Project) -> str:
            kept = copy(project)  # a deleted project has no primary key
            project.delete_with_files()
            self.log_deletions(request, [kept])  # type: ignore[arg-type]  # it takes any list
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

    def _change(self, request: HttpRequest, queryset: ProjectQuerySet, verb: Verb) -> Any:
        """Call the verb and log it. Go back to the project's page if the click came from there."""

        def logged(project: Project) -> str:
            said = verb(project)
            self.log_change(request, project, said)
            return said

        self._act(request, queryset, logged)
        try:
            page_of = UUID(request.POST.get("page_of", ""))
        except ValueError:
            return None
        return HttpResponseRedirect(reverse("admin:projects_project_change", args=[page_of]))

    def _act(self, request: HttpRequest, queryset: ProjectQuerySet, verb: Verb) -> None:
        """Call the verb on each project. If it fails for one, say so and go on with the others."""
        for project in queryset:
            name, level = str(project), messages.WARNING
            try:
                said, level = verb(project), messages.SUCCESS
            except NotReady as problem:
                said = str(problem)
            except Project.DoesNotExist:
                said = _("It is in the bin, or was deleted meanwhile.")
            except DatabaseError:
                log.exception("An action on project %s failed", project.pk)
                said, level = _("The database did not answer. Try again."), messages.ERROR
            self.message_user(request, f"{name}: {said}", level)


def _requeue(project: Project) -> str:
    with transaction.atomic():
        if taken_up := [run.pk for run in take_up(project.runs.all())]:
            record(Action.REQUEUE, about=project)
    if count := project.runs.filter(pk__in=taken_up, state=State.QUEUED).count():
        words = ngettext("%(count)s Run was requeued.", "%(count)s Runs were requeued.", count)
        return words % {"count": count}
    was_running = project.running
    project.refresh_from_db()
    if was_running and project.status == Status.FAILED:
        return _("Given up: %(reason)s") % {"reason": project.error_message}
    raise NotReady(_("Nothing is stuck: its work is done, or in the queue."))


def buttons(model_admin: Actions, request: HttpRequest, project: Project) -> list[tuple[str, str]]:
    """The actions that make sense for this project now, and that the user may do."""
    names = []
    if model_admin.has_act_permission(request) and project.binned_at:
        names.append("put_back")
    elif model_admin.has_act_permission(request):
        names += ["cancel"] if project.running else []
        runs = project.runs
        stuck = runs.stale().exists() or runs.without_job().exists()
        names += ["requeue"] if stuck else []
        names += ["retry"] if project.interrupted and not project.running else []
    if model_admin.has_remove_permission(request):
        names.append("delete_with_files")
    return [(name, getattr(model_admin, name).short_description) for name in names]
