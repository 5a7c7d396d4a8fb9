"""Speaks one scene."""

from __future__ import annotations

from collections.abc import Callable

from projects.media.sound.narration import normalise
from projects.models import Project
from projects.providers import speaker
from projects.providers.base import ProviderError, Speaker
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .attempt import Attempt
from .outside import PayingOutside
from .results import NewArtifact
from .saying import say


def make(attempt: Attempt) -> Callable[[], None]:
    scene, project = attempt.scene, attempt.project
    attempt.report(0.0, "speaking")
    state, recipe = project.made_from(scene), scene.narration_hash
    raw, out = attempt.folder / "raw.wav", attempt.folder / "narration.wav"
    speech = say(
        _speaker_of(project),
        scene.narration,
        project.readings_in(scene.narration),
        narrator=project.narrator,
        voice_style=project.voice_style,
        language=project.language,
        speed=project.voice_speed,
        out=raw,
        work=PayingOutside(attempt, ProviderKind.SPEECH, recipe, {"code": "speaking"}),
    )
    attempt.report(0.6, "speaking")
    word_times = [(word.position, word.seconds) for word in speech.words]
    narration = normalise(
        raw, out, word_times=word_times, pause=scene.pause, beat=attempt.heartbeat
    )
    (made,) = attempt.store(
        NewArtifact(
            Kind.NARRATION,
            recipe,
            out,
            seconds=narration.seconds,
            word_times=[[position, seconds] for position, seconds in narration.word_times],
            state=state,
            made_from={"made_by": project.narration_made_by},
        )
    )
    return lambda: made.commit(project, scene)


def _speaker_of(project: Project) -> Speaker:
    name = project.narration_made_by.get("name", "")
    try:
        return speaker(name)
    except KeyError:
        raise ProviderError("voice_gone", f"{name} is not configured any more") from None
