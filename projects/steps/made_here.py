"""What a service has refused, the studio makes: it is not asked for the same thing again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from projects.models import Scene
from projects.models.project.remedies import REFUSED
from projects.vocabulary import ProviderKind

from .attempt import Attempt


def note_refusal(
    attempt: Attempt, scene: Scene, kind: ProviderKind, passed: Mapping[str, str]
) -> None:
    """If the one who `passed` this on has refused what the scene shows, keep that with it."""
    if passed.get("reason") in REFUSED:
        scene.note_refusal(kind.value, passed["instead_of"], passed["reason"])
        attempt.run.store(partial(scene.save, update_fields=["made_here"]))
