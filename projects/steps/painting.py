"""Lets a scene have its painting: the one that is there, or one that a service makes now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from projects.media.conform import Unreadable
from projects.media.intake import photo
from projects.media.probe import Damaged
from projects.models import Artifact, Photo, RemoteTask, Scene
from projects.models.recipe import recipe_hash
from projects.models.remote_task import TaskState
from projects.providers import OFFLINE, painters
from projects.providers.base import Painter
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.work import Beat
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .beside import beside
from .in_turn import Passed, in_turn
from .leaving import may_leave, sent
from .made_here import note_refusal
from .outside import PayingOutside
from .remote import Remote, on_their_way
from .results import NewArtifact

LONGEST = 15 * 60.0  # seconds that one waits for a picture


def paint(attempt: Attempt) -> dict[str, str]:
    """Let the scene have its painting. What is not there yet is paid. Returns who has made it, and
    who could not; {} if nobody is asked.

    Raises Waiting as long as a service works, and ServiceError if the owner lets only one service
    make it, and that cannot.
    """
    attempt.project.read_photos_leave()
    try:
        return _painting(attempt)
    except ServiceError as failed:
        if failed.fault != Fault.STAYS:
            raise
        attempt.project.read_photos_leave()
        return _painting(attempt, may_refer=False)


def _painting(attempt: Attempt, *, may_refer: bool = True) -> dict[str, str]:
    """`may_refer`: whether it may go by the reference picture."""
    scene, project, known = attempt.scene, attempt.project, painters()
    if not scene.is_to_be_painted:
        return scene.made_here_by(ProviderKind.PICTURE)
    if (there := scene.painting) and not there.is_lost(attempt.heartbeat):
        return scene.painted_by
    if copied := _copied(attempt):
        return copied

    def painted(name: str, passed: Passed) -> dict[str, str]:
        made_by = {"name": name, **passed}
        if name != OFFLINE:
            return _painted(attempt, known[name], made_by, may_refer)
        note_refusal(attempt, scene, ProviderKind.PICTURE, passed)
        return made_by

    allowed = project.makers_allowed(ProviderKind.PICTURE)
    names, passed = on_their_way(scene, allowed, partial(_wish_of, scene))
    return in_turn(ProviderKind.PICTURE, names, painted, passed)


@contextmanager
def local(attempt: Attempt) -> Iterator[Sequence[Path]]:
    """Its file on this machine, or that of its stock, if there is any. Raises ServiceError if the
    block raises Unreadable."""
    with ExitStack() as stack:
        scene = attempt.scene
        found = _local(scene.painting or scene.stock, attempt.folder, attempt.heartbeat, stack)
        try:
            yield [found] if found else []
        except Unreadable as error:
            if not scene.shows_stock_video:
                raise
            raise ServiceError(Fault.ANSWER, "its video is damaged after its start") from error


def local_painting(scene: Scene, folder: Path, beat: Beat, stack: ExitStack) -> Path | None:
    """The same, also before there is a clip; None if there is none, or if it is lost."""
    return _local(scene.painting or scene.stock_seen, folder, beat, stack)


def _local(made: Artifact | None, folder: Path, beat: Beat, stack: ExitStack) -> Path | None:
    if found := made:
        with suppress(FileNotFoundError, Damaged):
            return stack.enter_context(found.local(folder, beat))
    return None


def _copied(attempt: Attempt) -> dict[str, str]:
    """From another scene with the same description. Returns who has made it, {} without one."""
    found = attempt.scene.painting_of_another
    with suppress(FileNotFoundError, Damaged):
        if found:
            with found.local(attempt.folder, attempt.heartbeat) as path:
                running = RemoteTask.objects.open_for(attempt.scene.pk, kind=ProviderKind.PICTURE)
                done = partial(running.update, state=TaskState.DONE)  # nobody needs it any more
                _stored(attempt, path, found.made_from, done)
            return dict(found.made_from["made_by"])
    return {}


def _painted(
    attempt: Attempt, painter: Painter, made_by: dict[str, str], may_refer: bool
) -> dict[str, str]:
    scene, out = attempt.scene, attempt.folder / "painting.jpg"
    may_go = attempt.project.photos_may_go_to(ProviderKind.PICTURE, made_by["name"])
    reference = scene.reference if may_refer and may_go else None
    work = _work(attempt, painter, made_by, reference)
    with sent(attempt, reference) as jpeg:
        wish = replace(scene.for_painter, reference=jpeg)
        painter.paint(wish, partial(_take_in, out=out, beat=attempt.heartbeat), work)
    end = work.done if isinstance(work, Remote) else None
    shown = {"photo": str(reference.pk)} if reference else {}
    _stored(attempt, out, {"made_by": made_by, "model": painter.model, **shown}, end)
    return made_by


def _work(
    attempt: Attempt, painter: Painter, made_by: Mapping[str, str], reference: Photo | None
) -> Any:
    """Of one that answers at once, or of one that is called again and again until it is done."""
    scene, kind, name = attempt.scene, ProviderKind.PICTURE, made_by["name"]
    if every := getattr(painter, "every", None):
        passed = {key: said for key, said in made_by.items() if key != "name"}
        limits = {"every": every, "longest": LONGEST}
        return Remote(attempt, kind, name, _wish_of(scene, name), passed=passed, **limits)
    wish, note = (
        recipe_hash("painting", **scene.painting_wish),
        {"code": "filming", "service": name},
    )
    return PayingOutside(
        *(attempt, kind, wish, note),
        is_shared=scene.shares_painting,
        may_leave=partial(may_leave, attempt, kind, name, reference),
    )


def _wish_of(scene: Scene, name: str) -> str:
    return recipe_hash("painting", by=name, **scene.painting_wish)


def _stored(
    attempt: Attempt,
    picture: Path,
    about: Mapping[str, Any],
    end: Callable[[], object] | None = None,
) -> None:
    """At once: what was paid must not be lost if its clip cannot be made. `end`: what ends with
    that."""
    scene = attempt.scene
    (made,) = attempt.store(
        NewArtifact(
            Kind.PAINTING,
            scene.painting_hash,
            picture,
            made_from=about,
            state=attempt.project.made_from(scene),
        )
    )

    def commit() -> None:
        made.commit(attempt.project, scene)
        if end:
            end()

    attempt.run.store(commit)


def _take_in(picture: bytes, out: Path, beat: Beat) -> None:
    """As one that a person has sent. Raises NotAPicture."""
    received = out.with_suffix(".received")
    received.write_bytes(picture)
    beside(partial(photo.take_in, received, out), beat)
    received.unlink()
