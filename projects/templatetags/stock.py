"""Tags that say whose videos and photos a film shows."""

from __future__ import annotations

from django import template

from projects.models import Artifact, Project, Scene
from projects.models.credit import Credit, credit_of, credits_of
from projects.pages.makers import not_found_words

register = template.Library()


@register.simple_tag
def credit(scene: Scene) -> Credit | None:
    """Of the video or photo of a library that a scene shows, or is to show."""
    return credit_of(found, scene.position) if (found := scene.stock_seen) else None


@register.simple_tag
def credits(project: Project) -> list[Credit]:  # noqa: A001 - what templates call it
    """Of its film, or else of its scenes."""
    return credits_of(project)


@register.simple_tag
def credit_of_candidate(candidate: Artifact) -> Credit:
    return credit_of(candidate, 0)


register.simple_tag(not_found_words, name="stock_not_found")
