"""Has scenes reworded by a service, beside the steps of the film."""

from __future__ import annotations

from django.db import transaction

from projects.models import Rewording, Scene
from projects.steps import rewording

from .errands import Errands

REWORDINGS = Errands(
    "rewording",
    Rewording,
    lambda found, folder, beat: rewording.make(found, beat),
    related=("scene__project",),
)


def ask(scene: Scene, wish: str, point: str = "") -> Rewording:
    """Ask for other words, and let a worker do it: both or neither. Raises NotReady."""
    with transaction.atomic():
        new = Rewording.ask(scene, wish, point)
        REWORDINGS.ask(new.pk)
    return new
