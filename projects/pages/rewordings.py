"""Other words for a scene, which a service offers, beside the words of the scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from projects.models import Project, Rewording, Scene
from projects.models.rewording import RewordingState, rewriters
from projects.models.spending import usual
from projects.status_text import errand_words
from projects.vocabulary import ProviderKind, RewordingWish

from .makers import usual_words
from .region import Region, drawn

SIMPLE = (RewordingWish.AGAIN, RewordingWish.SHORTER, RewordingWish.WARMER)


def reworder(project: Project) -> Callable[[Scene], Region] | None:
    """What draws the region of a scene; None where nobody can reword it."""
    names = rewriters(project)
    if not names:
        return None
    asked = {each.scene_id: each for each in Rewording.objects.filter(scene__project=project)}
    about: dict[str, Any] = {
        "project": project,
        "who": names[0],
        "cost": _cost(names[0]),
        "wishes": [(wish.value, wish.label) for wish in SIMPLE],
        "points": [one.point for one in project.coverage if one.is_gap],
    }

    def region(scene: Scene) -> Region:
        found = asked.get(scene.pk)
        told = {
            "scene": scene,
            "found": found,
            "waits": found and found.state == RewordingState.WAITING,
            "reason": errand_words(found.reason) if found else "",
        }
        name = f"scene-{scene.pk}-rewording"
        return drawn(name, "projects/_rewording.html", **about, **told)

    return region


def _cost(name: str) -> str:
    """What it usually costs and takes, as far as that is known."""
    known = usual(ProviderKind.SCRIPT, name)
    return "" if known is None else _("about {cost}").format(cost=usual_words(known))
