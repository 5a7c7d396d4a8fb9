"""Lets a scene have its painting: the one that is there, or one that a service makes now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from projects.media.intake import photo
from projects.media.probe import Damaged
from projects.models import Scene
from projects.models.recipe import recipe_hash
from projects.providers import OFFLINE, painters
from projects.providers.base import Painter
from projects.providers.work import Beat
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .beside import beside
from .in_turn import Passed, in_turn
from .paying import Paying
from .results import NewArtifact


def paint(attempt: Attempt) -> dict[str, str]:
    """Let the scene have its painting. What is not there yet is paid. Returns who has made it, and
    who could not; {} if nobody is asked.

    Raises ServiceError if its owner lets only one service make it, and that cannot.
    """
    scene, project, known = attempt.scene, attempt.project, painters()
    if not scene.is_to_be_painted:
        return {}
    if (there := scene.painting) and not there.is_lost(attempt.heartbeat):
        return scene.painted_by

    def painted(name: str, passed: Passed) -> dict[str, str]:
        made_by = {"name": name, **passed}
        return made_by if name == OFFLINE else _painted(attempt, known[name], made_by)

    return in_turn(project.makers_allowed(ProviderKind.PICTURE), painted, {})


@contextmanager
def local(attempt: Attempt) -> Iterator[Sequence[Path]]:
    """Its file on this machine, if there is any."""
    with ExitStack() as stack:
        found = local_painting(attempt.scene, attempt.folder, attempt.heartbeat, stack)
        yield [found] if found else []


def local_painting(scene: Scene, folder: Path, beat: Beat, stack: ExitStack) -> Path | None:
    """The same; None if there is none, or if it is lost."""
    if found := scene.painting:
        with suppress(FileNotFoundError, Damaged):
            return stack.enter_context(found.local(folder, beat))
    return None


def _painted(attempt: Attempt, painter: Painter, made_by: dict[str, str]) -> dict[str, str]:
    """It is stored at once: what was paid must not be lost if its clip cannot be made."""
    scene, out = attempt.scene, attempt.folder / "painting.jpg"
    work = Paying(attempt, ProviderKind.PICTURE, recipe_hash("painting", **scene.painting_wish))
    painter.paint(scene.for_painter, partial(_take_in, out=out, beat=attempt.heartbeat), work)
    about = {"made_by": made_by, "model": painter.model}
    (made,) = attempt.store(NewArtifact(Kind.PAINTING, scene.painting_hash, out, made_from=about))
    attempt.run.store(lambda: made.commit(attempt.project, scene))
    return made_by


def _take_in(picture: bytes, out: Path, beat: Beat) -> None:
    """As one that a person has sent. Raises NotAPicture."""
    received = out.with_suffix(".received")
    received.write_bytes(picture)
    beside(partial(photo.take_in, received, out), beat)
    received.unlink()
