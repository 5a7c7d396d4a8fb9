"""What a change would make again, and about how long that takes, before somebody makes it.

The verb itself is tried, in a transaction that is rolled back, and the recipes before and after are
compared. Nobody waits for that: it takes no lock of the project's row.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction

from projects.timeline import EDIT, NARRATION, SCENES, Step

from .outside import Films, seconds_of_films, seconds_outside
from .project.model import Project
from .run import Run
from .scene import Scene
from .scene_painting import unpaid_paintings

FILES = (NARRATION, SCENES, EDIT)  # the steps that make files
FRESH = 60.0  # seconds for which a process knows how long past work took

# The scene's key, or None for the film, and its step.
_Piece = tuple[Step, int | None]
_File = tuple[str, int | None, str]


@dataclass(frozen=True)
class Cost:
    """The pieces that are to be made: numbers of scenes, and whether the film is one. `seconds`:
    about how long it takes with nothing else to do; None if no past work tells."""

    narrations: tuple[int, ...] = ()
    clips: tuple[int, ...] = ()
    film: bool = False
    seconds: float | None = None
    scenes: int = 0  # of the film after the change
    reached: bool = True  # whether anything was made
    pictures: tuple[int, ...] = ()  # of these clips, those for which `painter` is asked
    painter: str = ""  # the name of the service that is asked first

    @property
    def free(self) -> bool:
        return not (self.narrations or self.clips or self.film)


def of(project: Project, verb: Callable[[Project], Any]) -> Cost:
    """What `verb` would make out of date, of what was made before. It gets the project to change.

    A piece that is out of date already counts if it would be made from something else now. Raises
    as the verb does.
    """
    trial = Project.objects.with_parts().get(pk=project.pk)
    reached = [step for step in FILES if trial.has_files_of([step])]
    before, there, script = _recipes(trial, reached), trial.made_files, trial.script_no
    with transaction.atomic():
        with trial.on_trial():
            verb(trial)
        after = _recipes(trial, reached)
        there = there if trial.script_no == script else trial.made_files  # films are of a script
        changed = {piece for piece in after if before.get(piece) != after[piece]}
        missing = {piece for piece in changed if not _is_made(*piece, after[piece], there)}
        cost = replace(_cost(trial, missing), reached=bool(reached))
        transaction.set_rollback(True)
    return cost


def pending(project: Project, *steps: Step) -> Cost:
    """What is to be made of these steps as the project is now."""
    return _cost(project, {piece for step in steps for piece in _missing(project, step)})


def seconds_again(step: Step, scene: Scene) -> float | None:
    """About how long one more piece of this step takes; None if no past work tells."""
    outside = seconds_outside(scene.project, step, [scene], _films)
    return _seconds({step: [max(1.0, scene.seconds)]}, [outside])


def _recipes(project: Project, steps: list[Step]) -> Mapping[_Piece, str]:
    return {
        (step, scene.pk if scene else None): project.recipe_of(step, scene)
        for step in steps
        for scene in (project.scene_list if step.per_scene else [None])
    }


def _is_made(step: Step, scene: int | None, recipe: str, there: Collection[_File]) -> bool:
    return all((kind, scene, recipe) in there for kind in step.makes)


def _missing(project: Project, step: Step) -> set[_Piece]:
    return {(step, scene.pk if scene else None) for scene in project.missing(step)}


def _cost(project: Project, pieces: set[_Piece]) -> Cost:
    scenes = {scene.pk: scene for scene in project.scene_list}

    def of_step(step: Step) -> list[Any]:
        return [scene for scene in scenes.values() if (step, scene.pk) in pieces]

    narrations, clips = of_step(NARRATION), of_step(SCENES)
    film = (EDIT, None) in pieces
    outside = [
        seconds_outside(project, step, made, _films)
        for step, made in ((NARRATION, narrations), (SCENES, clips))
        if made
    ]
    work = {
        NARRATION: [max(1.0, scene.seconds) for scene in narrations],
        SCENES: [max(1.0, scene.seconds) for scene in clips],
        EDIT: [max(1.0, project.planned_seconds)] if film else [],
    }
    return Cost(
        tuple(scene.position for scene in narrations),
        tuple(scene.position for scene in clips),
        film,
        _seconds({step: each for step, each in work.items() if each}, outside),
        len(scenes),
        pictures=tuple(scene.position for scene in unpaid_paintings(clips)),
        painter=project.makers_allowed("picture")[0],
    )


def _seconds(work: Mapping[Step, list[float]], outside: Sequence[float | None]) -> float | None:
    """Pieces of scenes go side by side, but no faster than the longest one and what follows it.
    `outside`: how long they wait for services."""
    rates = {step: rate_here(step) for step in work}
    if not work or None in rates.values() or None in outside:
        return None
    took = {step: [each * (rates[step] or 0) for each in work[step]] for step in work}
    of_scenes = [seconds for step in took if step.per_scene for seconds in took[step]]
    longest = sum(max(took[step]) for step in took if step.per_scene)
    beside = max(longest, sum(of_scenes) / max(1, settings.STUDIO_SCENES_AT_ONCE))
    rest = sum(sum(took[step]) for step in took if not step.per_scene)
    return beside + rest + sum(filter(None, outside))


_known: dict[Hashable, tuple[float, Any]] = {}


def rate_here(step: Step) -> float | None:
    """`Run.rate`, which reads some rows, once a minute."""
    rate: float | None = _once_a_minute(step, lambda: Run.rate(step))
    return rate


def _films(kind: str, provider: str) -> Films:
    films: Films = _once_a_minute((kind, provider), lambda: seconds_of_films(kind, provider))
    return films


def _once_a_minute(about: Hashable, read: Callable[[], Any]) -> Any:
    at, known = _known.get(about, (0.0, None))
    if not at or time.monotonic() - at > FRESH:
        known = read()
        _known[about] = (time.monotonic(), known)
    return known
