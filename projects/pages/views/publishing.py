"""The title of a film, and the words that are posted with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from projects.files.forms import first_error
from projects.models import NotReady, Project
from projects.models.merging import BothChanged
from projects.models.project.posts import PARTS
from projects.vocabulary import Platform

from ..post_forms import DescriptionForm, PostForm, TitleForm, drawn_in
from .finding import changes, find_project
from .replies import changed_elsewhere, draw, say_not_ready, say_problem


@changes
def title(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, form = find_project(request, pk), TitleForm(request.POST)
    return _typed(
        request,
        found,
        form,
        "title",
        lambda: found.rename(form.cleaned_data["title"], drawn_in(form)),
        lambda: {"title": found.name},
    )


@changes
def description(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, form = find_project(request, pk), DescriptionForm(request.POST)
    return _typed(
        request,
        found,
        form,
        "description",
        lambda: found.describe(form.cleaned_data["description"], drawn_in(form)),
        lambda: {"description": found.description},
    )


@changes
def post(request: HttpRequest, pk: UUID, platform: str) -> HttpResponse:
    """Change the words for one platform; with `ours`, let the studio write them again."""
    found, form = find_project(request, pk), PostForm(request.POST)
    if platform not in Platform:
        raise Http404
    ours = dict.fromkeys(PARTS) if "ours" in request.POST else None
    return _typed(
        request,
        found,
        form,
        f"post-{platform}",
        lambda: found.change_post(platform, ours or form.words, {} if ours else drawn_in(form)),
        lambda: found.post(platform).parts,
    )


def _typed(
    request: HttpRequest,
    found: Project,
    form: forms.BaseForm,
    name: str,
    verb: Callable[[], None],
    stored: Callable[[], Mapping[str, str]],
) -> HttpResponse:
    """Carry out a verb that takes words. The form stays on the page, so it gets the digests of the
    words as they are stored now."""
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    try:
        verb()
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    except BothChanged as changed:
        labels = {each: str(field.label) for each, field in form.fields.items()}
        return changed_elsewhere(request, changed.fields, changed.stored, labels)
    context = {"of": name, "words": stored(), "swap": True}
    return draw(request, found, render_to_string("projects/_digests.html", context))
