"""Tags that say what something costs before it is made."""

from __future__ import annotations

from django import template

from projects.models import Scene, costs
from projects.pages.costs import about
from projects.pages.makers import another_painting_words, shown_words
from projects.timeline import step_that_makes

register = template.Library()


@register.simple_tag
def time_again(scene: Scene, kind: str) -> str:
    """About how long another narration or clip of this scene takes: "about 4 s", or "" if no past
    work tells. Only this piece is made then, and what is missing."""
    seconds = costs.seconds_again(step_that_makes(kind), scene)
    return "" if seconds is None else about(seconds)


@register.simple_tag
def paint_again(scene: Scene) -> str:
    """About what another picture of this scene costs; "" if nobody knows."""
    return another_painting_words(scene)


register.simple_tag(shown_words, name="shown_by")
