"""What belongs to a project, on its page in the admin. Each kind costs one query in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from projects.models import (
    Artifact,
    Notification,
    OwnClip,
    OwnMusic,
    Photo,
    Project,
    Run,
    Scene,
)
from projects.pages.makers import made_words
from projects.status_text import duration_words

from .readonly import ReadOnly

MOST = 100  # newest rows that are shown of each kind


class Rows(BaseInlineFormSet):
    """Reads all rows with one query, by `find`. Django would query the relations of every row."""

    instance: Project
    find: Callable[[Project], Iterable[Any]]

    def get_queryset(self) -> Any:
        """Django calls this once for every row, so the rows are cached."""
        return self.found

    @cached_property
    def found(self) -> list[Any]:
        return list(self.find(self.instance))


def rows(find: Callable[[Project], Iterable[Any]]) -> type[Rows]:
    return type("Rows", (Rows,), {"find": staticmethod(find)})


def newest_files(project: Project) -> list[Artifact]:
    """They were read with the project, so this needs no query."""
    return sorted(project.artifacts.all(), key=lambda one: one.created_at, reverse=True)[:MOST]


class Inline(ReadOnly, admin.TabularInline):
    template = "admin/projects/_inline.html"
    extra = 0
    can_delete = False
    view_on_site = False

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return self.fields


class SceneInline(Inline):
    model = Scene
    formset = rows(lambda project: project.scene_list)
    fields = ["position", "words", "makers", "narration_player", "clip_player"]

    @admin.display(description=_("words"))
    def words(self, scene: Scene) -> SafeString:
        return format_html("<strong>{}</strong><p>{}</p>", scene.title, scene.narration)

    @admin.display(description=_("made by"))
    def makers(self, scene: Scene) -> SafeString:
        return format_html_join("", "<p>{}</p>", ([words] for words in made_words(scene)))

    @admin.display(description=_("narration"))
    def narration_player(self, scene: Scene) -> str:
        return render_to_string("admin/projects/_narration.html", {"scene": scene})

    @admin.display(description=_("clip"))
    def clip_player(self, scene: Scene) -> str:
        return render_to_string("admin/projects/_clip.html", {"scene": scene})


class RunInline(Inline):
    model = Run
    formset = rows(lambda project: project.runs.select_related("scene")[:MOST])
    fields = ["step", "piece", "state", "attempts", "started_at", "took", "worker", "error"]

    @admin.display(description=_("scene"))
    def piece(self, run: Run) -> str:
        return str(run.scene.position) if run.scene else ""

    @admin.display(description=_("attempts"))
    def attempts(self, run: Run) -> SafeString:
        return format_html(
            '<span title="{}">{}</span>',
            _("%(lost)s lost with their worker, %(back)s handed back")
            % {"lost": run.losses, "back": run.hand_backs},
            run.attempt,
        )

    @admin.display(description=_("took"))
    def took(self, run: Run) -> str:
        return duration_words(run.seconds) if run.seconds is not None else ""

    @admin.display(description=_("error"))
    def error(self, run: Run) -> str:
        return render_to_string("admin/projects/_run_error.html", {"run": run})


class ArtifactInline(Inline):
    model = Artifact
    formset = rows(newest_files)
    fields = ["kind", "piece", "bytes", "length", "created_at", "file_link"]

    @admin.display(description=_("scene"))
    def piece(self, artifact: Artifact) -> str:
        scenes = artifact.project.scene_list
        return next((str(one.position) for one in scenes if one.pk == artifact.scene_id), "")

    @admin.display(description=_("size"))
    def bytes(self, artifact: Artifact) -> str:
        return filesizeformat(artifact.size)

    @admin.display(description=_("length"))
    def length(self, artifact: Artifact) -> str:
        return duration_words(artifact.seconds) if artifact.seconds else ""

    @admin.display(description=_("file"))
    def file_link(self, artifact: Artifact) -> SafeString:
        where = reverse("artifact", args=[artifact.project_id, artifact.pk])
        return format_html('<a href="{}">{}</a>', where, _("open"))


class PhotoInline(Inline):
    model = Photo
    formset = rows(lambda project: project.photos.select_related("consent_by", "withdrawn_by"))
    fields = ["original_name", "consent_by", "consent_at", "withdrawn_by", "withdrawn_at"]


class OwnClipInline(Inline):
    model = OwnClip
    formset = rows(lambda project: project.own_clips.select_related("consent_by", "withdrawn_by"))
    fields = ["original_name", "consent_by", "consent_at", "withdrawn_by", "withdrawn_at"]


class OwnMusicInline(Inline):
    model = OwnMusic
    formset = rows(lambda project: project.own_pieces.select_related("consent_by"))
    fields = ["original_name", "consent_by", "consent_at"]


class NotificationInline(Inline):
    model = Notification
    formset = rows(lambda project: project.notifications.select_related("user")[:MOST])
    fields = ["user", "step", "outcome", "created_at", "shown_at", "read_at"]
