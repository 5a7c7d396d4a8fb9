"""Speaks one scene."""

from __future__ import annotations

from collections.abc import Callable

from projects.media.sound.narration import normalise
from projects.providers import speaker
from projects.timeline import Kind

from .attempt import Attempt
from .results import NewArtifact


def make(attempt: Attempt) -> Callable[[], None]:
    scene, project = attempt.scene, attempt.project
    attempt.report(0.0, "speaking")
    state = project.made_from(scene)
    raw, out = attempt.folder / "raw.wav", attempt.folder / "narration.wav"
    speech = speaker().speak(
        scene.narration,
        narrator=project.narrator,
        voice_style=project.voice_style,
        language=project.language,
        speed=project.voice_speed,
        out=raw,
        beat=attempt.heartbeat,
    )
    attempt.report(0.6, "speaking")
    word_times = [(word.position, word.seconds) for word in speech.words]
    narration = normalise(
        raw, out, word_times=word_times, pause=scene.pause, beat=attempt.heartbeat
    )
    (made,) = attempt.store(
        NewArtifact(
            Kind.NARRATION,
            scene.narration_hash,
            out,
            seconds=narration.seconds,
            word_times=[[position, seconds] for position, seconds in narration.word_times],
            state=state,
        )
    )
    return lambda: made.commit(project, scene)
