"""Has a scene filmed by a service, if its project wants that. Others wait side by side for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from projects.media.conform import Unreadable
from projects.media.formats import FORMATS
from projects.media.intake import video
from projects.models import Artifact, Scene
from projects.providers import OFFLINE, providers_of
from projects.providers.base import Filmer, Footage
from projects.providers.wire.faults import Fault, ServiceError
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .beside import beside
from .in_turn import Passed, in_turn
from .leaving import OF_A_PHOTO, may_leave, sent, told_of
from .made_here import note_refusal
from .remote import Remote, on_their_way
from .results import NewArtifact
from .timing import heard

LEAST_ASKED = 60  # times, of a service that is asked seldom because it is slow


def film(attempt: Attempt) -> dict[str, str]:
    """Let the scene have its footage. Returns who has made it, and who could not, for people; {} if
    it is not to be filmed.

    Raises Waiting as long as the service works, and ServiceError if nobody may do it instead.
    """
    scene = attempt.scene
    if not scene.may_be_filmed:
        return scene.made_here_by(ProviderKind.VIDEO)
    if scene.footage:
        return dict(scene.footage.made_from["made_by"])
    names = _allowed(attempt, scene)
    if set(names) <= {OFFLINE}:
        return {}
    left, passed = on_their_way(scene, names, scene.footage_hash)

    def filmed(name: str, passed: Passed) -> dict[str, str]:
        if name != OFFLINE:
            return _filmed(attempt, scene, name, passed)
        note_refusal(attempt, scene, ProviderKind.VIDEO, passed)
        return {"name": OFFLINE, **passed}

    try:
        return in_turn(ProviderKind.VIDEO, left, filmed, passed)
    except ServiceError as failed:
        if not (scene.only_photo and failed.fault in OF_A_PHOTO):
            raise
        attempt.project.read_photos_leave()
        return filmed(OFFLINE, {"instead_of": failed.service, "reason": failed.reason})


def _allowed(attempt: Attempt, scene: Scene) -> tuple[str, ...]:
    """Who may film it now."""
    attempt.project.read_photos_leave()
    names = attempt.project.makers_allowed(ProviderKind.VIDEO)
    return tuple(name for name in names if name == OFFLINE or scene.may_go_to(name))


def _filmed(attempt: Attempt, scene: Scene, name: str, passed: Passed) -> dict[str, str]:
    filmer: Filmer = providers_of(ProviderKind.VIDEO)[name]
    recipe, came = scene.footage_hash(name), attempt.folder / "came.mp4"
    seconds, photo = heard(scene).seconds, scene.only_photo
    work = Remote(
        attempt,
        ProviderKind.VIDEO,
        name,
        recipe,
        every=filmer.every,
        longest=max(15 * 60, 60 * seconds, LEAST_ASKED * filmer.every),
        passed=passed,
        may_leave=partial(may_leave, attempt, ProviderKind.VIDEO, name, photo),
    )
    with sent(attempt, photo) as jpeg, told_of(photo):
        filmer.film(replace(wanted(scene, seconds), photo=jpeg), out=came, work=work)
    made_by, shown = {"name": name, **passed}, {"photo": str(photo.pk)} if photo else {}
    footage = _taken_in(attempt, work, came)
    (made,) = attempt.store(
        NewArtifact(
            Kind.FOOTAGE,
            recipe,
            footage,
            made_from={"by": name, "made_by": made_by, **shown},
            state=attempt.project.made_from(scene),
        )
    )

    def commit() -> None:
        made.commit(attempt.project, scene)
        work.done()

    attempt.run.store(commit)
    return made_by


def wanted(scene: Scene, seconds: float) -> Footage:
    project = scene.project
    form = FORMATS[project.platform]
    return Footage(
        shown=scene.for_filmer,
        title=scene.title,
        style=project.style,
        language=project.language,
        width=form.width,
        height=form.height,
        seconds=seconds,
        seed=(project.pk.int + scene.pk + scene.clip_take) % 2**31,
    )


def _taken_in(attempt: Attempt, work: Remote, came: Path) -> Path:
    """As a video of a person is: nothing but its pictures stays. What is no video is of no use. It
    can be fetched again if there is no room for it, or too much to read."""
    footage = attempt.folder / "footage.mov"
    try:
        beside(partial(video.take_in, came, footage), attempt.heartbeat)
    except video.NotAClip as refused:
        if refused.reason == "clip_busy":
            work.wait()
        work.lost(f"its video: {refused}"[:100])
    return footage


@contextmanager
def local(footage: Artifact | None, attempt: Attempt) -> Iterator[Path | None]:
    """It as a file on this machine. Raises FileNotFoundError and probe.Damaged, and ServiceError if
    the block raises Unreadable."""
    if footage is None:
        yield None
        return
    with footage.local(attempt.folder, attempt.heartbeat) as path:
        try:
            yield path
        except Unreadable as error:
            raise ServiceError(Fault.ANSWER, "its video is damaged after its start") from error
