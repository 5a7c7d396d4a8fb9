"""How long films wait for services, on the wall: the times of Runs leave that out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from projects.providers import OFFLINE, services_of
from projects.timeline import NARRATION, SCENES, Step
from projects.vocabulary import ProviderKind

from .remote_task import RemoteTask, TaskState
from .scene_painting import unpaid_paintings
from .spending import usual

if TYPE_CHECKING:
    from .scene import Scene

NEWEST = 60  # tasks that are looked at
TOGETHER = timedelta(minutes=1)  # tasks of a film that begin so close were ordered together
Films = Sequence[Sequence[float]]
"""Of each film, the seconds that its tasks took, which were ordered together."""


def seconds_outside(
    project: Any,
    step: Step,
    scenes: Iterable[Scene],
    took: Callable[[str, str], Films] | None = None,
) -> float | None:
    """About how long this step waits for services before its last scene is here; 0 if it asks none.
    None if nobody knows yet how long a service takes that is asked. `took`: what tells it."""
    took, left = took or seconds_of_films, list(scenes)
    if step is NARRATION:
        return _wait(project, ProviderKind.SPEECH, len(left), took)
    if step is not SCENES:
        return 0.0
    filmer = project.makers_allowed(ProviderKind.VIDEO)[0]
    filmed = [scene for scene in left if scene.may_be_filmed and scene.may_go_to(filmer)]
    to_film = [scene for scene in filmed if filmer != OFFLINE and not scene.footage]
    to_paint = [scene for scene in unpaid_paintings(left) if scene not in to_film]
    waits = [
        _wait(project, ProviderKind.VIDEO, len(to_film), took),
        _wait(project, ProviderKind.PICTURE, len(to_paint), took),
    ]
    return None if None in waits else max(each or 0.0 for each in waits)


def _wait(
    project: Any, kind: ProviderKind, pieces: int, took: Callable[[str, str], Films]
) -> float | None:
    asked = project.makers_allowed(kind)[0]
    if not pieces or asked not in services_of(kind):
        return 0.0
    films = took(kind, asked)
    return longest_of(films, pieces) if films else None


def longest_of(films: Films, pieces: int) -> float:
    """About how long the last of so many pieces takes that are ordered together."""
    return median(_last(sorted(film), pieces) for film in films)


def _last(film: Sequence[float], pieces: int) -> float:
    """As in this film. A service that makes one after the other takes longer for each one more."""
    first, last = film[0], film[-1]
    more = (last - first) / (len(film) - 1) if len(film) > 1 else 0.0
    return first + more * (pieces - 1) if more > first / 2 else last


def seconds_of_films(kind: str, provider: str) -> Films:
    """Of this service, the newest first; without tasks, as long as one call usually takes."""
    newest = RemoteTask.objects.filter(kind=kind, provider=provider, state=TaskState.DONE)
    told = newest.values_list("project", "begun_at", "call__ended_at")[:NEWEST]
    if films := together([(whose, begun, ended) for whose, begun, ended in told if ended]):
        return films
    known = usual(kind, provider)
    return [[known.seconds]] if known else []


def together(rows: Sequence[tuple[Any, datetime, datetime]]) -> list[list[float]]:
    """The seconds of tasks, by those that were ordered together: of each its project, begin and
    end."""
    films: list[list[float]] = []
    before: tuple[Any, datetime] | None = None
    for project, begun, ended in sorted(rows, key=lambda row: (str(row[0]), row[1])):
        is_with_them = before and before[0] == project and begun - before[1] < TOGETHER
        if not is_with_them:
            films.append([])
        films[-1].append((ended - begun).total_seconds())
        before = project, begun
    return films
