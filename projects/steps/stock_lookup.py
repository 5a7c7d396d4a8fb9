"""Finds what a library has for a scene, among which a person may choose. It makes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from projects.models import Project, Scene, StockLookup
from projects.models.removal import remove_on_commit
from projects.providers import OFFLINE, libraries
from projects.providers.wire.faults import Fault, ServiceError
from projects.vocabulary import ProviderKind

from .errands import Asking
from .in_turn import Passed, in_turn
from .looking import Looking
from .results import NewArtifact, commit_all


def make(lookup: StockLookup, folder: Path, beat: Callable[[], None]) -> None:
    """Store small pictures of what the first library has that does not fail. Raises Waiting while
    one answers, and ProviderError if none has anything."""
    project = Project.objects.with_parts().get(pk=lookup.project_id)
    scene, known = _scene_of(lookup, project), libraries()

    def look(name: str, _passed: Passed) -> None:
        looking = Looking(Asking(lookup, project, beat), scene, folder, name, known[name])
        if not (made := looking.candidates(looking.found())):
            raise ServiceError(Fault.NOTHING)
        _keep(lookup, scene, made, beat)

    names = [name for name in project.makers_allowed("stock") if name != OFFLINE]
    in_turn(ProviderKind.STOCK, names, look, {})


def _scene_of(lookup: StockLookup, project: Project) -> Scene:
    """Raises ServiceError if it was deleted: nothing fits it."""
    for scene in project.scene_list:
        if scene.pk == lookup.scene_id:
            return scene.looked_for_by(lookup.words)
    raise ServiceError(Fault.NOTHING)


def _keep(
    lookup: StockLookup, scene: Scene, made: list[NewArtifact], beat: Callable[[], None]
) -> None:
    try:
        for each in made:
            each.store(scene.project, beat)
        lookup.find(partial(_replace, scene, made))
    finally:
        for each in made:
            each.discard()


def _replace(scene: Scene, made: list[NewArtifact]) -> None:
    """What was found by the same words before goes, but not what a person has taken."""
    recipes = [each.input_hash for each in made]
    before = scene.project.artifacts.filter(
        scene=scene, kind=made[0].kind, made_from__search=scene.stock_search_hash
    ).exclude(input_hash__in=recipes)
    old = before.exclude(made_from__key=scene.stock_choice)
    remove_on_commit(old.values_list("file", flat=True))
    old.delete()
    commit_all(made, scene.project, scene)
